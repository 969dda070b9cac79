import { type ReactNode, useEffect, useState } from 'react'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { sendPicture } from './attach-upload.ts'
import { measuredOn } from './engine/measurements.ts'
import { pictureOf } from './engine/picture.ts'
import { recordIdIn } from './engine/slots.ts'
import type { ViewerProps } from './props.ts'
import type { Viewer } from './use-viewer.ts'
import { ViewerDialog } from './viewer-dialog.tsx'
import { caption, pictureName, placeWords, seriesTitle, windowWords } from './words.ts'

type Props = Pick<ViewerProps, 'caseId' | 'patient' | 'mayRecommend'> & { viewer: Viewer; onClose: () => void }
type Step = { at: 'asking' | 'sending' } | { at: 'failed'; words: string } | { at: 'added'; recordId: string }

/** The present view as a picture among the records, and from there into a message. */
export function Attach({ caseId, patient, mayRecommend, viewer, onClose }: Props) {
  const { shown } = viewer
  const [words, setWords] = useState('')
  const picture = usePicture(viewer, patient, setWords)
  const [step, setStep] = useState<Step>({ at: 'asking' })
  const send = async () => {
    if (!picture?.blob) return
    setStep({ at: 'sending' })
    try {
      setStep({ at: 'added', recordId: await sendPicture(caseId, picture.blob, pictureName(shown)) })
    } catch (error) {
      setStep({ at: 'failed', words: error instanceof Error ? error.message : 'The picture did not arrive.' })
    }
  }
  return (
    <ViewerDialog title="Attach this view" onClose={onClose}>
      <div className="grid gap-3">
        {picture?.url && <img src={picture.url} alt={words} className="viewer-picture" />}
        {picture?.failed && <Notice tone="warn">{picture.failed}</Notice>}
        {step.at === 'added' ? (
          <Added caseId={caseId} recordId={step.recordId} words={words} mayRecommend={mayRecommend} />
        ) : (
          <Asking words={words} setWords={setWords}>
            {step.at === 'failed' && (
              <Notice tone="warn" role="alert">
                {step.words} Your words are kept.
              </Notice>
            )}
            <Button variant="primary" disabled={!picture?.blob || step.at === 'sending'} onClick={() => void send()}>
              {step.at === 'sending' ? 'Adding…' : step.at === 'failed' ? 'Try again' : 'Add to the records'}
            </Button>
          </Asking>
        )}
      </div>
    </ViewerDialog>
  )
}

const measuredHere = ({ pane, shown }: Viewer): string[] => {
  const here = pane.slots[shown.position]?.imageId
  if (!here) return []
  return measuredOn(new Set([here]))
    .filter(({ recordId }) => recordId === recordIdIn(here))
    .map(({ words }) => words)
}

type Picture = { blob?: Blob; url?: string; failed?: string }

/** Values of what was drawn a moment ago are still being computed. */
const REST_MS = 200

/** The picture and the words to it, once the values stand still. */
function usePicture(viewer: Viewer, patient: string, onReady: (words: string) => void): Picture | null {
  const [picture, setPicture] = useState<Picture | null>(null)
  // As it was when the dialog opened: the view does not change behind it.
  const [take] = useState(() => async () => {
    const { pane, shown } = viewer
    const element = pane.view?.element
    if (!element) throw new Error('There is nothing to take a picture of')
    await new Promise((resolve) => {
      setTimeout(resolve, REST_MS)
    })
    onReady(caption(shown, measuredHere(viewer)))
    return pictureOf(element, {
      top: [patient, shown.series ? seriesTitle(shown.series) : ''],
      bottom: [placeWords(shown), windowWords(shown)].filter(Boolean),
    })
  })
  useEffect(() => {
    let url = ''
    take().then(
      (blob) => {
        url = URL.createObjectURL(blob)
        setPicture({ blob, url })
      },
      (error: Error) => setPicture({ failed: error.message }),
    )
    return () => URL.revokeObjectURL(url)
  }, [take])
  return picture
}

function Asking({
  words,
  setWords,
  children,
}: {
  words: string
  setWords: (words: string) => void
  children: ReactNode
}) {
  return (
    <>
      <label className="grid gap-1">
        <span className="text-small">What it shows</span>
        <textarea
          className="control"
          rows={3}
          maxLength={1000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      <p className="text-small text-muted">
        The view becomes a picture among the records, with what is drawn on it and the animal’s name. You then choose
        who reads it.
      </p>
      {children}
    </>
  )
}

type AddedProps = Pick<ViewerProps, 'caseId' | 'mayRecommend'> & { recordId: string; words: string }

function Added({ caseId, recordId, words, mayRecommend }: AddedProps) {
  const query = new URLSearchParams({ attach: recordId, words })
  return (
    <>
      <Notice tone="success" role="status">
        Added to the records.
      </Notice>
      <ButtonLink variant="primary" href={`/cases/${caseId}/thread?${query}`}>
        Write a message with it
      </ButtonLink>
      {mayRecommend && (
        <>
          <p className="text-small text-muted">
            A recommendation lists every record that it rests on, this picture among them. Its words can be taken along:
          </p>
          <div className="flex flex-wrap gap-2">
            <CopyButton text={words}>Copy the words</CopyButton>
            <ButtonLink href={`/cases/${caseId}/recommendation`}>Open the recommendation</ButtonLink>
          </div>
        </>
      )}
    </>
  )
}
