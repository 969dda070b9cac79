import { clsx } from 'clsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { CircleCheck, Pencil, TriangleAlert } from '#components/ui/icons.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Time } from '#components/ui/time.tsx'
import { entryWords, SEVERITY_WORDS, whenWords } from '#lib/patient/history/rules.ts'
import type { HistoryEntry } from '#lib/patient/history/view.ts'
import { EditForm } from './entry-form.tsx'
import type { HistoryContext } from './history-sections.tsx'

type Props = { entry: HistoryEntry; open: { edit?: string; added?: string }; context: HistoryContext }

/** One line of the history: what, when, and by whom; or its form. */
export function EntryRow({ entry, open, context }: Props) {
  const mine = context.mayWrite && entry.own
  const when = whenWords(entry)
  if (mine && open.edit === entry.id)
    return (
      <li className="bg-sunken">
        <EditForm entry={entry} context={context} />
      </li>
    )
  return (
    <li className={clsx('flex items-start gap-3 px-4 py-3', open.added === entry.id && 'bg-brand-tint')}>
      <div className="grid min-w-0 grow gap-0.5">
        <p className={clsx('break-words', entry.active ? 'font-medium' : 'text-muted')}>
          <bdi>{entryWords({ ...entry, severity: null, ...(entry.kind === 'ALLERGY' ? { detail: '' } : {}) })}</bdi>
          {entry.severity && <Severe severity={entry.severity} />}
        </p>
        {entry.detail && <p className="break-words whitespace-pre-line">{entry.detail}</p>}
        <p className="text-small text-muted">
          {when && <span className="num">{when} · </span>}
          by <span title={entry.by}>{context.names[entry.holder]}</span>,{' '}
          <Time value={entry.at} detail="date" zone={context.zone} />
          {entry.carried && ', taken along from an earlier case'}
        </p>
        {open.added === entry.id && (
          <p role="status" className="flex items-center gap-1.5 text-small font-medium text-brand-text">
            <CircleCheck /> Saved
          </p>
        )}
      </div>
      {mine && (
        <ButtonLink
          href={`/cases/${context.caseId}/records/history?edit=${entry.id}#${entry.kind.toLowerCase()}`}
          size="small"
          variant="quiet"
          aria-label={`Edit ${entryWords(entry)}`}
        >
          <Pencil /> Edit
        </ButtonLink>
      )}
    </li>
  )
}

function Severe({ severity }: { severity: NonNullable<HistoryEntry['severity']> }) {
  return (
    <Pill tone={severity === 'SEVERE' ? 'danger' : 'neutral'} className="ml-2">
      {severity === 'SEVERE' && <TriangleAlert />}
      {SEVERITY_WORDS[severity]}
    </Pill>
  )
}
