import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { PenLine } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { OwnSupport } from '#lib/case/support/queries.ts'

type Props = { caseId: string; own: OwnSupport; zone: string; leave: FormAction; mails: FormAction }

/** A support person's own part: notes, mails, and the way out. */
export function OwnPart({ caseId, own, zone, leave, mails }: Props) {
  return (
    <Card title="Your part" id="mails">
      <div className="grid gap-4">
        <p>
          You {own.mayWrite ? 'read along and may write to everyone in the thread' : 'read along'} since{' '}
          <Time value={own.since} zone={zone} detail="date" />. The owner can change this at any time.
        </p>
        <p>
          {own.mails
            ? 'You get a mail when something is written while you are away, and when there is an answer.'
            : 'You get no mails about this case.'}
        </p>
        <div className="flex flex-wrap gap-2">
          <ButtonLink href={`/cases/${caseId}/notes`} size="small">
            <PenLine /> Your notes
          </ButtonLink>
          <ActionForm action={mails} okMessage="toast" label="Mails about this case">
            <input type="hidden" name="caseId" value={caseId} />
            <input type="hidden" name="mails" value={own.mails ? 'off' : 'on'} />
            <SubmitButton size="small" variant="secondary" pendingLabel="One moment">
              {own.mails ? 'Stop mails about this case' : 'Send me mails again'}
            </SubmitButton>
          </ActionForm>
          <ActionForm action={leave} label="Leave this case">
            <input type="hidden" name="caseId" value={caseId} />
            <SubmitButton size="small" variant="quiet-danger" pendingLabel="One moment">
              Leave this case
            </SubmitButton>
          </ActionForm>
        </div>
      </div>
    </Card>
  )
}
