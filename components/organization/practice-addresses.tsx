import { askToConfirm, claimAddress, endOldLinks } from '#app/(workspace)/practice/[slug]/settings/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { ChoiceCard } from '#components/ui/choice-card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Pill, type Tone } from '#components/ui/pill.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { Time } from '#components/ui/time.tsx'
import { claimWords, domainOf } from '#lib/organization/claim-rules.ts'
import type { ClaimView } from '#lib/organization/claims.ts'

type Props = {
  slug: string
  claims: ClaimView[]
  mayEdit: boolean
  /** The reader's own address: the best guess for a first one. */
  email: string
  /** Something was shown a moment ago. */
  shown: 'PROVEN' | 'ADDRESS_ONLY' | null
  now: Date
  zone: string
}

/** At which addresses the practice is asked, and how it shows that they are its own. */
export function PracticeAddresses({ slug, claims, mayEdit, email, shown, now, zone }: Props) {
  return (
    <section className="grid gap-4" aria-labelledby="addresses">
      <div>
        <h2 id="addresses">E-mail addresses</h2>
        <p className="max-w-text text-muted">
          When an owner names one of these, the case is on your board at once. Cases that came by mailed link before you
          had an account join them.
        </p>
      </div>
      {shown && (
        <Notice tone="success" title={shown === 'PROVEN' ? 'It is yours' : 'This one address is yours'}>
          {shown === 'PROVEN'
            ? 'Earlier cases come to your board within a minute.'
            : 'Its cases come to your board. Others write from the same domain, so for all of it ask us to look at it.'}
        </Notice>
      )}
      <Card flush>
        {claims.length > 0 ? (
          <ul className="divide-y divide-line">
            {claims.map((claim) => (
              <Claim key={claim.id} claim={claim} now={now} zone={zone} />
            ))}
          </ul>
        ) : (
          <p className="px-4.5 py-3.5 text-muted">
            None yet. Until then, cases reach you when an owner names the address that somebody of your team signs in
            with.
          </p>
        )}
      </Card>
      {mayEdit && <Add slug={slug} email={email} />}
      {mayEdit && <ByOperator slug={slug} />}
      {mayEdit && <Departed slug={slug} />}
    </section>
  )
}

const TONE: Record<ClaimView['status'], Tone> = { PROVEN: 'brand', OPEN: 'turn', REFUSED: 'neutral', ENDED: 'neutral' }

function Claim({ claim, now, zone }: { claim: ClaimView; now: Date; zone: string }) {
  const { scope, address, domain, status, reason, createdAt } = claim
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4.5 py-3.5">
      <div className="min-w-0 grow basis-60">
        <p className="font-bold wrap-anywhere">{scope === 'DOMAIN' ? `Everybody at ${domain}` : address}</p>
        <p className="text-small wrap-anywhere text-muted">
          {scope === 'DOMAIN' && `by ${address}, `}
          <Time value={createdAt} detail="date" zone={zone} />
        </p>
        {reason && <p className="mt-1 max-w-text text-small">“{reason}”</p>}
      </div>
      <Pill tone={TONE[status]}>{claimWords(claim, now)}</Pill>
    </li>
  )
}

function Scope() {
  return (
    <Fieldset name="scope" legend="What is yours?" required>
      <ChoiceCard
        value="DOMAIN"
        title="All addresses at this domain"
        hint="The domain is the practice’s own, as in name@yourpractice.com"
        defaultChecked
      />
      <ChoiceCard value="ADDRESS" title="This one address" />
    </Fieldset>
  )
}

function Add({ slug, email }: { slug: string; email: string }) {
  return (
    <Card level={3} title="Show that an address is yours">
      <p className="mb-3 max-w-text text-small text-muted">
        We mail a link there; whoever reads it opens it and an admin of your team presses the button. For {email}, the
        address you sign in with, no mail is needed. An address where anybody gets one, such as gmail.com, shows
        nothing.
      </p>
      <ActionForm action={claimAddress} label="Show that an address is yours" className="grid gap-4" resetOnOk>
        <input type="hidden" name="org" value={slug} />
        <Field name="address" label="E-mail address" required>
          <Input
            type="email"
            inputMode="email"
            autoComplete="off"
            spellCheck={false}
            placeholder={`reception@${domainOf(email)}`}
          />
        </Field>
        <Scope />
        <div>
          <SubmitButton pendingLabel="Sending">Send the link</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}

function ByOperator({ slug }: { slug: string }) {
  return (
    <details>
      <summary className="link py-1">The mail does not reach us, or the address is at gmail.com or the like</summary>
      <Card level={3} title="Ask Conferral to look at it" className="mt-3">
        <ActionForm action={askToConfirm} label="Ask Conferral to look at it" className="grid gap-4" resetOnOk>
          <input type="hidden" name="org" value={slug} />
          <Field name="address" label="E-mail address at which you are asked" required>
            <Input type="email" inputMode="email" autoComplete="off" spellCheck={false} />
          </Field>
          <Scope />
          <Field
            name="statement"
            label="Where can we see that it is yours?"
            hint="Your website, the register of veterinary practices, a number to ring"
            required
          >
            <Textarea rows={3} maxLength={1000} />
          </Field>
          <div>
            <SubmitButton variant="secondary" pendingLabel="Sending">
              Ask us
            </SubmitButton>
          </div>
        </ActionForm>
      </Card>
    </details>
  )
}

function Departed({ slug }: { slug: string }) {
  return (
    <details>
      <summary className="link py-1">Somebody has left, and their address still has links</summary>
      <Card level={3} title="End the links of an address" className="mt-3">
        <p className="mb-3 max-w-text text-small text-muted">
          The cases stay on your board. Links that were mailed to this address open nothing from then on. For somebody
          of your team this happens by itself when they leave it.
        </p>
        <ActionForm action={endOldLinks} label="End the links of an address" className="grid gap-4" resetOnOk>
          <input type="hidden" name="org" value={slug} />
          <Field name="address" label="E-mail address" required>
            <Input type="email" inputMode="email" autoComplete="off" spellCheck={false} />
          </Field>
          <div>
            <SubmitButton variant="secondary" pendingLabel="Ending">
              End its links
            </SubmitButton>
          </div>
        </ActionForm>
      </Card>
    </details>
  )
}
