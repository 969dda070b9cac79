import type { ReactNode } from 'react'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { readCredentials } from '#lib/web/credentials.ts'

/** A cookie is enough to choose between two links; nothing behind them trusts it. */
export default async function SiteLayout({ children }: { children: ReactNode }) {
  const { session } = await readCredentials()
  return <PublicShell signedIn={session !== null}>{children}</PublicShell>
}
