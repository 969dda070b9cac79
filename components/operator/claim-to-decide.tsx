import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Field } from '#components/ui/field.tsx'
import { ShieldCheck } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ClaimToDecide as Claim } from '#lib/organization/claims.ts'

/** What a practice says is its own, with what it stated and what is known, and the operator's word on it. */
export function ClaimToDecide({ claim, zone, action }: { claim: Claim; zone: string; action: FormAction }) {
  const { organization, city, country, address, domain, scope, statement, byName, byEmail, createdAt } = claim
  const what = scope === 'DOMAIN' ? `Everybody at ${domain} (by ${address})` : address
  return (
    <Card title={organization}>
      <Facts
        items={[
          { label: 'Says it is theirs', value: <span className="wrap-anywhere">{what}</span> },
          { label: 'Practice in', value: [city, country].filter(Boolean).join(', ') || 'not given' },
          {
            label: 'Asked by',
            value: <span className="wrap-anywhere">{`${byName ?? 'somebody'}, ${byEmail ?? ''}`}</span>,
          },
          { label: 'Asked', value: <Time value={createdAt} zone={zone} /> },
        ]}
      />
      <p className="mt-3 max-w-text whitespace-pre-line">{statement}</p>
      {claim.taken && (
        <Notice tone="warn" title="Another organization uses this address" className="mt-3">
          It can only be refused.
        </Notice>
      )}
      {claim.shared && scope === 'DOMAIN' && (
        <Notice tone="warn" title={`Others write from ${domain}`} className="mt-3">
          People who have nothing to do with this practice have addresses there. Confirm all of it only if you are sure.
        </Notice>
      )}
      <div className="mt-4 grid gap-3">
        {!claim.taken && (
          <ActionForm action={action} okMessage="toast" label={`Confirm ${address}`}>
            <input type="hidden" name="claimId" value={claim.id} />
            <input type="hidden" name="answer" value="yes" />
            <input type="hidden" name="reason" value="" />
            <SubmitButton
              size="small"
              pendingLabel="Confirming"
              aria-label={`It is theirs: ${address}, ${organization}`}
            >
              <ShieldCheck /> It is theirs
            </SubmitButton>
          </ActionForm>
        )}
        <ActionForm action={action} okMessage="toast" label={`Refuse ${address}`} className="grid gap-3">
          <input type="hidden" name="claimId" value={claim.id} />
          <input type="hidden" name="answer" value="no" />
          <Field name="reason" label="Or why not" hint="The practice reads it">
            <Input maxLength={500} autoComplete="off" />
          </Field>
          <div>
            <SubmitButton size="small" variant="secondary" pendingLabel="Refusing" aria-label={`Refuse ${address}`}>
              Refuse
            </SubmitButton>
          </div>
        </ActionForm>
      </div>
    </Card>
  )
}
