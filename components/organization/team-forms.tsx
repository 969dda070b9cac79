import { changeMember, endMembership, invite, revokeInvitation } from '#app/(workspace)/organizations/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Dialog, DialogCancel } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { MemberView, PendingInvitation, TeamView } from '#lib/organization/queries.ts'
import { rolesOf } from '#lib/organization/rules.ts'

type Organization = TeamView['organization']

function RoleSelect({ kind, chosen }: { kind: Organization['kind']; chosen: string }) {
  return (
    <Select defaultValue={chosen}>
      {rolesOf(kind).map(({ role, label }) => (
        <option key={role} value={role}>
          {label}
        </option>
      ))}
    </Select>
  )
}

export function InviteForm({ organization: { slug, kind } }: { organization: Organization }) {
  return (
    <ActionForm action={invite} label="Invite somebody" className="grid grid-cols-1 gap-4" resetOnOk>
      <input type="hidden" name="org" value={slug} />
      <Field name="email" label="E-mail address" hint="They get a link that stands for 7 days." required>
        <Input type="email" inputMode="email" autoComplete="off" spellCheck={false} />
      </Field>
      <Field name="role" label="Role" required>
        <RoleSelect kind={kind} chosen={kind === 'PRACTICE' ? 'VET' : 'SPECIALIST'} />
      </Field>
      <div>
        <SubmitButton pendingLabel="Sending">Send the invitation</SubmitButton>
      </div>
    </ActionForm>
  )
}

export function RevokeInvitation(props: { invitation: PendingInvitation; organization: Organization }) {
  const { invitation, organization } = props
  return (
    <ActionForm action={revokeInvitation} okMessage="toast">
      <input type="hidden" name="org" value={organization.slug} />
      <input type="hidden" name="invitationId" value={invitation.id} />
      <SubmitButton size="small" variant="quiet-danger" aria-label={`Take back the invitation of ${invitation.email}`}>
        Take back
      </SubmitButton>
    </ActionForm>
  )
}

export function EditMember({ member, organization }: { member: MemberView; organization: Organization }) {
  return (
    <Dialog trigger="Edit" triggerLabel={`Edit ${member.name}`} title={member.name} size="small" variant="quiet">
      <ActionForm action={changeMember} okMessage="toast" label={`Edit ${member.name}`} className="grid gap-4">
        <input type="hidden" name="org" value={organization.slug} />
        <input type="hidden" name="personId" value={member.personId} />
        <Field name="role" label="Role" required>
          <RoleSelect kind={organization.kind} chosen={member.role} />
        </Field>
        <Field name="credentials" label="Letters after the name" hint="Such as DECVIM-CA or MRCVS." optional>
          <Input defaultValue={member.credentials} autoComplete="off" />
        </Field>
        <div className="flex gap-2">
          <SubmitButton pendingLabel="Saving">Save</SubmitButton>
          <DialogCancel />
        </div>
      </ActionForm>
    </Dialog>
  )
}

export function EndMembership({ member, organization }: { member: MemberView; organization: Organization }) {
  const { name, isYou, personId } = member
  const verb = isYou ? 'Leave the team' : `Remove ${name}`
  return (
    <Dialog
      trigger={isYou ? 'Leave' : 'Remove'}
      triggerLabel={verb}
      title={`${verb}?`}
      size="small"
      variant="quiet-danger"
    >
      <ActionForm action={endMembership} okMessage="toast" label={verb} className="grid gap-4">
        <input type="hidden" name="org" value={organization.slug} />
        <input type="hidden" name="personId" value={personId} />
        <p>
          {isYou ? 'You lose' : `${name} loses`} sight of the cases of {organization.name} at once. What was written and
          signed stays under the name. An invitation brings {isYou ? 'you' : 'them'} back.
        </p>
        <div className="flex gap-2">
          <SubmitButton variant="danger" pendingLabel="One moment">
            {verb}
          </SubmitButton>
          <DialogCancel />
        </div>
      </ActionForm>
    </Dialog>
  )
}
