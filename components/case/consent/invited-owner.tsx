import { inviteOwner } from '#app/(workspace)/cases/[caseId]/consent/actions.ts'
import { Script } from '#components/case/script.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Mail } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { CaseAction } from '#lib/access/policy.ts'
import type { InvitedOwner as Owner } from '#lib/case/begun/inviting.ts'
import { More } from './parts.tsx'

type Props = { owner: Owner; caseId: string; zone: string; can: (action: CaseAction) => boolean }

/** The owner who was written to and is not there yet: when, until when, and once more. */
export function InvitedOwner({ owner, caseId, zone, can }: Props) {
  return (
    <Card title={`${owner.name} is invited`}>
      <div className="grid justify-items-start gap-4">
        <p className="max-w-text">
          {owner.sentAt ? (
            <>
              We wrote to <span className="break-all">{owner.email}</span> on{' '}
              <Time value={owner.sentAt} zone={zone} relative />. A short call often helps: mails are easily missed.
              {owner.expiresAt && (
                <>
                  {' '}
                  The link works until <Time value={owner.expiresAt} detail="date" zone={zone} />.
                </>
              )}
            </>
          ) : (
            <>They were not written to yet.</>
          )}
        </p>
        <Reminders owner={owner} zone={zone} />
        {can('owner.invite') && owner.sentAt && (
          <More label="Words for a call">
            <Script text={owner.script} label={`Words for a call to ${owner.name}`} />
          </More>
        )}
        {can('owner.invite') && (
          <More label="Write again, or correct the address">
            <ActionForm action={inviteOwner} className="grid max-w-text gap-4" label="Write to the owner again">
              <input type="hidden" name="caseId" value={caseId} />
              <Field name="ownerName" label="Owner’s name" required>
                <Input defaultValue={owner.name} maxLength={120} autoComplete="off" />
              </Field>
              <Field
                name="ownerEmail"
                label="Owner’s e-mail address"
                hint="The link of the last mail ends at once."
                required
              >
                <Input type="email" defaultValue={owner.email} inputMode="email" autoComplete="off" maxLength={254} />
              </Field>
              <div>
                <SubmitButton variant="secondary" pendingLabel="Sending…">
                  <Mail /> Send the mail again
                </SubmitButton>
              </div>
            </ActionForm>
          </More>
        )}
      </div>
    </Card>
  )
}

function Reminders({ owner: { remindedAt, remindsAt }, zone }: Pick<Props, 'owner' | 'zone'>) {
  const last = remindedAt.at(-1)
  if (!last && !remindsAt) return null
  return (
    <p className="max-w-text text-muted">
      {last && (
        <>
          Reminded {remindedAt.length === 1 ? 'once' : `${remindedAt.length} times`}, last on{' '}
          <Time value={last} zone={zone} relative />.{' '}
        </>
      )}
      {remindsAt ? (
        <>
          {last ? 'The next reminder' : 'A reminder'} goes out on <Time value={remindsAt} detail="date" zone={zone} />.
        </>
      ) : (
        <>No more reminders are sent.</>
      )}
    </p>
  )
}
