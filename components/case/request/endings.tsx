import type { ReactNode } from 'react'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import type { ButtonLook } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Dialog, DialogCancel } from '#components/ui/dialog.tsx'
import { RotateCcw, Send } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { CaseKind } from '#lib/db/generated/enums.ts'

/** Taking the request back, with what it means for money and records. */
export function Withdraw({ caseId, money, action }: { caseId: string; money: string; action: FormAction }) {
  return (
    <Confirmed
      caseId={caseId}
      action={action}
      variant="quiet-danger"
      trigger="Withdraw the request"
      title="Withdraw the request?"
      confirm="Yes, withdraw it"
    >
      <p>
        The hospital stops work on it, and your permission to see the records ends at once. Everyone on the case is
        told.
      </p>
      <p>{money}</p>
    </Confirmed>
  )
}

/** Throwing away a draft. */
export function Discard({ caseId, action }: { caseId: string; action: FormAction }) {
  return (
    <Confirmed
      caseId={caseId}
      action={action}
      variant="quiet-danger"
      trigger="Throw this draft away"
      title="Throw this draft away?"
      confirm="Yes, throw it away"
    >
      <p>Nobody but you has seen it. What you wrote cannot be sent any more.</p>
    </Confirmed>
  )
}

/** Closing an answered case. */
export function Close({ caseId, action }: { caseId: string; action: FormAction }) {
  return (
    <Confirmed
      caseId={caseId}
      action={action}
      variant="secondary"
      trigger="Close the case"
      title="Close the case?"
      confirm="Close it"
    >
      <p>
        Nobody can post in the thread any more. Everything stays readable, and the case can be opened again for 30 days.
      </p>
    </Confirmed>
  )
}

type ConfirmedProps = {
  caseId: string
  action: FormAction
  trigger: string
  title: string
  confirm: string
  variant: ButtonLook['variant']
  children: ReactNode
}

function Confirmed({ caseId, action, trigger, title, confirm, variant, children }: ConfirmedProps) {
  return (
    <Dialog trigger={trigger} title={title} variant={variant} size="small">
      <ActionForm action={action} label={title} className="grid gap-4">
        <input type="hidden" name="caseId" value={caseId} />
        {children}
        <div className="flex flex-wrap gap-2">
          <SubmitButton variant={variant === 'secondary' ? 'primary' : 'danger'}>{confirm}</SubmitButton>
          <DialogCancel>Keep it</DialogCancel>
        </div>
      </ActionForm>
    </Dialog>
  )
}

/** Opening a closed case again. */
export function Reopen({ caseId, action }: { caseId: string; action: FormAction }) {
  return (
    <ActionForm action={action} label="Open the case again">
      <input type="hidden" name="caseId" value={caseId} />
      <SubmitButton variant="secondary" size="small">
        <RotateCcw /> Open the case again
      </SubmitButton>
    </ActionForm>
  )
}

type ResendProps = { caseId: string; action: FormAction; sent: boolean; kind: CaseKind }

/** From a case that ended without an answer to a new request with the same words. */
export function Resend({ caseId, action, sent, kind }: ResendProps) {
  return (
    <Card title={sent ? 'Ask another hospital' : 'Begin again'}>
      <ActionForm action={action} label="Ask again" className="grid gap-3">
        <input type="hidden" name="caseId" value={caseId} />
        <p className="max-w-text">
          {kind === 'SECOND_OPINION'
            ? 'What you wrote and the records of this one are carried over into a new request, so that you do not begin from nothing. You choose the hospital. It sees nothing yet: you and your vet are both asked for consent again.'
            : 'What you wrote and the records that your practice added are carried over into a new draft. You choose the hospital. It sees nothing before you sign, and the owner is asked anew.'}
        </p>
        <div>
          <SubmitButton>
            <Send /> {sent ? 'Ask another hospital' : 'Begin again with these words'}
          </SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
