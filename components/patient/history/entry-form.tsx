import {
  addLine,
  changeLine,
  removeLine,
  restoreLine,
} from '#app/(workspace)/cases/[caseId]/records/history/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { RotateCcw } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { HistoryKind } from '#lib/db/generated/enums.ts'
import { entryWords, formValuesOf, KIND_WORDS } from '#lib/patient/history/rules.ts'
import type { HistoryEntry } from '#lib/patient/history/view.ts'
import { KeptInput, SeenVersion } from '#components/patient/kept-inputs.tsx'
import { EntryFields } from './entry-fields.tsx'
import type { HistoryContext } from './history-sections.tsx'

const pageOf = (caseId: string, kind: HistoryKind): string => `/cases/${caseId}/records/history#${kind.toLowerCase()}`

type AddProps = { kind: HistoryKind; newId: string; today: string; context: HistoryContext; first: boolean }

/** A new line; after it is saved, the form is there for the next one. */
export function AddForm({ kind, newId, today, context, first }: AddProps) {
  const { one } = KIND_WORDS[kind]
  return (
    <div className="border-t border-line bg-sunken p-4">
      <ActionForm action={addLine} className="grid gap-4" label={`Add: ${one}`}>
        <input type="hidden" name="caseId" value={context.caseId} />
        <KeptInput name="entryId" value={newId} />
        <input type="hidden" name="kind" value={kind} />
        <EntryFields kind={kind} values={kind === 'WEIGHT' ? { since: today } : {}} />
        <div className="flex flex-wrap gap-2">
          <SubmitButton>Save, and add another</SubmitButton>
          <ButtonLink href={pageOf(context.caseId, kind)} variant="quiet">
            {first ? 'Not now' : 'That is all'}
          </ButtonLink>
        </div>
      </ActionForm>
    </div>
  )
}

/** A line that is there: changed, or taken away. */
export function EditForm({ entry, context }: { entry: HistoryEntry; context: HistoryContext }) {
  return (
    <div className="grid gap-3 p-4">
      <ActionForm action={changeLine} className="grid gap-4" label={`Edit ${entryWords(entry)}`}>
        <input type="hidden" name="caseId" value={context.caseId} />
        <input type="hidden" name="entryId" value={entry.id} />
        <SeenVersion version={entry.version} />
        <input type="hidden" name="kind" value={entry.kind} />
        <EntryFields kind={entry.kind} values={formValuesOf(entry)} />
        <div className="flex flex-wrap gap-2">
          <SubmitButton>Save</SubmitButton>
          <ButtonLink href={pageOf(context.caseId, entry.kind)} variant="quiet">
            Leave it as it was
          </ButtonLink>
        </div>
      </ActionForm>
      <ActionForm action={removeLine} label={`Remove ${entryWords(entry)}`}>
        <input type="hidden" name="caseId" value={context.caseId} />
        <input type="hidden" name="entryId" value={entry.id} />
        <SubmitButton variant="quiet-danger" size="small">
          Remove this line
        </SubmitButton>
      </ActionForm>
    </div>
  )
}

/** What was just removed, with the way back. */
export function UndoForm({ removed, context }: { removed: HistoryEntry; context: HistoryContext }) {
  return (
    <ActionForm
      action={restoreLine}
      label="Undo the removal"
      className="flex flex-wrap items-center gap-3 border-b border-line bg-sunken px-4 py-2"
    >
      <input type="hidden" name="caseId" value={context.caseId} />
      <input type="hidden" name="entryId" value={removed.id} />
      <p role="status" className="min-w-0 grow break-words">
        Removed: <bdi>{entryWords(removed)}</bdi>
      </p>
      <SubmitButton variant="secondary" size="small">
        <RotateCcw /> Undo
      </SubmitButton>
    </ActionForm>
  )
}
