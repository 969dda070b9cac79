import { DoneButton, DueDay } from '#components/case/due.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Field } from '#components/ui/field.tsx'
import { MessageSquare } from '#components/ui/icons.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { BoardLine } from '#lib/case/board.ts'
import type { BoardView } from '#lib/case/board-views.ts'

/** What can be done from the board: a follow-up is done, a site looks after the animal. */
export type BoardActions = { done: FormAction; nameSite: FormAction }
type Props = {
  line: BoardLine
  view: BoardView
  zone: string
  sites: { id: string; name: string }[]
  actions: BoardActions
}

/** What a practice wants to know of a case before opening it: what is due, what is unread, why it was declined. */
export function BoardNote({ line, view, zone, sites, actions }: Props) {
  const { unread, declined, questionsUntil } = line
  return (
    <div className="mt-1.5 grid gap-1.5 text-small empty:hidden">
      {view === 'followups' && <FollowUp line={line} zone={zone} done={actions.done} />}
      {unread > 0 && (
        <p>
          <Pill tone="brand">
            <MessageSquare /> {unread >= 100 ? '99+' : unread} unread
          </Pill>
        </p>
      )}
      {declined && (
        <p className="max-w-text">
          <b>{line.hospitalName} wrote:</b> <span className="line-clamp-3">{declined}</span>
        </p>
      )}
      {sites.length > 0 && WHERE.includes(view) && <Site {...{ line, sites }} action={actions.nameSite} />}
      {view === 'answered' && questionsUntil && (
        <p className="text-muted">
          Questions until <Time value={questionsUntil} detail="date" zone={zone} />
        </p>
      )}
    </div>
  )
}

/** Views in which it matters who of the practice takes it. */
const WHERE: readonly BoardView[] = ['waiting', 'progress', 'sent']

/** At which of the practice's sites, and a form to say so. */
function Site({ line, sites, action }: Pick<Props, 'line' | 'sites'> & { action: FormAction }) {
  const { site } = line
  return (
    <details className="relative z-1 w-fit">
      <summary className="text-muted">{site ? `At ${site.name}` : 'At no site in particular'}</summary>
      <ActionForm
        action={action}
        okMessage="toast"
        label={`Site of ${line.title}, ${line.number}`}
        className="mt-2 flex flex-wrap items-end gap-2"
        key={site?.id ?? 'none'}
      >
        <input type="hidden" name="caseId" value={line.id} />
        <Field name="siteId" label="Site">
          <Select defaultValue={site?.id ?? ''}>
            <option value="">None in particular</option>
            {sites.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <SubmitButton size="small" variant="secondary">
          Save<span className="sr-only"> the site of {line.title}</span>
        </SubmitButton>
      </ActionForm>
    </details>
  )
}

function FollowUp({ line, zone, done }: Pick<Props, 'line' | 'zone'> & { done: FormAction }) {
  const { next, practiceDueOn, hospitalName } = line
  if (!practiceDueOn) return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <p className="min-w-0 grow basis-60">
        <b>{next ? next.what : 'Read the recommendation, and say that you have'}</b>
        <span className="mt-0.5 flex flex-wrap items-center gap-x-2.5">
          <DueDay dueOn={practiceDueOn} zone={zone} />
          {!next && (
            <span className="text-muted">questions to {hospitalName ?? 'the hospital'} are open until then</span>
          )}
        </span>
      </p>
      {next && <DoneButton caseId={line.id} itemId={next.id} what={next.what} done action={done} />}
    </div>
  )
}
