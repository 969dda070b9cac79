import { readValues } from '#app/(workspace)/cases/[caseId]/records/lab/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { FileText } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { LabFile } from '#lib/patient/laboratory/files.ts'
import { LinesShownBack } from './lines-shown-back.tsx'

/** Tables among one's own records, whose values can be read in with one press. */
export function FileForms({ files, caseId }: { files: readonly LabFile[]; caseId: string }) {
  if (files.length === 0) return null
  return (
    <Card title={files.length === 1 ? 'A file with values' : 'Files with values'} flush>
      <ul className="divide-y divide-line">
        {files.map(({ recordId, name }) => (
          <li key={recordId} className="px-4 py-3">
            <ActionForm action={readValues} className="grid gap-2" label={`Read values from ${name}`}>
              <input type="hidden" name="caseId" value={caseId} />
              <input type="hidden" name="recordId" value={recordId} />
              <div className="flex flex-wrap items-center gap-3">
                <FileText className="text-muted" />
                <bdi className="min-w-0 grow break-words">{name}</bdi>
                <SubmitButton variant="secondary" size="small">
                  Read its values
                </SubmitButton>
              </div>
              <LinesShownBack name="recordId" />
            </ActionForm>
          </li>
        ))}
      </ul>
    </Card>
  )
}
