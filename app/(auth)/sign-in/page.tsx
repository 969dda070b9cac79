import { LinkForm } from '#components/account/link-form.tsx'
import { LocalHelp } from '#components/account/local-help.tsx'
import { PlainPage } from '#components/account/plain-page.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { localMode } from '#lib/auth/demo.ts'
import { signInQuery } from '#lib/auth/query.ts'
import { landingOf } from '#lib/organization/rules.ts'
import { publicPage } from '#lib/web/page.ts'

const SAID: Record<string, string> = {
  TooMany: 'Several links were asked for just now; the newest of them works. Please wait some minutes.',
}

const page = publicPage({
  load: async ({ actor }, _params, search) => ({
    ...signInQuery(search),
    signedIn: actor ? { email: actor.email, start: landingOf(actor.hat) } : null,
    local: localMode(),
  }),
  title: () => 'Sign in',
  path: () => '/sign-in',
  render: ({ view: { email, next, said, signedIn, local } }) => (
    <PlainPage
      title="Sign in"
      lead="We mail you a link: no password to remember. New here? The same link makes your account."
    >
      {said && (
        <Notice tone="warn" title="That did not work">
          {SAID[said] ?? 'Please ask for a link again.'}
        </Notice>
      )}
      {signedIn && (
        <Notice
          tone="success"
          title="You are signed in already"
          action={<ButtonLink href={next ?? signedIn.start}>Go on</ButtonLink>}
        >
          As {signedIn.email}. To be somebody else, ask for a link below.
        </Notice>
      )}
      <LinkForm email={email} next={next} />
      <LocalHelp local={local} />
    </PlainPage>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
