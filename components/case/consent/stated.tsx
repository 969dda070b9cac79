import { endOwnerConsent, stateOwnerConsent } from '#app/(workspace)/cases/[caseId]/consent/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { ChoiceCard } from '#components/ui/choice-card.tsx'
import { ConsentTextBox } from '#components/ui/consent-text.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { CONSENT_WAY_WORDS, CONSENT_WAYS } from '#lib/case/consent/rules.ts'
import { CaseFields, More, SigningFields } from './parts.tsx'

/** In a consultation, the owner's consent as the vet states it: to give anew, and to end when the owner takes it back. */
export function OwnerStated({ view }: { view: ConsentView }) {
  const { can, release, owner } = view
  if (!can('consent.state')) return null
  if (release?.stands)
    return (
      <Card title={`The consent of ${owner}`}>
        <div className="grid justify-items-start gap-3">
          <p className="max-w-text">
            You stated it, and keep a note of it. If {owner} takes it back, end it here without delay.
          </p>
          <More label={`${owner} took the consent back`} look="quiet-danger">
            <End view={view} />
          </More>
        </div>
      </Card>
    )
  return (
    <Card title={`State the consent of ${owner}`}>
      <State view={view} />
    </Card>
  )
}

function State({ view }: { view: ConsentView }) {
  const { caseId, texts, seen, readerName, vet } = view
  return (
    <ActionForm action={stateOwnerConsent} className="grid max-w-text gap-5" label="State the owner’s consent">
      <SigningFields caseId={caseId} text={texts.release} seen={seen.release} />
      <Fieldset name="consentHow" legend="How did the owner consent?" required>
        {CONSENT_WAYS.map((way) => (
          <ChoiceCard key={way} value={way} title={CONSENT_WAY_WORDS[way]} />
        ))}
      </Fieldset>
      <Field name="consentOn" label="On which day?" required>
        <Input type="date" />
      </Field>
      <Field name="consentNote" label="A note on it" optional>
        <Input autoComplete="off" maxLength={300} />
      </Field>
      <ConsentTextBox text={texts.release} title="The owner’s consent" />
      <Field name="signedName" label="Signing as" hint={vet.practice} required>
        <Input defaultValue={readerName} autoComplete="name" maxLength={120} />
      </Field>
      <div>
        <SubmitButton pendingLabel="Signing…">Sign the statement</SubmitButton>
      </div>
    </ActionForm>
  )
}

function End({ view: { caseId, hospital } }: { view: ConsentView }) {
  return (
    <ActionForm action={endOwnerConsent} className="grid max-w-text gap-3" label="End the owner’s consent">
      <CaseFields caseId={caseId} />
      <Notice tone="warn" title="What this does">
        {hospital.name} can no longer open any record of this case, from this moment on, and cannot accept it or sign an
        answer without consent. A signed answer keeps the names of the records it relied on.
      </Notice>
      <div>
        <SubmitButton variant="danger" pendingLabel="Ending…">
          End it now
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
