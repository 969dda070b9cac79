import {
  addValues,
  mendValues,
  removeValues,
  restoreValues,
} from '#app/(workspace)/cases/[caseId]/records/lab/actions.ts'
import type { HistoryContext } from '#components/patient/history/history-sections.tsx'
import { KeptInput, SeenVersion } from '#components/patient/kept-inputs.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { RotateCcw } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { dayWords } from '#lib/patient/days.ts'
import type { SheetText } from '#lib/patient/laboratory/queries.ts'
import { LinesShownBack } from './lines-shown-back.tsx'

const EXAMPLE = 'Creatinine 212 µmol/L 44 - 159 H\nALT 48 U/L 10 - 100'

/** Values typed or pasted, of one day or with their days. */
export function AddValuesForm({ newId, context, first }: { newId: string; context: HistoryContext; first: boolean }) {
  return (
    <Card title="Add laboratory values" id="add">
      <ActionForm action={addValues} className="grid gap-4" label="Add laboratory values">
        <input type="hidden" name="caseId" value={context.caseId} />
        <KeptInput name="entryId" value={newId} />
        <SheetFields />
        <div className="flex flex-wrap gap-2">
          <SubmitButton>Save the values</SubmitButton>
          {!first && (
            <ButtonLink href={`/cases/${context.caseId}/records/lab`} variant="quiet">
              Not now
            </ButtonLink>
          )}
        </div>
      </ActionForm>
    </Card>
  )
}

/** A sheet that is there, as a table to mend; or it is taken away. */
export function MendForm({ sheet, context }: { sheet: SheetText; context: HistoryContext }) {
  return (
    <Card title={`The values of ${dayWords(sheet.day)}`}>
      <div className="grid gap-3">
        <ActionForm action={mendValues} className="grid gap-4" label="Edit these values">
          <input type="hidden" name="caseId" value={context.caseId} />
          <input type="hidden" name="sheetId" value={sheet.id} />
          <SeenVersion version={sheet.version} />
          <SheetFields sheet={sheet} />
          <div className="flex flex-wrap gap-2">
            <SubmitButton>Save</SubmitButton>
            <ButtonLink href={`/cases/${context.caseId}/records/lab`} variant="quiet">
              Leave them as they were
            </ButtonLink>
          </div>
        </ActionForm>
        <ActionForm action={removeValues} label="Remove these values">
          <input type="hidden" name="caseId" value={context.caseId} />
          <input type="hidden" name="sheetId" value={sheet.id} />
          <SubmitButton variant="quiet-danger" size="small">
            Remove these values
          </SubmitButton>
        </ActionForm>
      </div>
    </Card>
  )
}

function SheetFields({ sheet }: { sheet?: SheetText }) {
  return (
    <>
      <Field
        name="table"
        label="Values"
        hint="Paste the table from a spreadsheet, a CSV file or a letter, or type one test a line: name, result, unit, interval. Nothing is guessed: what is not clear is shown to you."
        required
      >
        <Textarea rows={sheet ? 10 : 5} defaultValue={sheet?.table} placeholder={EXAMPLE} className="font-mono" />
      </Field>
      <LinesShownBack name="table" />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="day" label="Day of the sample" hint="Like 2026-11-12. Not needed when the table has its days.">
          <Input defaultValue={sheet?.day} autoComplete="off" />
        </Field>
        <Field name="laboratory" label="Laboratory" optional hint="As it stands on the sheet.">
          <Input defaultValue={sheet?.laboratory} autoComplete="off" />
        </Field>
      </div>
      <Checkbox name="leaveOut" label="Leave out the lines that cannot be read" />
    </>
  )
}

/** What was just removed, with the way back. */
export function UndoSheetForm({ sheet, context }: { sheet: SheetText; context: HistoryContext }) {
  return (
    <ActionForm
      action={restoreValues}
      label="Undo the removal"
      className="flex flex-wrap items-center gap-3 rounded-m border border-line bg-sunken px-4 py-2"
    >
      <input type="hidden" name="caseId" value={context.caseId} />
      <input type="hidden" name="sheetId" value={sheet.id} />
      <p role="status" className="min-w-0 grow">
        Removed: the values of {dayWords(sheet.day)}
      </p>
      <SubmitButton variant="secondary" size="small">
        <RotateCcw /> Undo
      </SubmitButton>
    </ActionForm>
  )
}
