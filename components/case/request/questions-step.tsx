import { Checkbox } from '#components/ui/checkbox.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import type { RequestView } from '#lib/case/request/queries.ts'
import { MOST_QUESTIONS } from '#lib/case/request/rules.ts'
import { suggestedQuestions } from '#lib/case/request/suggestions.ts'
import { PRIORITIES, PRIORITY_WORDS } from '#lib/case/wishes.ts'
import { QuestionFields } from './question-fields.tsx'
import { StepForm, type StepProps } from './step-form.tsx'
import { TextField } from './text-field.tsx'

/** What the owner wants to know, and what matters most to them. */
export function QuestionsStep({ request, ...form }: StepProps & { request: RequestView }) {
  const { patientName: name, questions, situation, priorities } = request
  return (
    <StepForm step="questions" {...form}>
      <QuestionFields
        // Another list, after a suggestion was added by a post: the lines are made anew.
        key={questions.join('\n')}
        questions={questions}
        most={MOST_QUESTIONS}
        situations={suggestedQuestions(name, situation)}
      />
      <Fieldset
        name="priorities[]"
        legend="What matters most to you?"
        hint="The specialist weighs the ways by it. Tick what fits; there is no wrong answer."
        optional
      >
        {PRIORITIES.map((one) => (
          <Checkbox
            key={one}
            value={one}
            label={PRIORITY_WORDS[one].label}
            hint={PRIORITY_WORDS[one].hint}
            defaultChecked={priorities.includes(one)}
          />
        ))}
      </Fieldset>
      <TextField
        name="whatMatters"
        label="In your own words"
        hint={`What should the specialist know about you and ${name}?`}
        value={request.whatMatters}
        rows={3}
        max={4_000}
      />
    </StepForm>
  )
}
