import { signRelease } from '#app/(workspace)/cases/[caseId]/consent/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { ChoiceCard } from '#components/ui/choice-card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Input } from '#components/ui/input.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { formatTime } from '#components/ui/time-format.ts'
import { ConsentTextBox } from '#components/ui/consent-text.tsx'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { daysFrom, DEFAULT_DAYS, RELEASE_DAYS } from '#lib/case/consent/rules.ts'
import { SPECIALTY_WORDS } from '#lib/words.ts'
import { SigningFields } from './parts.tsx'
import { ShareChoice } from './scope-fields.tsx'

/** The owner's release: what, with whom, what for, until when, the text, the signature. */
export function ReleaseForm({ view, zone }: { view: ConsentView; zone: string }) {
  const { hospital, patient, vet, texts, caseId, seen, now } = view
  const specialty = hospital.specialty ? SPECIALTY_WORDS[hospital.specialty].toLowerCase() : null
  return (
    <ActionForm action={signRelease} className="grid gap-5" label="Release">
      <SigningFields caseId={caseId} text={texts.release} seen={seen.release} />
      <Facts
        items={[
          { label: 'With', value: <b>{hospital.name}</b> },
          {
            label: 'For',
            value: `${view.kind === 'REFERRAL' ? 'A referral of' : 'A second opinion on'} ${patient.name}${specialty ? `, ${specialty}` : ''}`,
          },
          {
            label: 'Whose',
            value:
              view.kind === 'REFERRAL'
                ? `The records of ${vet.practice}, which refers ${patient.name}, and any that you add`
                : `The records that you add, and those of ${vet.practice} once ${vet.name} agrees`,
          },
        ]}
      />
      <ShareChoice view={view} />
      <Fieldset name="days" legend="Until when">
        <div className="grid gap-2 sm:grid-cols-3">
          {RELEASE_DAYS.map((days) => (
            <ChoiceCard
              key={days}
              value={String(days)}
              title={`${days} days`}
              hint={formatTime(daysFrom(now, days), 'date', { zone, now })}
              defaultChecked={days === DEFAULT_DAYS}
            />
          ))}
        </div>
      </Fieldset>
      <ConsentTextBox title="Release" text={texts.release} />
      <Checkbox
        name="statement"
        label={`I may decide for ${patient.name}, I have read this text, and I agree to it`}
        required
      />
      <Field name="signedName" label="Your name, as your signature" required>
        <Input autoComplete="name" maxLength={120} />
      </Field>
      <div>
        <SubmitButton size="large" pendingLabel="Signing…">
          Sign the release
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
