import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ShieldCheck } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { CredentialToVerify } from '#lib/organization/credentials.ts'

type Props = { credentials: CredentialToVerify[]; zone: string; judge: FormAction }

/** Diplomas that hospitals named: looked up one by one in the colleges' registers. */
export function CredentialsToVerify({ credentials, zone, judge }: Props) {
  return (
    <section aria-labelledby="diplomas">
      <h2 id="diplomas">Diplomas to look up</h2>
      <p className="mt-1 mb-4 max-w-text text-muted">
        Look for the person in the college’s own register, not on the hospital’s site. What you find is shown to owners
        with the day, and to the hospital with your name.
      </p>
      {credentials.length === 0 ? (
        <Card>
          <EmptyState icon={ShieldCheck} title="No diploma waits for you" level={3}>
            One appears here as soon as a hospital names it.
          </EmptyState>
        </Card>
      ) : (
        <ul className="grid gap-4">
          {credentials.map((credential) => (
            <li key={credential.id}>
              <Waiting credential={credential} zone={zone} judge={judge} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Waiting({ credential, zone, judge }: { credential: CredentialToVerify; zone: string; judge: FormAction }) {
  const { organizationId, id, organization, name, email, title, college, evidence, claimedAt } = credential
  return (
    <Card title={`${name}, ${title}`}>
      <p>
        {college}, named by {organization}
      </p>
      <p className="text-small wrap-anywhere text-muted">
        {email}, <Time value={claimedAt} zone={zone} relative="only" />
      </p>
      {evidence && (
        <p className="text-small wrap-anywhere">
          <a className="link" href={evidence} rel="noreferrer noopener" target="_blank">
            {evidence}
          </a>
        </p>
      )}
      {/* Two people may have a name and a diploma in common, never an address in one hospital. */}
      <ActionForm
        action={judge}
        okMessage="toast"
        label={`${name}, ${title}, ${organization}, ${email}`}
        className="mt-3 flex flex-wrap gap-2"
      >
        <input type="hidden" name="organizationId" value={organizationId} />
        <input type="hidden" name="credentialId" value={id} />
        <SubmitButton size="small" name="found" value="yes" aria-label={`${name}, ${title}: it is in the register`}>
          <ShieldCheck /> It is in the register
        </SubmitButton>
        <SubmitButton
          size="small"
          variant="quiet-danger"
          name="found"
          value="no"
          aria-label={`${name}, ${title}: not found`}
        >
          Not found
        </SubmitButton>
      </ActionForm>
    </Card>
  )
}
