import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Send } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { CaseFrame } from '#lib/case/frame.ts'

type Props = {
  frame: CaseFrame
  /** The owner while they are not there: who they are, as the practice wrote it. */
  owner: { name: string; email: string } | null
  zone: string
  action: FormAction
}

/** A consultation's answer is the practice's; it lets the owner read it, or does not. */
export function ShareAnswer({ frame, owner, zone, action }: Props) {
  const { caseId, row, people } = frame
  const name = owner?.name ?? people.find(({ part }) => part === 'OWNER')?.name ?? 'the owner'
  if (row.answerSharedAt)
    return (
      <Card title={`Shared with ${name}`} className="no-print">
        <p>
          They may read this answer and its addenda here since <Time value={row.answerSharedAt} zone={zone} relative />.
          The thread and the records stay between vets.
        </p>
      </Card>
    )
  return (
    <Card title={`Share it with ${name}?`} className="no-print">
      <ActionForm action={action} label="Share the answer" className="grid max-w-text gap-4">
        <input type="hidden" name="caseId" value={caseId} />
        <p>
          The answer is yours: the owner reads it here only if you share it. They then read this answer and its addenda;
          the thread and the records stay between vets. What is shared cannot be taken back.
        </p>
        {owner ? (
          <>
            <Field name="ownerName" label="Owner’s name" required>
              <Input defaultValue={owner.name} maxLength={120} autoComplete="off" />
            </Field>
            <Field name="ownerEmail" label="Owner’s e-mail address" required>
              <Input type="email" defaultValue={owner.email} inputMode="email" autoComplete="off" maxLength={254} />
            </Field>
          </>
        ) : (
          <p className="text-muted">{name} is on the case already, and gets a mail.</p>
        )}
        <div>
          <SubmitButton variant="secondary" pendingLabel="Sharing…">
            <Send /> Share the answer
          </SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
