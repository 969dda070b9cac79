import { clsx } from 'clsx'
import { Live } from '#components/case/live.tsx'
import { Thread } from '#components/case/thread/thread.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ArrowLeft, Image as Picture, MessageSquare } from '#components/ui/icons.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { ViewerHost } from '#components/viewer/host.tsx'
import { SeriesWithoutScript } from '#components/viewer/without-script.tsx'
import type { CaseFrame } from '#lib/case/frame.ts'
import { listWithSeries } from '#lib/case/records/imaging/queries.ts'
import type { ImagingView } from '#lib/case/records/imaging/view.ts'
import { loadThread, type ThreadView } from '#lib/case/thread/queries.ts'
import { casePage, type Search } from '#lib/web/page.ts'
import type { Shell } from '#lib/web/shell.ts'

/** So many of the latest messages and events stand beside the images. */
const LATEST = 8

const page = casePage('records.read', {
  load: async ({ db, actor, access }, _params, search) => ({
    imaging: await listWithSeries(db, access, search.after, search.series),
    thread: access.can('thread.read') ? await loadThread(db, actor, access, {}) : null,
    title: access.row.title,
  }),
  title: ({ title }) => `Images · ${title || 'New request'}`,
  path: ({ caseId }, search) => `/cases/${caseId}/records/imaging${queryOf(search)}`,
  render: ({ view, shell, frame, search }) => (
    <Workspace shell={shell}>
      <Head frame={frame} />
      <div className={clsx('imaging-cols', view.thread && 'imaging-cols-with-thread')}>
        <Images imaging={view.imaging} shell={shell} frame={frame} search={search} />
        {view.thread && <Latest thread={view.thread} caseId={frame.caseId} zone={shell.timeZone} />}
      </div>
      {frame.row.status !== 'DRAFT' && <Live caseId={frame.caseId} since={frame.heard} />}
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page

/** The series that is asked for, to come back to it after signing in. */
function queryOf({ series, after }: Search): string {
  const kept = Object.entries({ series, after }).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return kept.length > 0 ? `?${new URLSearchParams(kept)}` : ''
}

function Head({ frame }: { frame: CaseFrame }) {
  return (
    <header className="imaging-head">
      <ButtonLink href={`/cases/${frame.caseId}/records`} size="small" variant="quiet">
        <ArrowLeft /> Records
      </ButtonLink>
      <h1>{frame.patient ? `Images of ${frame.patient.name}` : 'Images'}</h1>
    </header>
  )
}

type ImagesProps = { imaging: ImagingView; shell: Shell; frame: CaseFrame; search: Search }

function Images({ imaging, shell, frame, search }: ImagesProps) {
  const path = `/cases/${frame.caseId}/records`
  if (imaging.studies.length === 0)
    return (
      <EmptyState
        title={frame.side === 'HOSPITAL' ? 'No images are shared with you' : 'No images yet'}
        icon={Picture}
        action={<ButtonLink href={path}>Go to the records</ButtonLink>}
      >
        <p>X-rays, scans and ultrasound that come as DICOM files open here, in a viewer.</p>
      </EmptyState>
    )
  const series = imaging.studies.flatMap((study) => study.series).filter(({ shows }) => shows === 'IMAGES')
  const wanted = search.series === undefined ? series[0] : series.find(({ id }) => id === search.series)
  return (
    <div className="min-w-0">
      <noscript>
        <SeriesWithoutScript imaging={imaging} recordsHref={path} />
      </noscript>
      <ViewerHost
        caseId={frame.caseId}
        reader={shell.person?.id ?? 'link'}
        patient={frame.patient?.name ?? ''}
        imaging={imaging}
        wanted={wanted?.id ?? null}
        mayAttach={frame.can('records.add') && frame.can('thread.post')}
        mayRecommend={frame.can('recommendation.write')}
      />
      <Pagination
        previous={search.after ? `${path}/imaging` : null}
        next={imaging.next && `${path}/imaging?after=${imaging.next}`}
        label="Pages of studies"
      />
    </div>
  )
}

function Latest({ thread, caseId, zone }: { thread: ThreadView; caseId: string; zone: string }) {
  return (
    <aside className="imaging-thread" aria-label="Latest in the thread">
      <div className="flex items-center justify-between gap-2 px-4 py-2">
        <h2>Thread</h2>
        <ButtonLink href={`/cases/${caseId}/thread`} size="small" variant="quiet">
          <MessageSquare /> Open
        </ButtonLink>
      </div>
      {thread.items.length === 0 ? (
        <p className="px-4 pb-4 text-small text-muted">Nothing written yet.</p>
      ) : (
        <Thread view={{ ...thread, items: thread.items.slice(-LATEST) }} caseId={caseId} zone={zone} />
      )}
    </aside>
  )
}
