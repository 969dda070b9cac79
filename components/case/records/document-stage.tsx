import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { File, Hourglass, Scan } from '#components/ui/icons.tsx'
import type { RecordPageView } from '#lib/case/records/preview/page.ts'
import { DocumentLazy } from './document-lazy.tsx'
import { DocumentPicture } from './document-picture.tsx'

/** What of a record is shown on its page. */
export function DocumentStage({ caseId, view }: { caseId: string; view: RecordPageView }) {
  const { id, name, note, picture, shows } = view
  if (shows === 'PICTURE' && picture)
    return (
      <DocumentPicture src={`/api/cases/${caseId}/records/${id}/preview?size=VIEW`} name={name} {...picture} key={id} />
    )
  if (view.waiting && shows === 'NOTHING')
    return (
      <EmptyState title="Its preview is being made" icon={Hourglass}>
        <p>This takes a moment; the page shows it by itself.</p>
      </EmptyState>
    )
  if (view.seriesId)
    return (
      <EmptyState
        title="It belongs to a series of images"
        icon={Scan}
        action={
          <ButtonLink variant="primary" href={`/cases/${caseId}/records/imaging?series=${view.seriesId}`}>
            Open images
          </ButtonLink>
        }
      >
        <p>The viewer shows them together. The single file is a download.</p>
      </EmptyState>
    )
  if (shows === 'NOTHING')
    return (
      <EmptyState title="This is not shown here" icon={File}>
        <p>Download it, and open it with a program of your device.</p>
      </EmptyState>
    )
  return (
    <>
      <noscript>
        <p className="p-4">Without JavaScript it is not shown here. Open it in a new tab, or download it.</p>
      </noscript>
      <DocumentLazy caseId={caseId} recordId={id} name={name} note={note} shows={shows} key={id} />
    </>
  )
}
