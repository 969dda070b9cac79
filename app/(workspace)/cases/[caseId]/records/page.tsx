import type { ComponentProps } from 'react'
import { Readiness } from '#components/case/readiness/readiness.tsx'
import { MailAddress } from '#components/case/records/mail-address.tsx'
import { NoRecords } from '#components/case/records/no-records.tsx'
import { RecordsTabs } from '#components/case/records/records-tabs.tsx'
import { PendingList } from '#components/case/records/pending-list.tsx'
import { RecordGroups } from '#components/case/records/record-list.tsx'
import { sideNames } from '#components/case/records/names.ts'
import { Studies } from '#components/case/records/studies.tsx'
import { StudyFiles } from '#components/case/records/study-files.tsx'
import { Uploader } from '#components/case/records/uploader.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Download, Eye } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import type { CaseFrame } from '#lib/case/frame.ts'
import { type AddressView, ownAddress } from '#lib/case/records/by-mail/address.ts'
import { listOverview, type RecordsOverview } from '#lib/case/records/overview.ts'
import { readReadiness, type ReadinessView } from '#lib/case/records/readiness/queries.ts'
import { smallTrouble } from '#lib/case/records/small-rules.ts'
import { casePage, type Search } from '#lib/web/page.ts'
import type { Shell } from '#lib/web/shell.ts'

const page = casePage('records.read', {
  load: async ({ db, access }, _params, search) => ({
    ...(await listOverview(db, access, search)),
    readiness: await readReadiness(db, access),
    mail: await ownAddress(db, access),
  }),
  title: (view) => `Records · ${view.title || 'New request'}`,
  path: (params) => `/cases/${params.caseId}/records`,
  render: (props) => <RecordsPage {...props} />,
})

export const generateMetadata = page.metadata
export default page.Page

type View = RecordsOverview & { readiness: ReadinessView | null; mail: AddressView | null }
type Props = { view: View; shell: Shell; frame: CaseFrame; search: Search }

function RecordsPage({ view, shell, frame, search }: Props) {
  // A hospital comes to read; owner and practice come to add.
  const reads = frame.side === 'HOSPITAL'
  const trouble = smallTrouble(search.trouble)
  return (
    <CaseWorkspace shell={shell} frame={frame} stage="records">
      <RecordsTabs caseId={frame.caseId} current="files" />
      {trouble && (
        <Notice tone="warn" role="alert">
          {trouble}
        </Notice>
      )}
      {frame.can('records.add') && !reads && (
        <Uploader caseId={frame.caseId} room={view.room} wanted={wantedOf(view, search.for)} />
      )}
      {view.mail && <MailAddress caseId={frame.caseId} view={view.mail} />}
      {view.readiness && <Readiness view={view.readiness} frame={frame} zone={shell.timeZone} />}
      <PendingList
        caseId={frame.caseId}
        pending={view.pending}
        checking={view.checking}
        waiting={view.waiting}
        reading={view.reading}
        mayEdit={frame.can('records.add')}
      />
      <Records view={view} shell={shell} frame={frame} />
      {frame.can('records.add') && reads && <Uploader caseId={frame.caseId} room={view.room} aside />}
    </CaseWorkspace>
  )
}

/** One thing of the list, for whoever came to add it. */
function wantedOf({ readiness }: View, id: unknown): ComponentProps<typeof Uploader>['wanted'] {
  const line = readiness?.lines.find((one) => one.id === id)
  return line?.kind ? { name: line.wanted, how: line.how, kind: line.kind } : null
}

function Records({ view, shell, frame }: Omit<Props, 'search'>) {
  const path = `/cases/${frame.caseId}/records`
  const context = {
    caseId: frame.caseId,
    names: sideNames(frame),
    zone: shell.timeZone,
    mayEdit: frame.can('records.add'),
    mayRemove: frame.can('records.remove'),
    mayConfirm: frame.can('imaging.confirm'),
  }
  if (view.study) return <StudyFiles view={view} study={view.study} context={context} />
  if (view.groups.length === 0 && view.imaging.studies.length === 0 && view.first)
    return view.checking > 0 ? null : (
      <NoRecords side={frame.side} closed={view.closed} mayAdd={frame.can('records.add')} />
    )
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="mr-auto">{view.total === 1 ? '1 record' : `${view.total}${view.more ? '+' : ''} records`}</h2>
        {frame.can('case.export') && (
          <ButtonLink
            href={`/api/cases/${frame.caseId}/export`}
            size="small"
            variant="quiet"
            title="Records, messages and papers of this case in one zip"
          >
            <Download /> Download everything
          </ButtonLink>
        )}
        <ButtonLink href={`${path}/seen`} size="small" variant="quiet">
          <Eye /> Who has seen this
        </ButtonLink>
      </div>
      {view.closed && (
        <Notice tone="info">
          Consent is not complete: you see what is shared with you so far. The rest opens when the owner and the
          attending vet have both agreed.
        </Notice>
      )}
      {view.imaging.studies.length > 0 && <Studies imaging={view.imaging} context={context} />}
      {view.groups.length > 0 && <RecordGroups groups={view.groups} context={context} />}
      <Pagination
        previous={view.first ? null : path}
        next={view.next && `${path}?after=${view.next}`}
        label="Pages of records"
      />
    </>
  )
}
