import { Brief } from '#components/case/triage/brief.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import type { QueuePreview } from '#lib/case/queue/queries.ts'
import { CASE_KIND_WORDS, signalment, SPECIALTY_WORDS } from '#lib/words.ts'

type Props = {
  preview: QueuePreview
  /** It was asked for by its address: a phone then shows it above the list, else not at all. */
  chosen: boolean
  mayDecide: boolean
  mayAsk: boolean
  backHref: string
}

/** The case beside the list: what it is about, and the three ways to decide. */
export function Preview({ preview, chosen, mayDecide, mayAsk, backHref }: Props) {
  const { id, number, kind, specialty, patient, recordCount, responsible, questions } = preview
  const triage = `/cases/${id}/triage`
  const kinds = [number, CASE_KIND_WORDS[kind].toLowerCase(), specialty && SPECIALTY_WORDS[specialty].toLowerCase()]
  return (
    <aside className="card queue-preview" aria-labelledby="preview" data-case={id} data-chosen={chosen || undefined}>
      <p className="queue-back text-small">
        <a href={backHref} className="link">
          Back to the list
        </a>
      </p>
      <p className="text-small text-muted">{kinds.filter(Boolean).join(' · ')}</p>
      <h2 id="preview">{patient?.name ?? 'No animal'}</h2>
      <p className="text-small text-muted">{patient && signalment(patient)}</p>
      <Brief brief={preview} />
      {questions.length > 0 && (
        <>
          <h3>{questions.length === 1 ? 'The question' : `The ${questions.length} questions`}</h3>
          <ol className="list-decimal pl-4.5 text-small">
            {questions.map((question, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- the order is the owner's, and two may read the same
              <li key={at}>{question}</li>
            ))}
          </ol>
        </>
      )}
      <p className="text-small text-muted">
        {recordCount === 1 ? '1 file' : `${recordCount} files`} ·{' '}
        {responsible ? `responsible: ${responsible}` : 'nobody responsible yet'}
      </p>
      <div className="queue-acts">
        {mayDecide && (
          <ButtonLink variant="primary" href={`${triage}#accept`} data-key="a">
            Accept and send estimate <Kbd>a</Kbd>
          </ButtonLink>
        )}
        {mayAsk && (
          <ButtonLink href={`${triage}#ask`} data-key="i">
            Ask <Kbd>i</Kbd>
          </ButtonLink>
        )}
        {mayDecide && (
          <ButtonLink href={`${triage}#decline`} data-key="d">
            Decline <Kbd>d</Kbd>
          </ButtonLink>
        )}
        <ButtonLink variant={mayDecide ? 'quiet' : 'primary'} href={`/cases/${id}`} data-key="Enter">
          Open the case <Kbd>Enter</Kbd>
        </ButtonLink>
      </div>
    </aside>
  )
}
