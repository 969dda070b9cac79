import type { ReactNode } from 'react'
import { ownGroup } from '#app/(workspace)/organizations/credential-actions.ts'
import { Workspace } from '#components/shell/workspace.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { MemberView, TeamView } from '#lib/organization/queries.ts'
import { roleLabel, rolesOf } from '#lib/organization/rules.ts'
import type { Shell } from '#lib/web/shell.ts'
import { AddCredential, Credentials } from './credentials.tsx'
import { EditMember, EndMembership, InviteForm, RevokeInvitation } from './team-forms.tsx'

/** The team of a practice or hospital: who is in it, who is invited, what each role does. */
export function Team({ view, shell }: { view: TeamView; shell: Shell }) {
  const { organization, members, may } = view
  const base = `/${organization.kind.toLowerCase()}/${organization.slug}`
  return (
    <Workspace shell={shell} current={`${base}/team`}>
      <div className="page">
        <h1 className="mb-4">Team</h1>
        {organization.kind === 'HOSPITAL' && !organization.verified && (
          <Notice tone="warn" title="Not in the directory yet" className="mb-5">
            We verify each hospital before owners find it. You can invite your team and set up services meanwhile.
          </Notice>
        )}
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="grid gap-5">
            <Card title={`${members.length} ${members.length === 1 ? 'person' : 'people'}`} flush>
              <ul className="divide-y divide-line">
                {members.map((member) => (
                  <MemberRow key={member.personId} member={member} view={view} />
                ))}
              </ul>
            </Card>
            {may.invite && <Invitations view={view} />}
          </div>
          <div className="grid gap-5">
            {may.invite && (
              <Card title="Invite somebody">
                <InviteForm organization={organization} />
              </Card>
            )}
            {organization.kind === 'PRACTICE' && may.edit && <OwnGroup organization={organization} />}
            <Roles kind={organization.kind} />
          </div>
        </div>
      </div>
    </Workspace>
  )
}

/** Who it is, and beside it, or below where there is no room, what they are and what can be done. */
function Row({ who, children }: { who: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-w-0 grow flex-wrap items-center gap-x-4 gap-y-1.5">
      <div className="min-w-0 grow basis-52">{who}</div>
      <div className="flex items-center gap-1.5">{children}</div>
    </div>
  )
}

function MemberRow({ member, view }: { member: MemberView; view: TeamView }) {
  const { organization, may } = view
  const { name, credentials, email, role, isYou } = member
  return (
    <li className="flex items-start gap-3.5 px-4.5 py-3.5">
      <Avatar name={name} tone={organization.kind === 'PRACTICE' ? 'practice' : 'hospital'} />
      <Row
        who={
          <>
            <p>
              <strong>{credentials ? `${name}, ${credentials}` : name}</strong>
              {isYou && <span className="text-muted"> (you)</span>}
            </p>
            <p className="text-small wrap-anywhere text-muted">{email}</p>
            <Credentials
              credentials={view.credentials.filter(({ personId }) => personId === member.personId)}
              {...{ member, slug: organization.slug, mayEdit: may.edit, zone: view.timeZone }}
            />
          </>
        }
      >
        <Pill tone={role === 'ADMIN' ? 'brand' : 'neutral'}>{roleLabel(organization.kind, role)}</Pill>
        {may.edit && organization.kind === 'HOSPITAL' && <AddCredential member={member} slug={organization.slug} />}
        {may.edit && <EditMember member={member} organization={organization} />}
        {may.remove && <EndMembership member={member} organization={organization} />}
      </Row>
    </li>
  )
}

function Invitations({ view: { organization, invitations, timeZone } }: { view: TeamView }) {
  if (invitations.length === 0) return null
  return (
    <Card title="Invited, not here yet" flush>
      <ul className="divide-y divide-line">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="px-4.5 py-3.5">
            <Row
              who={
                <>
                  <p className="font-bold wrap-anywhere">{invitation.email}</p>
                  <p className="text-small text-muted">
                    Sent <Time value={invitation.sentAt} zone={timeZone} relative="only" />, stands until{' '}
                    <Time value={invitation.expiresAt} zone={timeZone} detail="date" />
                  </p>
                </>
              }
            >
              <Pill>{roleLabel(organization.kind, invitation.role)}</Pill>
              <RevokeInvitation invitation={invitation} organization={organization} />
            </Row>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Hospitals are told to owners with their group: so is the practice, by its own word. */
function OwnGroup({ organization: { slug, groupName } }: { organization: TeamView['organization'] }) {
  return (
    <Card title="Corporate group">
      <ActionForm action={ownGroup} okMessage="toast" label="Corporate group" className="grid gap-3">
        <input type="hidden" name="org" value={slug} />
        <Field
          name="groupName"
          label="Group that owns the practice"
          hint="Owners who choose a hospital of the same one are told so. Empty: none."
          optional
        >
          <Input defaultValue={groupName} maxLength={120} autoComplete="off" />
        </Field>
        <div>
          <SubmitButton variant="secondary" pendingLabel="Saving">
            Save
          </SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}

function Roles({ kind }: { kind: TeamView['organization']['kind'] }) {
  return (
    <Card title="What each role does">
      <dl className="grid gap-3 text-small">
        {rolesOf(kind).map(({ role, label, does }) => (
          <div key={role}>
            <dt className="font-bold">{label}</dt>
            <dd className="text-muted">{does}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
