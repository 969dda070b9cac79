import type { RequestView } from '#lib/case/request/queries.ts'
import { MOST_QUESTIONS } from '#lib/case/request/rules.ts'
import { suggestedQuestions } from '#lib/case/request/suggestions.ts'
import { QuestionFields } from './question-fields.tsx'
import { StepForm, type StepProps } from './step-form.tsx'
import { TextField } from './text-field.tsx'

/** What the owner wants to know, and what matters most to them. */
export function QuestionsStep({ request, ...form }: StepProps & { request: RequestView }) {
  const name = request.patientName
  return (
    <StepForm step="questions" {...form}>
      <QuestionFields questions={request.questions} most={MOST_QUESTIONS} situations={suggestedQuestions(name)} />
      <TextField
        name="whatMatters"
        label="What matters most to you?"
        hint={`For example: that ${name} has no pain, more time together, no operation at this age, what it costs. The specialist weighs the options by it.`}
        value={request.whatMatters}
        rows={3}
        max={4_000}
      />
    </StepForm>
  )
}
