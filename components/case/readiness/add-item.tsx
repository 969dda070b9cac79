import { ButtonLink } from '#components/ui/button.tsx'
import { Upload } from '#components/ui/icons.tsx'
import type { ReadinessLine } from '#lib/case/records/readiness/queries.ts'

/** The way to where a file for this item is added; its kind is then set. */
export function AddItem({ caseId, line }: { caseId: string; line: ReadinessLine }) {
  if (!line.kind) return null
  return (
    <p className="mt-1">
      <ButtonLink
        size="small"
        href={`/cases/${caseId}/records?for=${encodeURIComponent(line.id)}#uploader-title`}
        aria-label={`Add ${line.wanted}`}
      >
        <Upload /> Add
      </ButtonLink>
    </p>
  )
}
