import { PublicShell } from '#components/shell/public-shell.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link as LinkIcon } from '#components/ui/icons.tsx'

/** The same words for every link that is not good (any more), so that a guess learns nothing. */
export default function LinkEnded() {
  return (
    <PublicShell bare>
      <div className="page page-phone">
        <EmptyState level={1} icon={LinkIcon} title="This link has ended" action={<Again />}>
          <p>
            Links are made for one person and one case, and end after a while. Perhaps a newer mail has a newer one, or
            the end of the address got lost on the way.
          </p>
          <p className="mt-3">
            What to do: ask for a new one here, or ask the owner of the animal to send it again. They find that in their
            case, under Consent.
          </p>
        </EmptyState>
      </div>
    </PublicShell>
  )
}

const Again = () => (
  <div className="grid gap-2">
    <ButtonLink href="/agree/again" variant="primary">
      Ask for a new link
    </ButtonLink>
    <ButtonLink href="/sign-in" variant="quiet">
      Your practice has an account? Sign in
    </ButtonLink>
  </div>
)
