'use client'
import type { DragEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { clsx } from 'clsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { RecordKind } from '#lib/db/generated/enums.ts'
import type * as panelModule from './upload-panel.tsx'
import { fromDrop } from './upload-folders.ts'
import { PickButtons } from './upload-pick.tsx'
import type { Picked } from './upload-state.ts'

type Props = {
  caseId: string
  /** For a reader who mostly reads: not the page's first action. */
  aside?: boolean
  /** How much more finds room, once it is getting little. */
  room?: string | null
  /** What is added, where the person came for one thing: its name, how it should be, its kind. */
  wanted?: { name: string; how: string; kind: RecordKind } | null
}

/** Adds files to a case: several at once, in parts straight to the object store, with pause, and on after a reload. */
export function Uploader({ caseId, aside = false, room = null, wanted = null }: Props) {
  const [note, setNote] = useState('')
  const [over, setOver] = useState(false)
  const { Panel, add: addFiles, failed } = usePanel(caseId)
  const add = (files: readonly Picked[]) =>
    addFiles(wanted ? files.map((file) => Object.assign(file, { kind: wanted.kind })) : files)
  const drop = async (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const pile = fromDrop(event.dataTransfer)
    setNote('')
    const { files, unread } = await pile
    if (unread > 0)
      setNote(
        `${unread === 1 ? 'One of them' : `${unread} of them`} could not be read by this browser. Please choose a zip.`,
      )
    add(files)
  }
  const said = failed ? 'The connection was lost before files could be added. Please reload this page.' : note
  return (
    <section aria-labelledby="uploader-title" className="card">
      <div
        className={clsx(
          'm-3 grid justify-items-center gap-3 rounded-m border-2 border-dashed p-5 text-center',
          over ? 'border-brand bg-brand-tint' : 'border-line-strong bg-sunken',
        )}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => void drop(event)}
      >
        <h2 id="uploader-title">{wanted ? `Add: ${wanted.name}` : 'Add records'}</h2>
        {wanted?.how && <p className="max-w-text text-small text-balance">{wanted.how}</p>}
        <PickButtons aside={aside} onPick={add} />
        <p className="max-w-text text-small text-balance text-muted">
          PDFs, photos, videos, laboratory tables, X-rays and scans (DICOM): files, whole folders, or a zip of the CD.
          Up to 5 GB a file.
        </p>
        {room && <p className="num max-w-text text-small font-medium">{room}</p>}
        <noscript>
          <WithoutScript caseId={caseId} />
        </noscript>
      </div>
      {said && (
        <Notice tone="warn" role="alert" className="m-3">
          {said}
        </Notice>
      )}
      {Panel && <Panel caseId={caseId} />}
    </section>
  )
}

/** One small file by a plain form. */
function WithoutScript({ caseId }: { caseId: string }) {
  return (
    <form
      method="post"
      action={`/api/cases/${caseId}/records/form`}
      encType="multipart/form-data"
      aria-label="Add a file without JavaScript"
      className="grid gap-2"
    >
      <p className="text-small">
        JavaScript is switched off in this browser: one file of up to 10 MB at a time can be added here.
      </p>
      <input type="file" name="file" aria-label="File" required />
      <Button type="submit">Add this file</Button>
    </form>
  )
}

type Loaded = typeof panelModule

/** What sends and shows files is loaded after the page, so that reading does not wait for it; files picked before that wait. */
function usePanel(caseId: string) {
  const [Panel, setPanel] = useState<Loaded['UploadPanel'] | null>(null)
  const [failed, setFailed] = useState(false)
  const loaded = useRef<Loaded | null>(null)
  const waiting = useRef<Picked[]>([])
  useEffect(() => {
    import('./upload-panel.tsx').then(
      (panel) => {
        loaded.current = panel
        panel.addFiles(caseId, waiting.current.splice(0))
        setPanel(() => panel.UploadPanel)
      },
      () => setFailed(true),
    )
  }, [caseId])
  const add = (files: readonly Picked[]) => {
    if (loaded.current) loaded.current.addFiles(caseId, files)
    else waiting.current.push(...files)
  }
  return { Panel, add, failed }
}
