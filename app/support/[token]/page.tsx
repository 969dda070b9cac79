import { acceptSupport } from '#app/support/actions.ts'
import { Invited } from '#components/account/invited.tsx'
import { PlainPage } from '#components/account/plain-page.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import { supportByToken, type SupportInvitation } from '#lib/case/support/queries.ts'
import { publicPage } from '#lib/web/page.ts'

const ENDED: Record<Exclude<SupportInvitation['state'], 'OPEN'>, string> = {
  ACCEPTED: 'It was accepted already.',
  ENDED: 'It was taken back, or a newer one was sent: look for the newest mail.',
  EXPIRED: 'It has run out. Ask for a new one: that takes a minute.',
}

// Opening this page accepts nothing: mail scanners open every link.
const page = publicPage({
  load: async ({ db, actor }, { token = '' }) => ({
    invitation: await supportByToken(db, token),
    token,
    signedInAs: actor?.email ?? null,
    zone: actor?.timeZone ?? 'UTC',
  }),
  title: ({ invitation }) => `Stand by ${invitation.owner}`,
  path: ({ token }) => `/support/${token}`,
  render: ({ view: { invitation, token, signedInAs, zone } }) => {
    const { state, owner, patient } = invitation
    if (state !== 'OPEN')
      return (
        <PlainPage title="This invitation has ended" lead={ENDED[state]}>
          <ButtonLink href={signedInAs ? '/home' : '/sign-in'} size="large" wide>
            {signedInAs ? 'Go to your start' : 'Sign in'}
          </ButtonLink>
        </PlainPage>
      )
    return (
      <PlainPage
        title={`Stand by ${owner}`}
        lead={`${owner} asked a specialist hospital about ${patient}, and would like you at their side.`}
      >
        <Card>
          <Facts
            items={[
              { label: 'You read', value: 'The request, what is written to everyone, and the answer' },
              { label: 'You write', value: invitation.mayWrite ? 'To everyone, in the thread' : 'Notes for yourself' },
              { label: 'You never', value: 'Sign, pay or decide anything' },
              { label: 'Others see', value: 'Your name, and that you read along' },
              { label: 'Sent to', value: <span className="wrap-anywhere">{invitation.email}</span> },
              { label: 'Stands until', value: <Time value={invitation.expiresAt} zone={zone} /> },
            ]}
          />
        </Card>
        <Answer invitation={invitation} token={token} signedInAs={signedInAs} />
      </PlainPage>
    )
  },
})

type AnswerProps = { invitation: SupportInvitation; token: string; signedInAs: string | null }

function Answer({ invitation: { email, owner }, token, signedInAs }: AnswerProps) {
  return (
    <Invited email={email} signedInAs={signedInAs} doing="read along" path={`/support/${token}`}>
      <ActionForm action={acceptSupport} label={`Stand by ${owner}`} className="grid grid-cols-1 gap-4">
        <input type="hidden" name="token" value={token} />
        <SubmitButton size="large" wide pendingLabel="One moment">
          Read along
        </SubmitButton>
      </ActionForm>
    </Invited>
  )
}

export const generateMetadata = page.metadata
export default page.Page
