import { Pill } from '#components/ui/pill.tsx'
import { CircleCheck, TriangleAlert } from '#components/ui/icons.tsx'
import { type ChartPoint, TrendChart } from '#components/patient/trend-chart.tsx'
import { dayWords } from '#lib/patient/days.ts'
import { isAbnormal, STATE_WORDS } from '#lib/patient/laboratory/judge.ts'
import type { LabPoint, LabSeries, LabState } from '#lib/patient/laboratory/view.ts'

const ARROW = { UP: '↑ rising', DOWN: '↓ falling', STEADY: '→ unchanged' } as const

/** One analyte: its newest value and state, its course, and every value in a table. */
export function SeriesCard({ series }: { series: LabSeries }) {
  const { name, latest, direction, points, unit, conversion } = series
  return (
    <li className="grid gap-x-6 gap-y-2 p-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]" aria-label={name}>
      <div className="grid content-start gap-1">
        <h3 className="text-base">
          <bdi>{name}</bdi>
        </h3>
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <span className="num text-lead font-bold">{valueWords(latest)}</span>
          <State state={latest.state} />
        </p>
        <p className="num text-small text-muted">
          {rangeWords(latest)} · {dayWords(latest.day)}
          {direction && ` · ${ARROW[direction]}`}
        </p>
        {conversion && <p className="text-small text-muted">{conversion}</p>}
      </div>
      <div className="grid content-start gap-1">
        <Chart name={name} unit={unit} points={points} />
        {points.length > 1 && <Values name={name} points={points} />}
      </div>
    </li>
  )
}

/** "212 µmol/L"; as the sheet has it where it cannot be told in the unit of the others. */
function valueWords({ bound, value, said, unit, saidUnit }: LabPoint): string {
  if (value === null) return [said, saidUnit].filter(Boolean).join(' ')
  return [`${bound}${value}`, unit].filter(Boolean).join(' ')
}

/** The sheet's own interval in the unit of the value; in its words where it has no numbers. */
function rangeWords({ low, high, saidRange, value }: LabPoint): string {
  if (saidRange === '') return 'no interval on the sheet'
  if (value === null || (low === null && high === null)) return `expected: ${saidRange}`
  if (low === null) return `interval up to ${high}`
  return high === null ? `interval from ${low}` : `interval ${low} to ${high}`
}

function State({ state }: { state: LabState }) {
  if (isAbnormal(state))
    return (
      <Pill tone="danger">
        <TriangleAlert /> {STATE_WORDS[state]}
      </Pill>
    )
  if (state === 'UNKNOWN') return null
  return (
    <span className="flex items-center gap-1 text-small text-muted">
      <CircleCheck /> {STATE_WORDS[state]}
    </span>
  )
}

function Chart({ name, unit, points }: Pick<LabSeries, 'name' | 'unit' | 'points'>) {
  const drawn = points.flatMap((point): ChartPoint[] =>
    point.value === null || point.unit !== unit
      ? []
      : [
          {
            ...{ day: point.day, value: point.value, low: point.low, high: point.high, words: valueWords(point) },
            abnormal: isAbnormal(point.state),
          },
        ],
  )
  return drawn.length > 1 ? <TrendChart label={name} unit={unit} points={drawn} /> : null
}

function Values({ name, points }: Pick<LabSeries, 'name' | 'points'>) {
  return (
    <details>
      <summary className="link inline-block cursor-pointer text-small">All {points.length} values</summary>
      <div className="table-frame mt-2">
        <table className="table">
          <caption className="sr-only">{name}, every value</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Value</th>
              <th scope="col">As reported</th>
              <th scope="col">Interval</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {points.toReversed().map((point) => (
              <tr key={`${point.day} ${point.sheetId} ${point.said}`}>
                <td>{dayWords(point.day)}</td>
                <td>{valueWords(point)}</td>
                <td>{[point.said, point.saidUnit].filter(Boolean).join(' ')}</td>
                <td>{point.saidRange || 'none given'}</td>
                <td>{STATE_WORDS[point.state]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
