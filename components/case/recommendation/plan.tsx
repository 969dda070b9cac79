import { DoneButton, DueDay } from '#components/case/due.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { CircleCheck } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { PlanLine } from '#lib/case/recommendation/plan.ts'
import { PLAN_INTERVALS, PLAN_SIDES, type PlanSide } from '#lib/case/recommendation/plan-rules.ts'

export type PlanActions = { add: FormAction; drop: FormAction; done: FormAction }

type Props = {
  caseId: string
  lines: PlanLine[]
  /** Who is behind each side, by name. */
  names: Record<PlanSide, string>
  /** Null for those who only read. */
  mayAdd: boolean
  /** The answer is not signed yet: only the hospital sees this. */
  draft?: boolean
  zone: string
  actions: PlanActions
}

/** Who does what by when: beside the recommendation for all three sides, and never part of the signed page. */
export function Plan({ caseId, lines, names, mayAdd, draft = false, zone, actions }: Props) {
  if (lines.length === 0 && !mayAdd) return null
  return (
    <Card title="Who does what by when">
      <p className="mb-3 max-w-text text-small text-muted">
        {draft
          ? 'Owner and practice see it with the signed answer; times count from the signing.'
          : 'Beside the recommendation, which stays as it was signed. Owner, practice and hospital all read it.'}
      </p>
      {lines.length > 0 ? (
        <ul className="divide-y divide-line">
          {lines.map((line) => (
            <Line key={line.id} {...{ caseId, line, names, zone, actions }} />
          ))}
        </ul>
      ) : (
        <p className="text-muted">Nothing yet: the first line could be the next check-up.</p>
      )}
      {mayAdd && <Add {...{ caseId, names, actions }} />}
    </Card>
  )
}

type LineProps = Pick<Props, 'caseId' | 'names' | 'zone' | 'actions'> & { line: PlanLine }

function Line({ caseId, line, names, zone, actions }: LineProps) {
  const { what, who, doneAt, doneBy } = line
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 grow basis-64">
        <p className={doneAt ? 'text-muted line-through decoration-1' : 'font-medium'}>{what}</p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-small">
          <b>{names[who as PlanSide]}</b>
          {doneAt ? (
            <span className="text-muted">
              <CircleCheck /> Done by {doneBy}, <Time value={doneAt} detail="date" zone={zone} />
            </span>
          ) : (
            <When line={line} zone={zone} />
          )}
          <span className="text-muted">written by {line.author}</span>
        </p>
      </div>
      <div className="no-print flex gap-1">
        {line.mayDone && (
          <DoneButton {...{ caseId, action: actions.done }} itemId={line.id} what={what} done={!doneAt} />
        )}
        {line.mayDrop && (
          <ActionForm action={actions.drop} okMessage="toast">
            <input type="hidden" name="caseId" value={caseId} />
            <input type="hidden" name="itemId" value={line.id} />
            <SubmitButton size="small" variant="quiet" aria-label={`Take off: ${what}`}>
              Take off
            </SubmitButton>
          </ActionForm>
        )}
      </div>
    </li>
  )
}

function When({ line: { dueOn, afterDays }, zone }: { line: PlanLine; zone: string }) {
  if (dueOn) return <DueDay dueOn={dueOn} zone={zone} />
  const interval = PLAN_INTERVALS.find(({ days }) => days === afterDays)
  return <span className="text-muted">{interval?.words ?? 'no day set'}</span>
}

function Add({ caseId, names, actions }: Pick<Props, 'caseId' | 'names' | 'actions'>) {
  return (
    <details className="no-print mt-3">
      <summary className="link py-1">Add a line</summary>
      <ActionForm action={actions.add} resetOnOk okMessage="toast" className="mt-3 grid gap-4" label="Add a line">
        <input type="hidden" name="caseId" value={caseId} />
        <Field name="what" label="What is to be done" required>
          <Input maxLength={400} autoComplete="off" placeholder="Repeat the echo" />
        </Field>
        <div className="grid gap-4 sm:grid-cols-3">
          <Field name="who" label="Who does it" required>
            <Select defaultValue="PRACTICE">
              {PLAN_SIDES.map((side) => (
                <option key={side} value={side}>
                  {names[side]}
                </option>
              ))}
            </Select>
          </Field>
          <Field name="afterDays" label="By when" optional>
            <Select defaultValue="">
              <option value="">no time set</option>
              {PLAN_INTERVALS.map(({ days, words }) => (
                <option key={days} value={days}>
                  {words}
                </option>
              ))}
            </Select>
          </Field>
          <Field name="dueOn" label="or on a day" optional>
            <Input type="date" />
          </Field>
        </div>
        <div>
          <SubmitButton pendingLabel="Adding…">Add it</SubmitButton>
        </div>
      </ActionForm>
    </details>
  )
}
