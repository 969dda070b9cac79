import Link from 'next/link'
import { each, together } from '#lib/case/recommendation/at-hand.ts'
import type { SignedView } from '#lib/case/recommendation/queries.ts'
import { shortHash } from '#lib/case/recommendation/rules.ts'

type Relied = SignedView['reliedOn'][number]
/** `apart`: every record by itself, rather than the slices of a scan in one line. */
type Props = { caseId: string; signed: SignedView; apart: boolean }

/** What the recommendation rests on, by name and SHA-256; a link where this reader may open it now. */
export function RecordsAtHand({ caseId, signed: { number, reliedOn }, apart }: Props) {
  const lines = apart ? each(reliedOn) : together(reliedOn)
  const path = `/cases/${caseId}/recommendation?number=${number}`
  return (
    <div id="records" className="mt-5 font-sans text-small">
      <h3 className="text-small">Records that were at hand</h3>
      {reliedOn.length === 0 && <p className="text-muted">None.</p>}
      <ul className="mt-1 grid gap-1">
        {lines.map(({ label, first, records }) =>
          records.length === 1 ? (
            <One key={first.recordId} caseId={caseId} record={first} />
          ) : (
            <Many key={first.recordId} caseId={caseId} label={label} records={records} />
          ),
        )}
      </ul>
      {(apart || lines.length < reliedOn.length) && (
        <p className="no-print mt-2">
          <Link href={apart ? `${path}#records` : `${path}&records=all#records`} prefetch={false} className="link">
            {apart ? 'Show the files of a scan together' : `List all ${reliedOn.length}, each with its SHA-256`}
          </Link>
        </p>
      )}
    </div>
  )
}

function One({ caseId, record: { recordId, name, sha256, viewable } }: { caseId: string; record: Relied }) {
  return (
    <li className="break-words">
      {viewable ? <Open href={`/cases/${caseId}/records/${recordId}`} name={name} /> : name}{' '}
      <span className="text-muted">
        {sha256 && <span className="font-mono text-tiny">{shortHash(sha256)}… </span>}
        {!viewable && '(closed to you now)'}
      </span>
    </li>
  )
}

function Many({ caseId, label, records }: { caseId: string; label: string; records: Relied[] }) {
  const first = records.find(({ viewable }) => viewable)
  const closed = records.filter(({ viewable }) => !viewable).length
  return (
    <li className="break-words">
      {first ? <Open href={`/cases/${caseId}/records/${first.recordId}`} name={label} /> : label}{' '}
      {closed > 0 && (
        <span className="text-muted">
          ({closed === records.length ? 'closed to you now' : `${closed} of them closed to you now`})
        </span>
      )}
    </li>
  )
}

const Open = ({ href, name }: { href: string; name: string }) => (
  <a href={href} className="link" target="_blank" rel="noreferrer">
    {name}
    <span className="sr-only"> (opens in a new tab)</span>
  </a>
)
