import type { ReactNode } from 'react'
import { ButtonLink } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'

type Props = {
  /** The address that the invitation was mailed to: only who signs in there may take it up. */
  email: string
  signedInAs: string | null
  /** What they are invited to, as after "To": "join", "read along". */
  doing: string
  /** The invitation's own path, to come back to. */
  path: string
  /** The press that takes it up. */
  children: ReactNode
}

/** The press for whoever is signed in at the invited address; for everybody else the way there. */
export function Invited({ email, signedInAs, doing, path, children }: Props) {
  if (signedInAs === email) return children
  return (
    <>
      {signedInAs && (
        <Notice tone="warn" title="For another address">
          You are signed in as {signedInAs}. To {doing}, sign in as {email}.
        </Notice>
      )}
      <ButtonLink
        href={`/sign-in?${new URLSearchParams({ email, next: path })}`}
        variant="primary"
        size="large"
        wide
        className="wrap-anywhere"
      >
        Sign in as {email}
      </ButtonLink>
      <p className="text-small text-muted">
        We mail you a link to show that the address is yours; it leads back here. It makes your account if you have
        none.
      </p>
    </>
  )
}
