import { ownTogether } from '#app/co-owner/actions.ts'
import { Invited } from '#components/account/invited.tsx'
import { PlainPage } from '#components/account/plain-page.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import { coOwnerByToken, type CoOwnerInvitation } from '#lib/patient/owners/queries.ts'
import { publicPage } from '#lib/web/page.ts'

const ENDED: Record<Exclude<CoOwnerInvitation['state'], 'OPEN'>, string> = {
  ACCEPTED: 'It was taken up already: the animal is among yours.',
  ENDED: 'It was taken back, or a newer one was sent: look for the newest mail.',
  EXPIRED: 'It has run out. Ask for a new one: that takes a minute.',
}

// Opening this page accepts nothing: mail scanners open every link.
const page = publicPage({
  load: async ({ db, actor }, { token = '' }) => ({
    invitation: await coOwnerByToken(db, token),
    token,
    signedInAs: actor?.email ?? null,
    zone: actor?.timeZone ?? 'UTC',
  }),
  title: ({ invitation }) => `${invitation.patient} is yours, too`,
  path: ({ token }) => `/co-owner/${token}`,
  render: ({ view: { invitation, token, signedInAs, zone } }) => {
    const { state, owner, patient, email, cases, expiresAt } = invitation
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
        title={`${patient} is yours, too`}
        lead={`${owner} asks you to be an owner of ${patient} here as well.`}
      >
        <Card>
          <Facts
            items={[
              { label: 'You get', value: `${patient} among your animals, ${casesInWords(cases)}` },
              { label: 'You can', value: 'Read, write, add records, sign, pay and begin a request, in your own name' },
              {
                label: 'Only they can',
                value: 'End this, invite other owners, or give a new home. You can leave at any time',
              },
              { label: 'Others see', value: 'That you are an owner, and your name beside what you do' },
              { label: 'Sent to', value: <span className="wrap-anywhere">{email}</span> },
              { label: 'Stands until', value: <Time value={expiresAt} zone={zone} /> },
            ]}
          />
        </Card>
        <Invited email={email} signedInAs={signedInAs} doing="go on" path={`/co-owner/${token}`}>
          <ActionForm action={ownTogether} label={`Own ${patient} together`} className="grid grid-cols-1 gap-4">
            <input type="hidden" name="token" value={token} />
            <SubmitButton size="large" wide pendingLabel="One moment">
              Yes, {patient} is mine, too
            </SubmitButton>
          </ActionForm>
        </Invited>
      </PlainPage>
    )
  },
})

const casesInWords = (cases: number): string =>
  cases === 0 ? 'and what is asked from now on' : `with ${cases === 1 ? 'one case' : `${cases} cases`} so far`

export const generateMetadata = page.metadata
export default page.Page
