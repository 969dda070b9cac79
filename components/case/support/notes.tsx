import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Autosave } from '#components/ui/autosave.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { NoteView } from '#lib/case/support/queries.ts'

type Props = { caseId: string; reader: string; owner: string; note: NoteView; save: FormAction; keep: FormAction }

/** A support person's own notes, kept as they type. */
export function Notes({ caseId, reader, owner, note, save, keep }: Props) {
  return (
    <div className="grid gap-4">
      <h2 className="text-title">Your notes</h2>
      <Notice>Only you read them: not {owner}, not the vets, not the hospital.</Notice>
      <ActionForm action={save} label="Your notes" className="grid gap-4">
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="version" value={note.version} />
        <Field name="body" label="What you want to remember, or ask" optional>
          <Textarea rows={12} maxLength={20_000} defaultValue={note.body} />
        </Field>
        <Autosave save={keep} safetyKey={`${reader}:${caseId}:notes`} />
        <div>
          <SubmitButton pendingLabel="Saving">Save the notes</SubmitButton>
        </div>
      </ActionForm>
    </div>
  )
}
