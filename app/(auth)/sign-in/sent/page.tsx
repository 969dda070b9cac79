import Link from 'next/link'
import { LocalHelp } from '#components/account/local-help.tsx'
import { AnotherLink } from '#components/account/link-form.tsx'
import { PlainPage } from '#components/account/plain-page.tsx'
import { Card } from '#components/ui/card.tsx'
import { Mail } from '#components/ui/icons.tsx'
import { localMode } from '#lib/auth/demo.ts'
import { signInQuery } from '#lib/auth/query.ts'
import { publicPage } from '#lib/web/page.ts'

const page = publicPage({
  load: async (_unit, _params, search) => ({ ...signInQuery(search), local: localMode() }),
  title: () => 'Look in your mail',
  path: () => '/sign-in/sent',
  render: ({ view: { email, next, local } }) => (
    <PlainPage title="Look in your mail" lead="A link to sign in is on its way. It works once, for 15 minutes.">
      <Card>
        <p className="flex items-center gap-3">
          <Mail className="text-title text-brand-text" />
          <strong className="min-w-0 wrap-anywhere">{email || 'Your address'}</strong>
        </p>
      </Card>
      <div className="grid gap-2 text-muted">
        <p>Nothing there after a minute? It may lie with the unwanted mail.</p>
        <p>
          Or the address has a slip:{' '}
          <Link href={again(next)} prefetch={false} className="link">
            use another address
          </Link>
          .
        </p>
      </div>
      {email && (
        <AnotherLink email={email} next={next} wide>
          Send another link
        </AnotherLink>
      )}
      <LocalHelp local={local} />
    </PlainPage>
  ),
})

const again = (next: string | null): string => `/sign-in${next ? `?${new URLSearchParams({ next })}` : ''}`

export const generateMetadata = page.metadata
export default page.Page
