import type { ReactNode } from 'react'
import { PublicShell } from '#components/shell/public-shell.tsx'

export default function SiteLayout({ children }: { children: ReactNode }) {
  return <PublicShell>{children}</PublicShell>
}
