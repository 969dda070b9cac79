import { askForRecords } from '#app/(workspace)/cases/[caseId]/records/actions.ts'
import { askForMissing } from '#app/(workspace)/cases/[caseId]/triage/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Mail } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { CaseFrame } from '#lib/case/frame.ts'
import type { ReadinessLine, ReadinessView } from '#lib/case/records/readiness/queries.ts'
import { ReadinessCard } from './readiness-card.tsx'

type Props = { view: ReadinessView; frame: CaseFrame; zone: string; compact?: boolean }

/** Readiness on a case's page: whoever may ask for what is missing does so in one press, whoever may add it has the way to it. */
export function Readiness({ view, frame, zone, compact = false }: Props) {
  const lacking = view.lines.filter(({ state }) => state !== 'there')
  const practice = frame.practiceName || 'the practice'
  const adds = frame.can('records.add') && frame.side !== 'HOSPITAL'
  return (
    <ReadinessCard
      {...{ view, zone, practice, compact }}
      ask={lacking.length > 0 && <Ask {...{ lacking, frame, practice }} />}
      addTo={adds ? frame.caseId : null}
    />
  )
}

type AskProps = { lacking: ReadinessLine[]; frame: CaseFrame; practice: string }

function Ask({ lacking, frame, practice }: AskProps) {
  if (frame.can('triage.ask')) {
    const owner = frame.people.find(({ part }) => part === 'OWNER')?.name ?? 'the owner'
    const of = frame.agreed ? practice : owner
    const note = 'Their turn then; your clock waits.'
    return <AskForm {...{ lacking, caseId: frame.caseId, of, note }} action={askForMissing} />
  }
  if (!frame.can('records.ask')) return null
  const note = frame.row.status === 'DRAFT' ? 'The mail to your vet will name them.' : 'By mail, once an hour at most.'
  return <AskForm {...{ lacking, caseId: frame.caseId, of: practice, note }} action={askForRecords} />
}

type FormProps = { lacking: ReadinessLine[]; caseId: string; of: string; note: string; action: FormAction }

function AskForm({ lacking, caseId, of, note, action }: FormProps) {
  const what = lacking.length === 1 ? 'it' : `all ${lacking.length}`
  return (
    <ActionForm action={action} label={`Ask ${of} for what is missing`} className="no-print grid gap-2">
      <input type="hidden" name="caseId" value={caseId} />
      {lacking.map(({ id }) => (
        <input key={id} type="hidden" name="items[]" value={id} />
      ))}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <SubmitButton variant="secondary" pendingLabel="Asking…">
          <Mail /> Ask {of} for {what}
        </SubmitButton>
        <span className="text-small text-muted">{note}</span>
      </p>
    </ActionForm>
  )
}
