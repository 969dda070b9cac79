import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Paperclip } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { Time } from '#components/ui/time.tsx'
import type { QuestionView } from '#lib/case/triage/queries.ts'

type Props = {
  caseId: string
  hospital: string
  question: QuestionView
  endsAt: Date | null
  zone: string
  action: FormAction
}

/** The hospital's question to this reader, and the answer. */
export function AnswerForm({ caseId, hospital, question, endsAt, zone, action }: Props) {
  return (
    <Card title={`The question of ${hospital}`} id="answer">
      <blockquote className="triage-words mb-4" dir="auto">
        {question.question}
      </blockquote>
      <ActionForm action={action} label="Answer" className="grid gap-4">
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="questionId" value={question.id} />
        <Field name="answer" label="Your answer" hint="If you do not have it, say so: that is an answer too." required>
          <Textarea rows={4} maxLength={5000} />
        </Field>
        <p className="text-small">
          Files that help?{' '}
          <ButtonLink size="small" variant="quiet" href={`/cases/${caseId}/records`}>
            <Paperclip /> Add them to the records first
          </ButtonLink>
        </p>
        <p className="flex flex-wrap items-center gap-3">
          <SubmitButton pendingLabel="Sending">Send the answer</SubmitButton>
          {endsAt && (
            <span className="text-small text-muted">
              Open until <Time value={endsAt} zone={zone} relative />
            </span>
          )}
        </p>
      </ActionForm>
    </Card>
  )
}
