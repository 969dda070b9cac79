import { acceptNewHome } from '#app/new-home/actions.ts'
import { Invited } from '#components/account/invited.tsx'
import { PlainPage } from '#components/account/plain-page.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import { homeByToken, type HomeOffer } from '#lib/patient/rehoming/queries.ts'
import { publicPage } from '#lib/web/page.ts'

const ENDED: Record<Exclude<HomeOffer['state'], 'OPEN'>, string> = {
  ACCEPTED: 'It was taken up already.',
  ENDED: 'It was taken back, or a newer one was sent: look for the newest mail.',
  EXPIRED: 'It has run out. Ask for a new one: that takes a minute.',
}

// Opening this page accepts nothing: mail scanners open every link.
const page = publicPage({
  load: async ({ db, actor }, { token = '' }) => ({
    offer: await homeByToken(db, token),
    token,
    signedInAs: actor?.email ?? null,
    zone: actor?.timeZone ?? 'UTC',
  }),
  title: ({ offer }) => `A new home for ${offer.patient}`,
  path: ({ token }) => `/new-home/${token}`,
  render: ({ view: { offer, token, signedInAs, zone } }) => {
    const { state, owner, patient, email } = offer
    if (state !== 'OPEN')
      return (
        <PlainPage title="This offer has ended" lead={ENDED[state]}>
          <ButtonLink href={signedInAs ? '/home' : '/sign-in'} size="large" wide>
            {signedInAs ? 'Go to your start' : 'Sign in'}
          </ButtonLink>
        </PlainPage>
      )
    return (
      <PlainPage title={`A new home for ${patient}`} lead={`${owner} says that ${patient} lives with you now.`}>
        <Card>
          <Facts
            items={[
              { label: 'You get', value: `${patient} among your animals: species, breed, sex, birthday and weight` },
              {
                label: 'You do not get',
                value: `Earlier cases and records: they stay with ${owner}, who may let you read some`,
              },
              { label: 'Sent to', value: <span className="wrap-anywhere">{email}</span> },
              { label: 'Stands until', value: <Time value={offer.expiresAt} zone={zone} /> },
            ]}
          />
        </Card>
        <Answer offer={offer} token={token} signedInAs={signedInAs} />
      </PlainPage>
    )
  },
})

type AnswerProps = { offer: HomeOffer; token: string; signedInAs: string | null }

function Answer({ offer: { email, patient }, token, signedInAs }: AnswerProps) {
  return (
    <Invited email={email} signedInAs={signedInAs} doing="go on" path={`/new-home/${token}`}>
      <ActionForm action={acceptNewHome} label={`A new home for ${patient}`} className="grid grid-cols-1 gap-4">
        <input type="hidden" name="token" value={token} />
        <SubmitButton size="large" wide pendingLabel="One moment">
          Yes, {patient} lives with me
        </SubmitButton>
      </ActionForm>
    </Invited>
  )
}

export const generateMetadata = page.metadata
export default page.Page
