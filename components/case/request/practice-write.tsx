import { ChoiceCard } from '#components/ui/choice-card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Select } from '#components/ui/select.tsx'
import { CONSENT_WAY_WORDS, CONSENT_WAYS } from '#lib/case/consent/rules.ts'
import type { PracticeDraft } from '#lib/case/request/practice-draft.ts'
import type { BegunKind } from '#lib/case/request/practice-rules.ts'
import { MOST_QUESTIONS } from '#lib/case/request/rules.ts'
import { isoDay, SPECIES } from '#lib/patient/rules.ts'
import { SPECIES_WORDS } from '#lib/words.ts'
import { TextField } from './text-field.tsx'

type Props = { kind: BegunKind; draft: PracticeDraft }

/** Patient, owner, problem and questions on one page; what a paste held is in the fields, as it was read. */
export function PracticeWrite({ kind, draft }: Props) {
  const { request } = draft
  return (
    <>
      <Unread text={draft.unread} />
      <Animal draft={draft} />
      <Owner kind={kind} draft={draft} />
      <section className="grid gap-4" aria-labelledby="problem">
        <h3 id="problem" className="text-lead font-bold">
          Problem and question
        </h3>
        <TextField
          name="presentingComplaint"
          label="Presenting complaint"
          hint="The first line becomes the title of the case."
          value={request.presentingComplaint}
          required
          rows={3}
          max={4_000}
        />
        <TextField name="history" label="History" value={request.history} required rows={8} max={20_000} />
        <TextField
          name="workingDiagnosis"
          label="Working diagnosis"
          value={request.workingDiagnosis}
          rows={3}
          max={4_000}
        />
        <TextField name="proposedPlan" label="Plan so far" value={request.proposedPlan} rows={3} max={8_000} />
        <TextField
          name="medications"
          label="Medications, with doses"
          value={request.medications}
          rows={3}
          max={8_000}
        />
        <Questions questions={request.questions} />
      </section>
    </>
  )
}

function Unread({ text }: { text: string }) {
  if (text === '') return null
  return (
    <Notice title="From your paste or file, not read into the form">
      <p>Nothing is guessed: put what matters where it belongs. Only your practice sees this.</p>
      <textarea
        className="control mt-2 text-small"
        aria-label="From your paste or file, not read into the form"
        rows={Math.min(8, text.split('\n').length + 1)}
        defaultValue={text}
        readOnly
      />
    </Notice>
  )
}

function Animal({ draft: { animal, animalProblems } }: { draft: PracticeDraft }) {
  const said = Object.keys(animal).length > 0
  // What is merely missing is asked for at the end; what is there and cannot be right is said beside it.
  const wrong = (name: keyof typeof animal) => {
    const problem = said && animal[name] ? animalProblems[name] : undefined
    return problem ? { error: problem } : {}
  }
  return (
    <section className="grid gap-4" aria-labelledby="patient">
      <h3 id="patient" className="text-lead font-bold">
        Patient
      </h3>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="name" label="Name" required>
          <Input defaultValue={animal.name} autoComplete="off" maxLength={80} />
        </Field>
        <Field name="species" label="Species" required {...wrong('species')}>
          <Select defaultValue={animal.species ?? ''}>
            <option value="">Choose…</option>
            {SPECIES.map((species) => (
              <option key={species} value={species}>
                {SPECIES_WORDS[species].label}
              </option>
            ))}
          </Select>
        </Field>
        <Field name="breed" label="Breed" optional>
          <Input defaultValue={animal.breed} autoComplete="off" maxLength={120} />
        </Field>
        <Field name="weightKg" label="Weight in kg" optional {...wrong('weightKg')}>
          <Input defaultValue={animal.weightKg} inputMode="decimal" maxLength={20} />
        </Field>
        <Field name="sex" label="Sex">
          <Select defaultValue={animal.sex ?? 'UNKNOWN'}>
            <option value="FEMALE">Female</option>
            <option value="MALE">Male</option>
            <option value="UNKNOWN">Not known</option>
          </Select>
        </Field>
        <Field name="neuter" label="Spayed or neutered">
          <Select defaultValue={animal.neuter ?? 'UNKNOWN'}>
            <option value="NEUTERED">Yes</option>
            <option value="INTACT">No</option>
            <option value="UNKNOWN">Not known</option>
          </Select>
        </Field>
        <Field name="bornOn" label="Born on" optional {...wrong('bornOn')}>
          <Input type="date" defaultValue={animal.bornOn} />
        </Field>
      </div>
    </section>
  )
}

function Owner({ kind, draft }: Props) {
  const referral = kind === 'REFERRAL'
  return (
    <section className="grid gap-4" aria-labelledby="owner">
      <h3 id="owner" className="text-lead font-bold">
        Owner
      </h3>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="ownerName" label="Owner’s name" required>
          <Input defaultValue={draft.ownerName} autoComplete="off" maxLength={120} />
        </Field>
        <Field
          name="ownerEmail"
          label="Owner’s e-mail address"
          required={referral}
          hint={
            referral
              ? 'They get a mail, read this, and decide. Nothing goes to the hospital before.'
              : 'Needed if the owner pays, or if you share the answer here later.'
          }
        >
          <Input type="email" defaultValue={draft.ownerEmail} autoComplete="off" inputMode="email" maxLength={254} />
        </Field>
      </div>
      {!referral && <Consented draft={draft} />}
    </section>
  )
}

/** In a consultation: how the owner consented, and who pays. */
function Consented({ draft }: { draft: PracticeDraft }) {
  return (
    <>
      <Fieldset
        name="consentHow"
        legend="How did the owner consent that a specialist reads the records?"
        hint="It is recorded with the case. You state it, and sign for it on the last page."
        required
      >
        <div className="grid gap-2 sm:grid-cols-2">
          {CONSENT_WAYS.map((way) => (
            <ChoiceCard
              key={way}
              value={way}
              title={CONSENT_WAY_WORDS[way]}
              defaultChecked={draft.consentHow === way}
            />
          ))}
        </div>
      </Fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="consentOn" label="On which day?" required>
          <Input type="date" defaultValue={draft.consentOn ? isoDay(draft.consentOn) : ''} />
        </Field>
        <Field name="consentNote" label="A note on it" optional hint="For example where the form is kept.">
          <Input defaultValue={draft.consentNote} autoComplete="off" maxLength={300} />
        </Field>
      </div>
      <Fieldset name="payer" legend="Who pays the hospital’s fee?">
        <div className="grid gap-2 sm:grid-cols-2">
          <ChoiceCard
            value="PRACTICE"
            title="Our practice"
            hint="You get the estimate and the receipt."
            defaultChecked={draft.payer === 'PRACTICE'}
          />
          <ChoiceCard
            value="OWNER"
            title="The owner"
            hint="They are invited by mail to pay; the answer still comes to you."
            defaultChecked={draft.payer === 'OWNER'}
          />
        </div>
      </Fieldset>
    </>
  )
}

function Questions({ questions }: { questions: readonly string[] }) {
  return (
    <Fieldset
      name="questions[]"
      legend="Your questions"
      hint="One to five, the most important first. The specialist answers each of them."
      required
    >
      <ol className="grid gap-2.5">
        {Array.from({ length: MOST_QUESTIONS }, (_, at) => (
          <li key={at} className="flex items-center gap-2.5">
            <span className="num w-4 text-muted" aria-hidden>
              {at + 1}
            </span>
            <input
              className="control"
              name="questions[]"
              defaultValue={questions[at] ?? ''}
              maxLength={500}
              aria-label={`Question ${at + 1}`}
              autoComplete="off"
            />
          </li>
        ))}
      </ol>
    </Fieldset>
  )
}
