import { acceptInvitation } from '#app/invitations/actions.ts'
import { Invited } from '#components/account/invited.tsx'
import { PlainPage } from '#components/account/plain-page.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import { type InvitationView, invitationByToken } from '#lib/organization/queries.ts'
import { roleLabel } from '#lib/organization/rules.ts'
import { publicPage } from '#lib/web/page.ts'

const ENDED: Record<Exclude<InvitationView['state'], 'OPEN'>, string> = {
  ACCEPTED: 'It was accepted already.',
  REVOKED: 'It was taken back, or a newer one was sent: look for the newest mail.',
  EXPIRED: 'It has run out. Ask for a new one: that takes a minute.',
}

// Opening this page accepts nothing: mail scanners open every link.
const page = publicPage({
  load: async ({ db, actor }, { token = '' }) => ({
    invitation: await invitationByToken(db, token),
    token,
    signedInAs: actor?.email ?? null,
    zone: actor?.timeZone ?? 'UTC',
  }),
  title: ({ invitation }) => `Join ${invitation.name}`,
  path: ({ token }) => `/invitations/${token}`,
  render: ({ view: { invitation, token, signedInAs, zone } }) => {
    const { name, state } = invitation
    if (state !== 'OPEN')
      return (
        <PlainPage title="This invitation has ended" lead={ENDED[state]}>
          <ButtonLink href={signedInAs ? '/home' : '/sign-in'} size="large" wide>
            {signedInAs ? 'Go to your start' : 'Sign in'}
          </ButtonLink>
        </PlainPage>
      )
    return (
      <PlainPage title={`Join ${name}`} lead={`${invitation.invitedBy} would like you in the team.`}>
        <Card>
          <Facts
            items={[
              { label: invitation.kind === 'PRACTICE' ? 'Practice' : 'Hospital', value: name },
              { label: 'Your role', value: roleLabel(invitation.kind, invitation.role) },
              { label: 'Sent to', value: invitation.email },
              { label: 'Stands until', value: <Time value={invitation.expiresAt} zone={zone} /> },
            ]}
          />
        </Card>
        <Answer email={invitation.email} name={name} token={token} signedInAs={signedInAs} />
      </PlainPage>
    )
  },
})

type AnswerProps = { email: string; name: string; token: string; signedInAs: string | null }

function Answer({ email, name, token, signedInAs }: AnswerProps) {
  return (
    <Invited email={email} signedInAs={signedInAs} doing="join" path={`/invitations/${token}`}>
      <ActionForm action={acceptInvitation} label={`Join ${name}`} className="grid grid-cols-1 gap-4">
        <input type="hidden" name="token" value={token} />
        <SubmitButton size="large" wide pendingLabel="Joining">
          Join {name}
        </SubmitButton>
      </ActionForm>
    </Invited>
  )
}

export const generateMetadata = page.metadata
export default page.Page
