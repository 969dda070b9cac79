import { signOut } from '#app/(workspace)/act-as/actions.ts'
import { PlainPage } from '#components/account/plain-page.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { landingOf } from '#lib/organization/rules.ts'
import { publicPage } from '#lib/web/page.ts'

const page = publicPage({
  load: async ({ actor }) => ({ email: actor?.email ?? null, start: actor ? landingOf(actor.hat) : '/' }),
  title: () => 'Sign out',
  path: () => '/sign-out',
  render: ({ view: { email, start } }) =>
    email === null ? (
      <PlainPage title="You are signed out" lead="Nobody who uses this browser after you sees your cases.">
        <ButtonLink href="/sign-in" variant="primary" size="large" wide>
          Sign in
        </ButtonLink>
      </PlainPage>
    ) : (
      <PlainPage title="Sign out?" lead={`You are signed in as ${email}.`}>
        <form action={signOut} className="grid">
          <SubmitButton size="large" wide pendingLabel="Signing out">
            Sign out
          </SubmitButton>
        </form>
        <ButtonLink href={start} variant="quiet" size="large" wide>
          Stay signed in
        </ButtonLink>
      </PlainPage>
    ),
})

export const generateMetadata = page.metadata
export default page.Page
