import type { Metadata } from 'next'
import { PlainPage } from '#components/account/plain-page.tsx'
import { ButtonLink } from '#components/ui/button.tsx'

export const metadata: Metadata = { title: 'Not found' }

/** Kept small: Next sends it along with every page, in case a part of that page is not there. */
export default function NotFound() {
  return (
    <PlainPage
      title="There is nothing here"
      lead="The address may be mistyped, the link may have ended, or it may belong to an account that you are not signed in to."
    >
      <p>
        <ButtonLink href="/">Go to the start</ButtonLink>
      </p>
    </PlainPage>
  )
}
