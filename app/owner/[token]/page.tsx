import { BrowserZone } from '#components/account/browser-zone.tsx'
import { PlainPage } from '#components/account/plain-page.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import { ownerInvitation, type OwnerInvitationView } from '#lib/case/begun/accepting.ts'
import { publicPage } from '#lib/web/page.ts'
import { becomeNewOwner, becomeOwner } from './actions.ts'

const ENDED: Record<Exclude<OwnerInvitationView['state'], 'OPEN'>, string> = {
  ACCEPTED: 'It has done its work. Sign in to go on.',
  REVOKED: 'A newer one was sent: look for the newest mail.',
  EXPIRED: 'It has run out. Your practice can send a new one: that takes a minute.',
  ENDED: 'The case has ended meanwhile. Your practice can tell you more.',
}

// Opening this page changes nothing, however often and by whomever it is opened: mail scanners open every link.
const page = publicPage({
  load: async ({ db, actor }, { token = '' }) => ({
    invitation: await ownerInvitation(db, token),
    token,
    signedInAs: actor?.email ?? null,
    zone: actor?.timeZone ?? 'UTC',
  }),
  title: ({ invitation }) =>
    invitation.state === 'OPEN' ? `${invitation.practice} invites you` : 'This invitation has ended',
  path: ({ token }) => `/owner/${token}`,
  render: ({ view: { invitation, token, signedInAs, zone } }) => {
    if (invitation.state !== 'OPEN')
      return (
        <PlainPage title="This invitation has ended" lead={ENDED[invitation.state]}>
          <ButtonLink href={signedInAs ? '/home' : '/sign-in'} size="large" wide>
            {signedInAs ? 'Go to your start' : 'Sign in'}
          </ButtonLink>
        </PlainPage>
      )
    const { patient, practice, hospital, vet, email, expiresAt } = invitation
    return (
      <PlainPage title={titleOf(invitation)} lead={leadOf(invitation)}>
        <Card>
          <Facts
            items={[
              { label: 'Patient', value: patient },
              { label: 'Your vet', value: `${vet}, ${practice}` },
              { label: 'Hospital', value: hospital },
              { label: 'Sent to', value: <span className="break-all">{email}</span> },
              { label: 'Stands until', value: <Time value={expiresAt} zone={zone} /> },
            ]}
          />
        </Card>
        <Answer invitation={invitation} token={token} signedInAs={signedInAs} />
        <p className="text-small text-muted">
          Not your animal? Close this page: nothing opens, and no account is made.
        </p>
      </PlainPage>
    )
  },
})

const titleOf = ({ kind, patient, answerShared }: OwnerInvitationView): string =>
  kind === 'REFERRAL'
    ? `A referral for ${patient}`
    : answerShared
      ? `The specialist’s answer about ${patient}`
      : `A specialist’s advice on ${patient}`

function leadOf({ kind, practice, hospital, answerShared }: OwnerInvitationView): string {
  if (kind === 'REFERRAL')
    return `${practice} would like ${hospital} to look at this. You read it all, and decide: nothing is sent and nothing costs before you say so.`
  return answerShared
    ? `${practice} shares it with you.`
    : `${practice} asks ${hospital}, and you take over the fee. Nothing is charged before the hospital accepts.`
}

type AnswerProps = { invitation: OwnerInvitationView; token: string; signedInAs: string | null }

function Answer({ invitation: { email, name, known, patient }, token, signedInAs }: AnswerProps) {
  if (signedInAs === email)
    return (
      <ActionForm action={becomeOwner} label="Go on" className="grid grid-cols-1 gap-4">
        <input type="hidden" name="token" value={token} />
        <SubmitButton size="large" wide pendingLabel="Opening…">
          Yes, {patient} is mine
        </SubmitButton>
      </ActionForm>
    )
  const other = signedInAs && (
    <Notice tone="warn" title="For another address">
      You are signed in as {signedInAs}, and this is for {email}.{known ? '' : ' That ends when you go on.'}
    </Notice>
  )
  if (known)
    return (
      <>
        {other}
        <ButtonLink
          href={`/sign-in?${new URLSearchParams({ email, next: `/owner/${token}` })}`}
          variant="primary"
          size="large"
          wide
          className="wrap-anywhere"
        >
          Sign in as {email}
        </ButtonLink>
        <p className="text-small text-muted">You have an account. We mail you a link that leads back here.</p>
      </>
    )
  return (
    <>
      {other}
      <ActionForm action={becomeNewOwner} label="Go on" className="grid grid-cols-1 gap-4">
        <input type="hidden" name="token" value={token} />
        <BrowserZone name="timeZone" />
        <SubmitButton size="large" wide pendingLabel="Opening…">
          Yes, {patient} is mine
        </SubmitButton>
        <p className="text-small text-muted">
          It makes an account for {name} at {email}, without a password: next time we mail you a link.
        </p>
      </ActionForm>
    </>
  )
}

export const generateMetadata = page.metadata
export default page.Page
