/** Pages and routes that ask for no actor, each with the reason. Everything else goes through lib/web. */
export const publicPages: Record<string, string> = {
  'app/away/page.tsx': 'says what is away when nothing can be asked of the database; it loads nothing',
  'app/(site)/page.tsx': 'the landing page, the same for everyone; it loads nothing',
  'app/(site)/emergency/page.tsx': 'what to do in an emergency must not wait for a sign-in; fixed text',
  'app/(site)/how-it-works/page.tsx': 'fixed text, the same for everyone',
  'app/(site)/is-it-right/page.tsx': 'fixed text, the same for everyone',
  'app/(site)/privacy/page.tsx': 'fixed text, the same for everyone',
}
