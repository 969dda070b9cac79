import { remove, setKind } from '#app/(workspace)/cases/[caseId]/records/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { DialogCancel } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { KINDS } from '#lib/case/records/rules.ts'
import { RECORD_KIND_WORDS } from '#lib/words.ts'
import type { Change, ChangedRecord } from './record-change.ts'

type Props = {
  caseId: string
  record: ChangedRecord
  /** On the record's own page, which is no more once it is removed. */
  leave?: boolean
}

/** What a holder asks of one of their records, inside a dialog. */
export function RecordForm({ change, ...props }: Props & { change: Change }) {
  return change === 'kind' ? <KindForm {...props} /> : <RemoveForm {...props} />
}

function Ids({ caseId, record }: Props) {
  return (
    <>
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="recordId" value={record.id} />
    </>
  )
}

function KindForm({ caseId, record }: Props) {
  return (
    <ActionForm action={setKind} okMessage="toast" className="grid gap-4">
      <Ids caseId={caseId} record={record} />
      <p className="break-words text-muted">
        <bdi>{record.name}</bdi>
      </p>
      <Field name="kind" label="Kind" hint="What is shared is agreed by kind and day, so right ones matter.">
        <Select defaultValue={record.kind}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {RECORD_KIND_WORDS[kind]}
            </option>
          ))}
        </Select>
      </Field>
      {record.day !== undefined && (
        <Field name="day" label="The day that it is of" hint="Of the results or the visit, not of the upload." optional>
          <Input type="date" defaultValue={record.day} min="1900-01-01" />
        </Field>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <DialogCancel />
        <SubmitButton>Save</SubmitButton>
      </div>
    </ActionForm>
  )
}

function RemoveForm({ caseId, record, leave }: Props) {
  return (
    <ActionForm action={remove} okMessage="toast" className="grid gap-4">
      <Ids caseId={caseId} record={record} />
      {leave && <input type="hidden" name="leave" value="yes" />}
      <p className="break-words">
        <bdi className="font-medium">{record.name}</bdi> will be gone for everyone on this case. That it was here, and
        who has seen it, stays in the history.
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <DialogCancel>Keep it</DialogCancel>
        <SubmitButton variant="danger">Remove the record</SubmitButton>
      </div>
    </ActionForm>
  )
}
