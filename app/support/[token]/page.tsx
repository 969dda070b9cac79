import { acceptSupport } from '#app/support/actions.ts'
import { PlainPage } from '#components/account/plain-page.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Notice } from '#components/ui/notice.tsx'
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
  if (signedInAs === email)
    return (
      <ActionForm action={acceptSupport} label={`Stand by ${owner}`} className="grid grid-cols-1 gap-4">
        <input type="hidden" name="token" value={token} />
        <SubmitButton size="large" wide pendingLabel="One moment">
          Read along
        </SubmitButton>
      </ActionForm>
    )
  const signIn = `/sign-in?${new URLSearchParams({ email, next: `/support/${token}` })}`
  return (
    <>
      {signedInAs && (
        <Notice tone="warn" title="For another address">
          You are signed in as {signedInAs}. To read along, sign in as {email}.
        </Notice>
      )}
      <ButtonLink href={signIn} variant="primary" size="large" wide className="wrap-anywhere">
        Sign in as {email}
      </ButtonLink>
      <p className="text-small text-muted">
        We mail you a link to show that the address is yours; it leads back here. It makes your account if you have
        none.
      </p>
    </>
  )
}

export const generateMetadata = page.metadata
export default page.Page
