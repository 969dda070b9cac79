import { confirmSignIn } from '#app/(auth)/actions.ts'
import { BrowserZone } from '#components/account/browser-zone.tsx'
import { AnotherLink, LinkForm } from '#components/account/link-form.tsx'
import { PlainPage } from '#components/account/plain-page.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { peekLink } from '#lib/auth/links.ts'
import { signInQuery } from '#lib/auth/query.ts'
import { landingOf } from '#lib/organization/rules.ts'
import { publicPage } from '#lib/web/page.ts'

type View = { email: string; token: string; next: string | null; signedInAs: string | null; start: string }

// Opening this page changes nothing, however often and by whomever it is opened: mail scanners open every link.
const page = publicPage({
  load: async ({ db, actor }, _params, search) => {
    const { email, token, next } = signInQuery(search)
    const found = email && token ? await peekLink(db, email, token) : null
    const start = next ?? landingOf(actor?.hat ?? { kind: 'OWNER' })
    return { email, token, next, found, start, signedInAs: actor?.email ?? null }
  },
  title: ({ found }) => (found ? 'Sign in' : 'This link has ended'),
  path: () => '/sign-in',
  render: ({ view }) => (view.found ? <Confirm {...view} isNew={view.found === 'NEW'} /> : <Ended {...view} />),
})

function Confirm({ email, token, next, signedInAs, isNew }: View & { isNew: boolean }) {
  const lead = isNew ? 'One more thing, and your account is made.' : 'Press the button to go on.'
  return (
    <PlainPage title={isNew ? 'Welcome to Conferral' : 'Sign in'} lead={lead}>
      {signedInAs && signedInAs !== email && (
        <Notice>You are signed in as {signedInAs} in this browser. This ends when you go on.</Notice>
      )}
      <ActionForm action={confirmSignIn} label="Sign in" className="grid grid-cols-1 gap-4">
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="next" value={next ?? ''} />
        <BrowserZone name="timeZone" />
        {isNew && (
          <Field name="name" label="Your name" hint="As your vet or the hospital knows you." required>
            <Input autoComplete="name" />
          </Field>
        )}
        <SubmitButton size="large" wide pendingLabel="Signing in" className="wrap-anywhere">
          Sign in as {email}
        </SubmitButton>
      </ActionForm>
    </PlainPage>
  )
}

function Ended({ email, next, signedInAs, start }: View) {
  if (signedInAs !== null && signedInAs === email)
    return (
      <PlainPage title="You are signed in" lead="This link has done its work.">
        <ButtonLink href={start} variant="primary" size="large" wide>
          Go on
        </ButtonLink>
      </PlainPage>
    )
  return (
    <PlainPage
      title="This link has ended"
      lead="It was used already, or its 15 minutes are over. Nothing is lost: a new one is quickly sent."
    >
      {email ? (
        <AnotherLink email={email} next={next} variant="primary" size="large" wide>
          {`Send a new link to ${email}`}
        </AnotherLink>
      ) : (
        <LinkForm email="" next={next} />
      )}
    </PlainPage>
  )
}

export const generateMetadata = page.metadata
export default page.Page
