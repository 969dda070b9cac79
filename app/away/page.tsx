import type { Metadata } from 'next'
import { z } from 'zod'
import { ComeBack } from '#components/shell/come-back.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { WifiOff } from '#components/ui/icons.tsx'
import { innerPath } from '#lib/auth/next.ts'
import { AWAY_PAGE, AWAY_WORDS } from '#lib/web/away.ts'
import { readCredentials } from '#lib/web/credentials.ts'

export const metadata: Metadata = { title: 'Cannot be reached just now', robots: { index: false } }

const query = z.object({
  part: z.enum(['database', 'storage']).catch('database'),
  next: z.string().catch('/'),
  /** A form was sent. */
  sent: z.literal('1').optional().catch(undefined),
})

const COMFORT = {
  database:
    'Nothing that you saved is lost. This page goes on by itself as soon as the database is back: you need not do anything.',
  storage:
    'The record is safe, and the rest of the case works. It opens or downloads here by itself as soon as the file store is back.',
} as const

const GO_BACK =
  'Nothing that you saved is lost, and what you typed is in the page before this one: go back in your browser, and send it again in a minute.'

/** Where every page leads while what it needs is away. Asks nothing of the server, so that it answers at once. */
export default async function AwayPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const { part, next, sent } = query.parse(await searchParams)
  const { session } = await readCredentials()
  const inner = innerPath(next)
  const goal = inner && !inner.startsWith(AWAY_PAGE) ? inner : '/'
  return (
    <PublicShell signedIn={session !== null}>
      <div className="page">
        <EmptyState
          level={1}
          icon={WifiOff}
          title={`${AWAY_WORDS[part]} cannot be reached just now`}
          action={!sent && <ButtonLink href={goal}>Try again now</ButtonLink>}
        >
          <span role="status">{sent ? GO_BACK : COMFORT[part]}</span>
        </EmptyState>
      </div>
      {!sent && <ComeBack next={goal} />}
    </PublicShell>
  )
}
