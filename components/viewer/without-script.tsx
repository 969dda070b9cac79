import { ButtonLink } from '#components/ui/button.tsx'
import { Download } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ImagingView } from '#lib/case/records/imaging/view.ts'
import { seriesSize, seriesTitle, studyTitle } from './words.ts'

/** What there is, for a browser that runs no scripts: the files can be downloaded and opened elsewhere. */
export function SeriesWithoutScript({ imaging, recordsHref }: { imaging: ImagingView; recordsHref: string }) {
  return (
    <div className="grid gap-4 p-4">
      <Notice tone="info">
        Looking at images needs JavaScript, which is switched off in this browser. Each file can be downloaded from the
        records and opened in another program.
      </Notice>
      {imaging.studies.map((study) => (
        <section key={study.id} aria-label={studyTitle(study)}>
          <h2>{studyTitle(study)}</h2>
          <ul className="list-disc pl-5">
            {study.series.map((series) => (
              <li key={series.id}>
                {seriesTitle(series)}, {seriesSize(series)}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p>
        <ButtonLink href={recordsHref}>
          <Download /> To the files
        </ButtonLink>
      </p>
    </div>
  )
}
