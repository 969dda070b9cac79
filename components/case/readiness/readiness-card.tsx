import type { ReactNode } from 'react'
import { Card } from '#components/ui/card.tsx'
import { Meter } from '#components/ui/meter.tsx'
import type { ReadinessView } from '#lib/case/records/readiness/queries.ts'
import { missingWords } from '#lib/case/records/readiness/rules.ts'
import { SPECIALTY_WORDS } from '#lib/words.ts'
import { ReadinessLines } from './readiness-lines.tsx'

type Props = {
  view: ReadinessView
  zone: string
  /** Who was asked, by name: "Riverside Vets". */
  practice: string
  /** Asks for all that is missing. */
  ask?: ReactNode
  /** The case to whose records what is missing is added, by whoever may. */
  addTo?: string | null
  /** Only the sentence, with the list behind a press. */
  compact?: boolean
}

/** How ready the records are for the specialty: what is missing first, with how to come by it; what is there behind a press. */
export function ReadinessCard({ view, zone, practice, ask, addTo = null, compact }: Props) {
  const { lines, there, of, requiredMissing } = view
  const lacking = lines.filter(({ state }) => state !== 'there')
  const found = lines.filter(({ state }) => state === 'there')
  const list = lacking.length > 0 && <ReadinessLines {...{ zone, practice, addTo }} lines={lacking} />
  return (
    <Card
      id="readiness"
      title={`Ready for ${SPECIALTY_WORDS[view.specialty].toLowerCase()}?`}
      actions={
        <b className="num whitespace-nowrap">
          {there} of {of}
        </b>
      }
    >
      <div className="grid gap-3">
        <Meter
          value={there}
          max={of}
          label={`${there} of ${of} are there`}
          tone={requiredMissing > 0 ? 'turn' : 'brand'}
        />
        <p>{missingWords(lines)}</p>
        {view.closed && (
          <p className="text-small text-muted">
            Judged by what is shared with you so far. The rest opens when the owner and the attending vet have both
            agreed.
          </p>
        )}
        {compact && list ? <Behind label="What it takes">{list}</Behind> : list}
        {ask}
        {found.length > 0 && (
          <Behind label={found.length === 1 ? 'What is there (1)' : `What is there (${found.length})`}>
            <ReadinessLines {...{ zone, practice }} addTo={null} lines={found} />
          </Behind>
        )}
        <p className="text-tiny text-muted">
          {view.hospital
            ? `From the list of ${view.hospital}, version ${view.version}.`
            : 'From Conferral’s list for this specialty; each line names its source.'}{' '}
          Files are judged by kind, date and name, not read by a vet.
        </p>
      </div>
    </Card>
  )
}

function Behind({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details>
      <summary className="link inline-block py-1 text-small">{label}</summary>
      <div className="mt-2">{children}</div>
    </details>
  )
}
