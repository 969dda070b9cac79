'use client'
import type { DragEvent } from 'react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { clsx } from 'clsx'
import { useRouter } from 'next/navigation'
import { Notice } from '#components/ui/notice.tsx'
import { NOTHING } from './upload-engine.ts'
import { engineFor } from './upload-engines.ts'
import { UploadList } from './upload-list.tsx'
import { PickButtons } from './upload-pick.tsx'
import { Remember } from './upload-remembered.tsx'

const REFRESH_MS = 700

type Props = {
  caseId: string
  /** For a reader who mostly reads: not the page's first action. */
  aside?: boolean
}

/** Adds files to a case: several at once, in parts straight to the object store, with pause, and on after a reload. */
export function Uploader({ caseId, aside = false }: Props) {
  const [engine] = useState(() => engineFor(caseId))
  const view = useSyncExternalStore(engine.subscribe, engine.snapshot, () => NOTHING)
  const [note, setNote] = useState('')
  const [over, setOver] = useState(false)
  const router = useRouter()
  useEffect(() => {
    // Many small files arrive within a second: the page is read anew once.
    let timer: ReturnType<typeof setTimeout> | undefined
    const detach = engine.attach(() => {
      clearTimeout(timer)
      timer = setTimeout(() => router.refresh(), REFRESH_MS)
    })
    return () => {
      clearTimeout(timer)
      detach()
    }
  }, [engine, router])

  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const { files, folders } = dropped(event.dataTransfer)
    setNote(folders > 0 ? 'A folder cannot be added as it is: please choose the files in it, or a zip of it.' : '')
    if (files.length > 0) engine.add(files)
  }
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
        onDrop={drop}
      >
        <h2 id="uploader-title">Add records</h2>
        <PickButtons aside={aside} onPick={(files) => engine.add(files)} />
        <p className="max-w-text text-small text-balance text-muted">
          PDFs, photos, videos, laboratory tables, X-rays and scans (DICOM), or a zip of the CD. Up to 5 GB a file.
        </p>
        <noscript>
          <Notice tone="info">
            Adding files needs JavaScript, which is switched off in this browser. Reading the records works without it.
          </Notice>
        </noscript>
      </div>
      {note && (
        <Notice tone="warn" role="alert" className="m-3">
          {note}
        </Notice>
      )}
      <Remember unfinished={view.unfinished} onDiscard={(recordId) => void engine.discard(recordId)} />
      <UploadList view={view} engine={engine} />
    </section>
  )
}

function dropped(data: DataTransfer): { files: File[]; folders: number } {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null)
  const folders = entries.filter((entry) => entry?.isDirectory)
  const names = new Set(folders.map((entry) => entry?.name))
  return { files: [...data.files].filter((file) => !names.has(file.name)), folders: folders.length }
}
