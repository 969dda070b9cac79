import Link from 'next/link'
import { Notice } from '#components/ui/notice.tsx'

/** On a developer machine: ways in that nobody has elsewhere. */
export function LocalHelp({ local }: { local: { mailUrl: string | null } | null }) {
  if (!local) return null
  return (
    <Notice title="On this machine">
      <ul className="grid gap-1">
        <li>
          <Link href="/demo" prefetch={false} className="link inline-block py-1">
            Sign in as a demo person
          </Link>
        </li>
        {local.mailUrl && (
          <li>
            <a href={local.mailUrl} className="link inline-block py-1">
              Read the mails that were sent
            </a>
          </li>
        )}
      </ul>
    </Notice>
  )
}
