import type { Metadata } from 'next'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <PublicShell>
      <div className="page">
        <EmptyState level={1} title="There is nothing here" action={<ButtonLink href="/">Go to the start</ButtonLink>}>
          The address may be mistyped, the link may have ended, or it may belong to an account that you are not signed
          in to.
        </EmptyState>
      </div>
    </PublicShell>
  )
}
