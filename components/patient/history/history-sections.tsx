import { Card } from '#components/ui/card.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FileText, Lock, Plus } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TrendChart } from '#components/patient/trend-chart.tsx'
import type { HistoryKind, Side } from '#lib/db/generated/enums.ts'
import { HISTORY_KINDS, KIND_WORDS, trendWords } from '#lib/patient/history/rules.ts'
import type { HistoryEntry, HistoryView } from '#lib/patient/history/view.ts'
import { AddForm, UndoForm } from './entry-form.tsx'
import { EntryRow } from './entry-row.tsx'

export type HistoryContext = {
  caseId: string
  side: Side
  /** Who writes, by side: "Ana Ruiz", "Riverside Vets". */
  names: Record<Side, string>
  zone: string
  mayWrite: boolean
}

type Props = {
  history: HistoryView
  /** The line that was just removed, to be put back. */
  removed: HistoryEntry | null
  open: { add?: HistoryKind; edit?: string; added?: string }
  /** For the line that is written next. */
  newId: string
  /** "2026-11-25" */
  today: string
  context: HistoryContext
}

const LIST = {
  MEDICATION: 'medications',
  ALLERGY: 'allergies',
  PROBLEM: 'problems',
  SYMPTOM: 'symptoms',
  PROCEDURE: 'procedures',
  WEIGHT: 'weights',
} as const satisfies Record<HistoryKind, keyof HistoryView>

/** The history of an animal by kind: read by all, written by owner and practice. */
export function HistorySections({ history, removed, open, newId, today, context }: Props) {
  const shown = HISTORY_KINDS.filter((kind) => context.mayWrite || history[LIST[kind]].length > 0)
  if (shown.length === 0) return <NoHistory history={history} side={context.side} />
  return (
    <>
      {history.closed && (
        <Notice tone="info">
          Consent is not complete: you see what is shared with you so far. The rest opens when the owner and the
          attending vet have both agreed.
        </Notice>
      )}
      {shown.map((kind) => (
        <Section
          key={kind}
          kind={kind}
          entries={history[LIST[kind]]}
          removed={removed?.kind === kind ? removed : null}
          {...{ open, newId, today, context }}
          above={kind === 'WEIGHT' && <WeightTrend history={history} />}
        />
      ))}
      <Said said={history.said} owner={context.names.OWNER} />
    </>
  )
}

type SectionProps = Omit<Props, 'history'> & { kind: HistoryKind; entries: HistoryEntry[]; above: React.ReactNode }

function Section({ kind, entries, removed, open, newId, today, context, above }: SectionProps) {
  const { title, one, empty } = KIND_WORDS[kind]
  const adding = open.add === kind
  const id = kind.toLowerCase()
  return (
    <Card
      id={id}
      title={title}
      flush
      className="scroll-mt-4"
      actions={
        context.mayWrite &&
        !adding && (
          <ButtonLink
            href={`/cases/${context.caseId}/records/history?add=${kind}#${id}`}
            size="small"
            aria-label={`Add: ${one}`}
          >
            <Plus /> Add
          </ButtonLink>
        )
      }
    >
      {above}
      {removed && <UndoForm removed={removed} context={context} />}
      {entries.length === 0 && !adding && !removed && <p className="p-4 text-muted">{empty}</p>}
      {entries.length > 0 && (
        <ul className="divide-y divide-line">
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} open={open} context={context} />
          ))}
        </ul>
      )}
      {adding && (
        <AddForm key={open.added ?? 'first'} {...{ kind, newId, today, context }} first={entries.length === 0} />
      )}
    </Card>
  )
}

function WeightTrend({ history: { weight, weights } }: { history: HistoryView }) {
  if (!weight?.before) return null
  const points = weights
    .flatMap(({ since, grams }) =>
      since?.length === 10 && grams !== null ? [{ day: since, value: grams / 1000 }] : [],
    )
    .toReversed()
  return (
    <div className="grid gap-2 border-b border-line p-4">
      <p className="font-medium">The newest weight is {trendWords(weight)}.</p>
      {points.length > 1 && <TrendChart label="Weight" unit="kg" points={points} />}
    </div>
  )
}

function Said({ said, owner }: { said: HistoryView['said']; owner: string }) {
  if (said.medications === '' && said.history === '') return null
  return (
    <Card title={`As ${owner} wrote it in the request`}>
      <dl className="facts">
        {said.medications && (
          <>
            <dt>Medicines</dt>
            <dd className="whitespace-pre-line break-words">{said.medications}</dd>
          </>
        )}
        {said.history && (
          <>
            <dt>What happened</dt>
            <dd className="whitespace-pre-line break-words">{said.history}</dd>
          </>
        )}
      </dl>
    </Card>
  )
}

function NoHistory({ history, side }: { history: HistoryView; side: Side }) {
  return (
    <>
      <Card>
        {history.closed ? (
          <EmptyState title="The history opens with consent" icon={Lock}>
            <p>
              It opens here when the owner has signed the release and the attending vet has agreed to share. You need
              not do anything: you are told when both are there.
            </p>
          </EmptyState>
        ) : (
          <EmptyState title="No history written down" icon={FileText}>
            <p>
              {side === 'HOSPITAL'
                ? 'Owner and practice have not written medicines, problems or weights into the list. It may stand in the files.'
                : 'Nothing was written for this case.'}
            </p>
          </EmptyState>
        )}
      </Card>
      <Said said={history.said} owner="the owner" />
    </>
  )
}
