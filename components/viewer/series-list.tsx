import { clsx } from 'clsx'
import { Image as Picture, TriangleAlert } from '#components/ui/icons.tsx'
import type { ImagingView, SeriesView } from '#lib/case/records/imaging/view.ts'
import { FileText } from './icons.tsx'
import { usePane, type Viewer } from './use-viewer.ts'
import { seriesSize, seriesTitle, studyTitle } from './words.ts'

type Props = { imaging: ImagingView; viewer: Viewer }

/** All series, by study, with a small picture each: the one that is pressed is opened in the active pane. */
export function SeriesList({ imaging, viewer }: Props) {
  const [one, two] = [usePane(viewer.panes[0]), usePane(viewer.panes[1])]
  const shown = [one.series?.id, viewer.two ? two.series?.id : undefined]
  return (
    <nav aria-label="Series" className="viewer-series">
      {imaging.studies.map((study) => (
        <section key={study.id} aria-label={studyTitle(study)}>
          <h2>{studyTitle(study)}</h2>
          {study.flags.map((flag) => (
            <p key={flag} className="viewer-flag">
              <TriangleAlert /> {flag}
            </p>
          ))}
          <ul>
            {study.series.map((series) => (
              <li key={series.id}>
                <SeriesButton series={series} shown={shown.includes(series.id)} onOpen={() => viewer.open(series)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

function SeriesButton({ series, shown, onOpen }: { series: SeriesView; shown: boolean; onOpen: () => void }) {
  const Shape = series.shows === 'IMAGES' ? Picture : FileText
  return (
    <button
      type="button"
      className={clsx('viewer-series-button', shown && 'viewer-series-shown')}
      aria-current={shown ? 'true' : undefined}
      onClick={onOpen}
    >
      {series.thumbnail ? (
        <img src={series.thumbnail} alt="" loading="lazy" />
      ) : (
        <Shape className="viewer-series-none" />
      )}
      <span>
        <b>{seriesTitle(series)}</b>
        <small>{seriesSize(series)}</small>
      </span>
    </button>
  )
}
