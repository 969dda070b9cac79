import type { ReactNode } from 'react'
import { PublicShell } from '#components/shell/public-shell.tsx'

/** One thing to do on a page of its own: signing in, an invitation. */
export function PlainPage({ title, lead, children }: { title: ReactNode; lead?: ReactNode; children: ReactNode }) {
  return (
    <PublicShell bare>
      <div className="page page-phone grid grid-cols-1 content-start gap-5 pt-6 sm:pt-14">
        <div className="grid gap-2">
          <h1 className="text-large">{title}</h1>
          {lead && <p className="text-lead text-muted">{lead}</p>}
        </div>
        {children}
      </div>
    </PublicShell>
  )
}
