import type { ReactNode } from 'react'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Autosave } from '#components/ui/autosave.tsx'
import { Card } from '#components/ui/card.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { ChoiceCard } from '#components/ui/choice-card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { ArrowRight, Info } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { DraftView } from '#lib/case/recommendation/queries.ts'
import {
  AGREEMENT_WORDS,
  AGREEMENTS,
  answerField,
  type Content,
  MEDICATION_NOTE,
  missing,
  type TextField,
  URGENCIES,
  URGENCY_MEANS,
} from '#lib/case/recommendation/rules.ts'
import { MissingList } from './missing-list.tsx'
import { SaveOver, Theirs } from './theirs.tsx'

/** The form's id: fields are `recommendation-<name>`, and the button above the page sends it. */
export const FORM_ID = 'recommendation'

type Props = {
  caseId: string
  /** The writer, so that two people at one computer do not meet each other's unsaved text. */
  reader: string
  patient: string
  draft: DraftView
  actions: { save: FormAction; autosave: FormAction }
}

/** The specialist's page: saved while they type, and by both buttons, with or without JavaScript. */
export function WriteForm({ caseId, reader, patient, draft, actions }: Props) {
  const { content, number } = draft
  const questions = content.answers.map(({ question }) => question)
  return (
    <ActionForm
      id={FORM_ID}
      key={number}
      action={actions.save}
      label={number > 1 ? 'Addendum' : 'Recommendation'}
      className="grid gap-4"
    >
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="version" value={draft.version} />
      {number > 1 && (
        <Card title="Why an addendum">
          <Text name="addendumReason" label="What changed and why" content={content} rows={3} required max={4_000} />
        </Card>
      )}
      <ClinicalPart content={content} />
      <Answers content={content} />
      <Card title="For the owner, in plain words">
        <Text
          name="plainLanguage"
          label={`What it means for ${patient} and what to do next`}
          hint="As you would tell it to a bright twelve-year-old: short sentences, no abbreviations."
          content={content}
          rows={7}
          required
        />
      </Card>
      <MissingList formId={FORM_ID} number={number} questions={questions} first={missing(content, number)} />
      <Autosave save={actions.autosave} safetyKey={`${reader}:${caseId}:recommendation:${number}`} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton name="go" value="review" size="large" className="max-sm:grow">
          Save and review <ArrowRight />
        </SubmitButton>
        <SubmitButton name="go" value="save" size="large" variant="quiet">
          Save now
        </SubmitButton>
        <SaveOver />
      </div>
    </ActionForm>
  )
}

function ClinicalPart({ content }: { content: Content }) {
  return (
    <Card title="For the attending vet">
      <div className="grid gap-5">
        <p className="flex gap-2 text-small text-muted">
          <Info className="mt-0.5" /> {MEDICATION_NOTE}
        </p>
        <Text name="assessment" label="Assessment" content={content} rows={7} required />
        <Fieldset name="agreement" legend="The first diagnosis" required>
          <div className="grid gap-2 sm:grid-cols-2">
            {AGREEMENTS.map((value) => (
              <ChoiceCard
                key={value}
                value={value}
                title={AGREEMENT_WORDS[value]}
                defaultChecked={content.agreement === value}
              />
            ))}
          </div>
        </Fieldset>
        <Text name="agreementNote" label="Note on the first diagnosis" content={content} rows={2} max={8_000} />
        <Text name="differentials" label="Differentials" content={content} />
        <Text name="tests" label="Tests to consider" content={content} />
        <Text
          name="treatment"
          label="Treatment options"
          hint="Options, not a prescription: no doses."
          content={content}
        />
        <Text name="prognosis" label="Prognosis" content={content} rows={2} max={8_000} />
        <Fieldset name="urgency" legend="How urgent is it?" required>
          {URGENCIES.map((value) => (
            <Checkbox
              key={value}
              type="radio"
              value={value}
              label={URGENCY_MEANS[value]}
              defaultChecked={content.urgency === value}
            />
          ))}
        </Fieldset>
        <Text
          name="examinationNeeded"
          label="What a physical examination is needed for"
          hint="The limits of an opinion from records."
          content={content}
          rows={2}
          max={8_000}
        />
      </div>
    </Card>
  )
}

function Answers({ content }: { content: Content }) {
  if (content.answers.length === 0) return null
  return (
    <Card title="Answers to the owner’s questions">
      <div className="grid gap-5">
        {content.answers.map(({ question, answer }, place) => (
          <LongField
            key={answerField(place)}
            name={answerField(place)}
            label={`${place + 1}. ${question}`}
            value={answer}
            required
            max={8_000}
          />
        ))}
      </div>
    </Card>
  )
}

type TextProps = { label: string; hint?: ReactNode; rows?: number; required?: boolean; max?: number }

const Text = ({ name, content, ...rest }: TextProps & { name: TextField; content: Content }) => (
  <LongField name={name} value={content[name]} {...rest} />
)

function LongField({
  name,
  label,
  hint,
  value,
  rows = 3,
  required,
  max = 20_000,
}: TextProps & { name: string; value: string }) {
  return (
    <div>
      <Field name={name} label={label} hint={hint} required={required} optional={!required}>
        <Textarea rows={rows} defaultValue={value} maxLength={max} />
      </Field>
      <Theirs name={name} />
    </div>
  )
}
