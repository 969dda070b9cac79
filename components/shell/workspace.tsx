import type { ReactNode } from 'react'
import { actAs, signOut } from '#app/(workspace)/act-as/actions.ts'
import type { Shell } from '#lib/web/shell.ts'
import { AppShell } from './app-shell.tsx'
import { PublicShell } from './public-shell.tsx'

type Props = {
  shell: Shell
  /** The navigation's current entry, by address. */
  current?: string
  children: ReactNode
}

/** The frame around a signed-in page; somebody behind a mailed link, or signed out, gets the plain one. */
export function Workspace({ shell, current, children }: Props) {
  if (!shell.person || !shell.hat)
    return (
      <PublicShell bare={shell.link !== null} wide>
        {children}
      </PublicShell>
    )
  return (
    <AppShell
      person={shell.person}
      hat={shell.hat}
      hats={shell.hats}
      nav={shell.nav.map((item) => ({ ...item, current: item.href === current }))}
      homeHref={shell.nav[0]?.href ?? '/home'}
      actAs={actAs}
      signOut={signOut}
    >
      {children}
    </AppShell>
  )
}
