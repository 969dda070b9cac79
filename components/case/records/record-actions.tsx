import { remove, setKind } from '#app/(workspace)/cases/[caseId]/records/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Dialog, DialogCancel } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { KINDS } from '#lib/case/records/rules.ts'
import type { RecordKind } from '#lib/db/generated/enums.ts'
import { RECORD_KIND_WORDS } from '#lib/words.ts'

type Props = {
  caseId: string
  /** `day` as its field shows it; of images it is the study's, and not stated here. */
  record: { id: string; name: string; kind: RecordKind; day: string | undefined }
  mayEdit: boolean
  mayRemove: boolean
}

/** What the holder of a record may change: its kind, and whether it stays. */
export function RecordActions({ caseId, record, mayEdit, mayRemove }: Props) {
  return (
    <>
      {mayEdit && <KindDialog caseId={caseId} record={record} />}
      {mayRemove && <RemoveDialog caseId={caseId} record={record} />}
    </>
  )
}

function Ids({ caseId, recordId }: { caseId: string; recordId: string }) {
  return (
    <>
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="recordId" value={recordId} />
    </>
  )
}

function KindDialog({ caseId, record }: Pick<Props, 'caseId' | 'record'>) {
  return (
    <Dialog
      trigger="Kind, day"
      triggerLabel={`Kind, day of ${record.name}: change`}
      title="What kind of record is it?"
      variant="quiet"
      size="small"
      triggerClassName="px-2"
    >
      <ActionForm action={setKind} okMessage="toast" className="grid gap-4">
        <Ids caseId={caseId} recordId={record.id} />
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
          <Field
            name="day"
            label="The day that it is of"
            hint="Of the results or the visit, not of the upload."
            optional
          >
            <Input type="date" defaultValue={record.day} min="1900-01-01" />
          </Field>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <DialogCancel />
          <SubmitButton>Save</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  )
}

function RemoveDialog({ caseId, record }: Pick<Props, 'caseId' | 'record'>) {
  return (
    <Dialog
      trigger="Remove"
      triggerLabel={`Remove ${record.name}`}
      title="Remove this record?"
      variant="quiet-danger"
      size="small"
      triggerClassName="px-2"
    >
      <ActionForm action={remove} okMessage="toast" className="grid gap-4">
        <Ids caseId={caseId} recordId={record.id} />
        <p className="break-words">
          <bdi className="font-medium">{record.name}</bdi> will be gone for everyone on this case. That it was here, and
          who has seen it, stays in the history.
        </p>
        <div className="flex flex-wrap justify-end gap-2">
          <DialogCancel>Keep it</DialogCancel>
          <SubmitButton variant="danger">Remove the record</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  )
}
