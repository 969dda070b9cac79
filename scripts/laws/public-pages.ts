/** Pages and routes that ask for no actor, each with the reason. Everything else goes through lib/web. */
export const publicPages: Record<string, string> = {
  'app/(site)/page.tsx': 'the landing page, the same for everyone; it loads nothing',
}
