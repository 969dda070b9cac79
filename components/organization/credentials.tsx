import { addCredential, removeCredential } from '#app/(workspace)/organizations/credential-actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Dialog, DialogCancel } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { CircleAlert, Clock, ShieldCheck } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import { BOARD_WORDS, COLLEGES } from '#lib/organization/colleges.ts'
import type { CredentialView } from '#lib/organization/credentials.ts'
import type { MemberView } from '#lib/organization/queries.ts'

type Props = { credentials: CredentialView[]; member: MemberView; slug: string; mayEdit: boolean; zone: string }

/** The diplomas of one member, with what became of each, and a form for another. */
export function Credentials({ credentials, member, slug, mayEdit, zone }: Props) {
  return (
    <>
      {credentials.map((credential) => (
        <div key={credential.id} className="flex flex-wrap items-center gap-x-2 text-small">
          <b>{credential.title}</b>
          <State credential={credential} zone={zone} />
          {mayEdit && (
            <ActionForm action={removeCredential} okMessage="toast" label={`Take off ${credential.title}`}>
              <input type="hidden" name="org" value={slug} />
              <input type="hidden" name="credentialId" value={credential.id} />
              <SubmitButton size="small" variant="quiet" aria-label={`Take off ${credential.title} of ${member.name}`}>
                Take off
              </SubmitButton>
            </ActionForm>
          )}
        </div>
      ))}
    </>
  )
}

function State({ credential: { state, verifiedBy, verifiedAt }, zone }: { credential: CredentialView; zone: string }) {
  if (state === 'VERIFIED' && verifiedAt)
    return (
      <span className="text-muted">
        <ShieldCheck className="text-brand" /> verified by {verifiedBy} of Conferral,{' '}
        <Time value={verifiedAt} zone={zone} detail="date" />
      </span>
    )
  return state === 'REFUSED' ? (
    <span className="text-danger">
      <CircleAlert /> not found in the register, so not shown to owners
    </span>
  ) : (
    <span className="text-muted">
      <Clock /> waits for Conferral, not shown to owners yet
    </span>
  )
}

/** Names a diploma; it becomes a title once the operator has found it. */
export function AddCredential({ member, slug }: { member: MemberView; slug: string }) {
  return (
    <Dialog
      trigger="Add a diploma"
      triggerLabel={`Add a diploma of ${member.name}`}
      title={`A diploma of ${member.name}`}
      size="small"
      variant="quiet"
    >
      <ActionForm action={addCredential} okMessage="toast" label={`A diploma of ${member.name}`} className="grid gap-4">
        <input type="hidden" name="org" value={slug} />
        <input type="hidden" name="personId" value={member.personId} />
        <p className="text-small text-muted">
          We look it up in the college’s register. From then on owners see the name with its title on your public page.
        </p>
        <Field name="college" label="College" required>
          <Select defaultValue="">
            <option value="" disabled>
              Choose…
            </option>
            {Object.entries(BOARD_WORDS).map(([board, words]) => (
              <optgroup key={board} label={words}>
                {COLLEGES.filter((one) => one.board === board).map(({ code, name, letters }) => (
                  <option key={code} value={code}>
                    {letters} · {name}
                  </option>
                ))}
              </optgroup>
            ))}
          </Select>
        </Field>
        <Field name="field" label="Field, where the college has several" hint="For example Cardiology." optional>
          <Input maxLength={60} autoComplete="off" />
        </Field>
        <Field
          name="evidence"
          label="Address of the entry in the register"
          hint="It makes looking it up quicker."
          optional
        >
          <Input type="url" inputMode="url" maxLength={300} placeholder="https://" autoComplete="off" />
        </Field>
        <div className="flex gap-2">
          <SubmitButton pendingLabel="Saving">Ask for the check</SubmitButton>
          <DialogCancel />
        </div>
      </ActionForm>
    </Dialog>
  )
}
