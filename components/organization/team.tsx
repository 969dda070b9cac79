import type { ReactNode } from 'react'
import { Workspace } from '#components/shell/workspace.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Card } from '#components/ui/card.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Time } from '#components/ui/time.tsx'
import type { MemberView, TeamView } from '#lib/organization/queries.ts'
import { roleLabel, rolesOf } from '#lib/organization/rules.ts'
import type { Shell } from '#lib/web/shell.ts'
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
            <Roles kind={organization.kind} />
          </div>
        </div>
      </div>
    </Workspace>
  )
}

function Row({ children }: { children: ReactNode }) {
  return <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4.5 py-3.5">{children}</li>
}

function MemberRow({ member, view }: { member: MemberView; view: TeamView }) {
  const { organization, may } = view
  const { name, credentials, email, role, isYou } = member
  return (
    <Row>
      <Avatar name={name} tone={organization.kind === 'PRACTICE' ? 'practice' : 'hospital'} />
      <div className="min-w-0 grow basis-48">
        <p>
          <strong>{credentials ? `${name}, ${credentials}` : name}</strong>
          {isYou && <span className="text-muted"> (you)</span>}
        </p>
        <p className="text-small break-words text-muted">{email}</p>
      </div>
      <Pill tone={role === 'ADMIN' ? 'brand' : 'neutral'}>{roleLabel(organization.kind, role)}</Pill>
      {(may.edit || may.remove) && (
        <span className="flex gap-1">
          {may.edit && <EditMember member={member} organization={organization} />}
          {may.remove && <EndMembership member={member} organization={organization} />}
        </span>
      )}
    </Row>
  )
}

function Invitations({ view: { organization, invitations, timeZone } }: { view: TeamView }) {
  if (invitations.length === 0) return null
  return (
    <Card title="Invited, not here yet" flush>
      <ul className="divide-y divide-line">
        {invitations.map((invitation) => (
          <Row key={invitation.id}>
            <div className="min-w-0 grow basis-48">
              <p className="font-bold break-words">{invitation.email}</p>
              <p className="text-small text-muted">
                Sent <Time value={invitation.sentAt} zone={timeZone} relative="only" />, stands until{' '}
                <Time value={invitation.expiresAt} zone={timeZone} detail="date" />
              </p>
            </div>
            <Pill>{roleLabel(organization.kind, invitation.role)}</Pill>
            <RevokeInvitation invitation={invitation} organization={organization} />
          </Row>
        ))}
      </ul>
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
