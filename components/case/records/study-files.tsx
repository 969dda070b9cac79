import { ButtonLink } from '#components/ui/button.tsx'
import { ArrowLeft } from '#components/ui/icons.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import type { StudyView } from '#lib/case/records/imaging/view.ts'
import type { RecordsView } from '#lib/case/records/queries.ts'
import { type ListContext, RecordGroups } from './record-list.tsx'
import { studyTitle } from './studies.tsx'

type Props = { view: Pick<RecordsView, 'groups' | 'first' | 'next'>; study: StudyView; context: ListContext }

/** The single files of a study, to download one or to remove it. */
export function StudyFiles({ view, study, context }: Props) {
  const path = `/cases/${context.caseId}/records`
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="mr-auto min-w-0 break-words">Files of {studyTitle(study)}</h2>
        <ButtonLink href={path} size="small" variant="quiet">
          <ArrowLeft /> All records
        </ButtonLink>
      </div>
      <RecordGroups groups={view.groups} context={context} />
      <Pagination
        previous={view.first ? null : `${path}?study=${study.id}`}
        next={view.next && `${path}?study=${study.id}&after=${view.next}`}
        label="Pages of files"
      />
    </>
  )
}
