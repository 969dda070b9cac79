import { dayWords } from '#lib/patient/days.ts'
import { HEIGHT, tickWords, trendGeometry, type TrendPoint, WIDTH } from '#lib/patient/trend-geometry.ts'

export type ChartPoint = TrendPoint & {
  /** "212 µmol/L"; the number and unit unless something else is to be read. */
  words?: string
  abnormal?: boolean
}

type Props = { label: string; unit: string; points: readonly ChartPoint[] }

/**
 * A small chart, drawn by the server: the interval as a band, points with their value under the pointer, and all of them while it
 * has the focus. The same values stand in a table or a list beside it, for those who do not see it.
 */
export function TrendChart({ label, unit, points }: Props) {
  const { dots, path, bands, ticks } = trendGeometry(points)
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  const words = (point: ChartPoint) => point.words ?? `${point.value} ${unit}`
  return (
    <div
      role="group"
      tabIndex={0}
      aria-label={`${label} from ${dayWords(first.day)} to ${dayWords(last.day)}: ${points.map(words).join(', ')}`}
      className="trend"
    >
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden>
        {bands.map((band) => (
          <rect key={band.x} {...band} className="trend-band" />
        ))}
        {ticks.map(({ y, value }) => (
          <text key={y} x={30} y={y + 3} className="trend-tick" textAnchor="end">
            {tickWords(value)}
          </text>
        ))}
        <path d={path} className="trend-line" />
        {dots.map(({ x, y, point }) => (
          <g key={`${point.day} ${x} ${y}`} className="trend-point">
            <circle cx={x} cy={y} r={12} className="trend-reach" />
            {point.abnormal ? (
              <rect x={x - 4} y={y - 4} width={8} height={8} className="trend-odd" transform={`rotate(45 ${x} ${y})`} />
            ) : (
              <circle cx={x} cy={y} r={3.5} className="trend-dot" />
            )}
            <text
              x={Math.min(Math.max(x, 60), WIDTH - 40)}
              y={Math.max(y - 8, 9)}
              className="trend-value"
              textAnchor="middle"
            >
              {words(point)}
            </text>
            <title>{`${dayWords(point.day)}: ${words(point)}`}</title>
          </g>
        ))}
        <text x={34} y={HEIGHT - 3} className="trend-tick">
          {dayWords(first.day)}
        </text>
        {last.day !== first.day && (
          <text x={WIDTH - 12} y={HEIGHT - 3} className="trend-tick" textAnchor="end">
            {dayWords(last.day)}
          </text>
        )}
      </svg>
    </div>
  )
}
