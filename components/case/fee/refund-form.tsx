import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

/** For a paid case that turns out to be one the hospital cannot answer. */
export function RefundForm({ caseId, action }: { caseId: string; action: FormAction }) {
  return (
    <Card>
      <details>
        <summary className="font-medium">Give this case back and refund the fee</summary>
        <p className="mt-3 text-muted">
          The whole fee goes back to the owner by itself. Owner and practice both read why, and what helps next.
        </p>
        <ActionForm action={action} className="mt-4 grid gap-4">
          <input type="hidden" name="caseId" value={caseId} />
          <Field name="explanation" label="Why you cannot answer it" required>
            <Textarea rows={4} />
          </Field>
          <Field name="suggestion" label="What may help next" optional>
            <Textarea rows={2} />
          </Field>
          <div>
            <SubmitButton variant="danger">Refund in full and decline</SubmitButton>
          </div>
        </ActionForm>
      </details>
    </Card>
  )
}
