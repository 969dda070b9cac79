import Link from 'next/link'
import { Card } from '#components/ui/card.tsx'
import type { DeskView } from '#lib/case/recommendation/queries.ts'
import { RECORD_KIND_WORDS } from '#lib/words.ts'

/** The request and the records beside the writing, so that nobody needs a second window. */
export function Desk({ caseId, desk }: { caseId: string; desk: DeskView }) {
  return (
    <>
      <Card
        title="The request"
        actions={
          <Link href={`/cases/${caseId}/request`} prefetch={false} className="link text-small">
            All of it
          </Link>
        }
      >
        <dl className="grid gap-2.5 text-small">
          {desk.facts.map(({ label, text }) => (
            <div key={label}>
              <dt className="text-muted">{label}</dt>
              <dd className="whitespace-pre-line">{text}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <Records caseId={caseId} desk={desk} />
    </>
  )
}

function Records({ caseId, desk: { series, records } }: { caseId: string; desk: DeskView }) {
  const nothing = series.length + records.length === 0
  return (
    <Card
      title="Records"
      actions={
        <Link href={`/cases/${caseId}/records`} prefetch={false} className="link text-small">
          All
        </Link>
      }
    >
      {nothing && (
        <p className="text-small text-muted">None that you can open. Ask for them in triage, or in the thread.</p>
      )}
      <ul className="grid gap-1.5 text-small">
        {series.map(({ id, words, images }) => (
          <Item key={id} href={`/cases/${caseId}/records/imaging?series=${id}`} name={words} more={images} />
        ))}
        {records.map(({ id, name, kind }) => (
          <Item key={id} href={`/cases/${caseId}/records/${id}`} name={name} more={RECORD_KIND_WORDS[kind]} />
        ))}
      </ul>
    </Card>
  )
}

/** Opens beside the writing, not in its place. */
function Item({ href, name, more }: { href: string; name: string; more: string }) {
  return (
    <li className="min-w-0">
      <a href={href} target="_blank" rel="noreferrer" className="link break-words">
        {name}
        <span className="sr-only"> (opens in a new tab)</span>
      </a>{' '}
      <span className="text-muted">{more}</span>
    </li>
  )
}
