import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Check, Clock } from '#components/ui/icons.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import { dueOf } from '#lib/case/due.ts'

/** A day that something is due on, with how near it is in words. */
export function DueDay({ dueOn, zone }: { dueOn: string; zone: string }) {
  const due = dueOf(dueOn, today(zone))
  const words = { NONE: '', LATER: '', SOON: 'soon', TODAY: 'today', OVER: 'overdue' }[due]
  return (
    <>
      <span>
        <Clock className="text-muted" /> by <Time value={`${dueOn}T12:00:00Z`} detail="date" />
      </span>
      {words && <Pill tone={due === 'SOON' ? 'neutral' : 'turn'}>{words}</Pill>}
    </>
  )
}

/** The reader's own day. */
const today = (zone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date())

type DoneProps = { caseId: string; itemId: string; what: string; done: boolean; action: FormAction }

/** One press: done; or, where it was pressed too soon, not done after all. */
export function DoneButton({ caseId, itemId, what, done, action }: DoneProps) {
  return (
    <ActionForm action={action} okMessage="toast" className="relative z-1">
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="itemId" value={itemId} />
      <input type="hidden" name="done" value={done ? 'yes' : 'no'} />
      <SubmitButton
        size="small"
        variant={done ? 'secondary' : 'quiet'}
        aria-label={done ? `Done: ${what}` : `Not done after all: ${what}`}
      >
        {done ? (
          <>
            <Check /> Done
          </>
        ) : (
          'Not done'
        )}
      </SubmitButton>
    </ActionForm>
  )
}
