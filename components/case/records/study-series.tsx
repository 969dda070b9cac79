import Link from 'next/link'
import type { SeriesView, StudyView } from '#lib/case/records/imaging/view.ts'
import { imagesWords, seriesWords } from '#lib/imaging/words.ts'
import { StudyPicture } from './study-picture.tsx'

/** The series of a study that has several, folded away. */
export function SeriesList({ study, title, caseId }: { study: StudyView; title: string; caseId: string }) {
  return (
    <details className="col-span-full">
      <summary
        className="link w-fit cursor-pointer text-small"
        aria-label={`The ${study.series.length} series of ${title}`}
      >
        The {study.series.length} series
      </summary>
      <ul className="mt-2 grid gap-2 sm:grid-cols-2">
        {study.series.map((series) => (
          <li key={series.id} className="flex min-w-0 items-center gap-3">
            <StudyPicture thumbnail={series.thumbnail} small />
            <div className="grid min-w-0">
              <SeriesLink series={series} caseId={caseId} studyId={study.id} />
              <span className="text-small text-muted">
                {series.shows === 'IMAGES' ? imagesWords(series) : 'no picture: download the file'}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </details>
  )
}

function SeriesLink({ series, caseId, studyId }: { series: SeriesView; caseId: string; studyId: string }) {
  const { number, description } = series
  const words = [number !== null && `${number}.`, seriesWords({ ...series, bodyPart: null, description }) || 'images']
  const path = `/cases/${caseId}/records`
  return (
    <Link
      href={series.shows === 'IMAGES' ? `${path}/imaging?series=${series.id}` : `${path}?study=${studyId}`}
      prefetch={false}
      className="link min-w-0 break-words"
    >
      <bdi>{words.filter(Boolean).join(' ')}</bdi>
    </Link>
  )
}
