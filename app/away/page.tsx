import type { Metadata } from 'next'
import { z } from 'zod'
import { ComeBack } from '#components/shell/come-back.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { WifiOff } from '#components/ui/icons.tsx'
import { innerPath } from '#lib/auth/next.ts'
import { AWAY_PAGE, AWAY_WORDS } from '#lib/web/away.ts'

export const metadata: Metadata = { title: 'Just now it cannot be reached', robots: { index: false } }

const query = z.object({
  part: z.enum(['database', 'storage']).catch('database'),
  next: z.string().catch('/'),
})

const COMFORT = {
  database:
    'Nothing that you saved is lost. This page goes on by itself as soon as the database is back: you need not do anything.',
  storage:
    'The record is safe, and the rest of the case works. It opens or downloads here by itself as soon as the file store is back.',
} as const

/** Where every page leads while what it needs is away. Asks nothing of the server, so that it answers at once. */
export default async function AwayPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const { part, next } = query.parse(await searchParams)
  const inner = innerPath(next)
  const goal = inner && !inner.startsWith(AWAY_PAGE) ? inner : '/'
  return (
    <PublicShell>
      <div className="page">
        <EmptyState
          level={1}
          icon={WifiOff}
          title={`${AWAY_WORDS[part]} cannot be reached just now`}
          action={<ButtonLink href={goal}>Try again now</ButtonLink>}
        >
          <span role="status">{COMFORT[part]}</span>
        </EmptyState>
      </div>
      <ComeBack next={goal} />
    </PublicShell>
  )
}
