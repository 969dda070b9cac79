import { confirmStudy, removeImages } from '#app/(workspace)/cases/[caseId]/records/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Dialog, DialogCancel } from '#components/ui/dialog.tsx'
import { Eye, ListChecks } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Term } from '#components/ui/term.tsx'
import type { ImagingView, StudyView } from '#lib/case/records/imaging/view.ts'
import { dayWords, MODALITY_WORDS } from '#lib/case/records/rules.ts'
import { imagesWords, partWords } from '#lib/imaging/words.ts'
import type { ListContext } from './record-list.tsx'
import { SeriesList } from './study-series.tsx'
import { StudyPicture } from './study-picture.tsx'

type Context = ListContext & { mayConfirm: boolean }

/** The imaging of a case: one row a study, however many files it is. */
export function Studies({ imaging, context }: { imaging: ImagingView; context: Context }) {
  return (
    <section aria-labelledby="studies" className="card overflow-clip">
      <h3 id="studies" className="flex items-baseline gap-2 border-b border-line bg-sunken px-4 py-1.5 text-small">
        X-rays, scans and ultrasound
        <span className="num font-normal text-muted">{imaging.studies.length}</span>
      </h3>
      <ul className="divide-y divide-line">
        {imaging.studies.map((study) => (
          <StudyRow key={study.id} study={study} context={context} />
        ))}
      </ul>
      {imaging.next && (
        <div className="border-t border-line px-4 py-2">
          <Pagination
            previous={null}
            next={`/cases/${context.caseId}/records?studies=${imaging.next}`}
            label="Pages of studies"
          />
        </div>
      )}
    </section>
  )
}

function StudyRow({ study, context }: { study: StudyView; context: Context }) {
  const shown = study.series.filter(({ shows }) => shows === 'IMAGES')
  const [first] = shown
  const title = studyTitle(study)
  const path = `/cases/${context.caseId}/records`
  return (
    <li
      id={`study-${study.id}`}
      className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2 p-4 sm:grid-cols-[auto_minmax(0,1fr)_auto]"
    >
      <StudyPicture thumbnail={shown.find(({ thumbnail }) => thumbnail)?.thumbnail ?? null} />
      <div className="grid min-w-0 content-start gap-0.5">
        <h4 className="min-w-0 break-words">
          <StudyName study={study} />
        </h4>
        {study.description && (
          <p className="break-words">
            <bdi>{study.description}</bdi>
          </p>
        )}
        <StudyFacts study={study} context={context} />
      </div>
      <div className="col-span-full flex flex-wrap items-start gap-1 sm:col-span-1 sm:justify-end sm:gap-2">
        {first && (
          <ButtonLink href={`${path}/imaging?series=${first.id}`} size="small" aria-label={`Open images: ${title}`}>
            <Eye /> Open images
          </ButtonLink>
        )}
        <ButtonLink href={`${path}?study=${study.id}`} size="small" variant="quiet" aria-label={`Files of ${title}`}>
          <ListChecks /> Files
        </ButtonLink>
        {study.own && context.mayRemove && <RemoveDialog study={study} title={title} caseId={context.caseId} />}
      </div>
      {study.flags.length > 0 && <NameFlags study={study} title={title} context={context} />}
      {study.series.length > 1 && <SeriesList study={study} title={title} caseId={context.caseId} />}
    </li>
  )
}

function StudyName({ study: { modalities, bodyParts } }: { study: StudyView }) {
  return (
    <>
      {modalities.length === 0 && 'Images'}
      {modalities.map((modality, at) => (
        <span key={modality}>
          {at > 0 && ', '}
          {MODALITY_WORDS[modality] ? <Term explain={MODALITY_WORDS[modality]}>{modality}</Term> : modality}
        </span>
      ))}
      {bodyParts.length > 0 && ` · ${bodyParts.map(partWords).join(', ')}`}
    </>
  )
}

/** "CT chest of 12 Nov 2026": tells one study from another where only words do. */
export function studyTitle({ modalities, bodyParts, date }: StudyView): string {
  const what = [...modalities, ...bodyParts.map(partWords)].join(' ') || 'images'
  return date ? `${what} of ${dayWords(date)}` : what
}

function StudyFacts({ study, context }: { study: StudyView; context: Context }) {
  const { series, date, holder, namesConfirmedBy } = study
  const shown = series.filter(({ shows }) => shows === 'IMAGES')
  const sum = (of: 'images' | 'frames') => shown.reduce((all, one) => all + one[of], 0)
  const counts = [
    shown.length > 1 && `${shown.length} series`,
    shown.length > 0 && imagesWords({ images: sum('images'), frames: sum('frames') }),
    shown.length < series.length && otherWords(series.length - shown.length),
  ]
  return (
    <div className="grid gap-1 text-small text-muted">
      <p>
        {date ? dayWords(date) : 'Date not known'} · <span className="num">{counts.filter(Boolean).join(', ')}</span> ·
        from {context.names[holder]}
      </p>
      {namesConfirmedBy && (
        <p>The names in the images differ; {context.names[namesConfirmedBy]} said that they are right.</p>
      )}
    </div>
  )
}

const otherWords = (count: number): string => (count === 1 ? '1 report or plan' : `${count} reports or plans`)

function NameFlags({ study, title, context }: { study: StudyView; title: string; context: Context }) {
  return (
    <Notice
      tone="warn"
      className="col-span-full"
      title="Do these images belong to this case?"
      action={
        context.mayConfirm && (
          <ActionForm action={confirmStudy} okMessage="toast">
            <input type="hidden" name="caseId" value={context.caseId} />
            <input type="hidden" name="studyId" value={study.id} />
            <SubmitButton size="small" variant="secondary" aria-label={`Yes, this is right: ${title}`}>
              Yes, this is right
            </SubmitButton>
          </ActionForm>
        )
      }
    >
      {study.flags.map((flag) => (
        <p key={flag} className="break-words">
          {flag}
        </p>
      ))}
    </Notice>
  )
}

function RemoveDialog({ study, title, caseId }: { study: StudyView; title: string; caseId: string }) {
  return (
    <Dialog
      trigger="Remove"
      triggerLabel={`Remove ${title}`}
      title="Remove all of these images?"
      variant="quiet-danger"
      size="small"
      triggerClassName="px-2"
    >
      <ActionForm action={removeImages} okMessage="toast" className="grid gap-4">
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="studyId" value={study.id} />
        <p className="break-words">
          <span className="font-medium">{title}</span> will be gone for everyone on this case, with every file of it.
          That it was here, and who has seen it, stays in the history.
        </p>
        <div className="flex flex-wrap justify-end gap-2">
          <DialogCancel>Keep it</DialogCancel>
          <SubmitButton variant="danger">Remove the images</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  )
}
