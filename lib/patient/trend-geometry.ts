// Where the points, lines and bands of a small chart lie. Pure; in the units of its view box.

export type TrendPoint = {
  /** "2026-11-12" */
  day: string
  value: number
  low?: number | null
  high?: number | null
}

export const WIDTH = 320
export const HEIGHT = 96
const PAD = { left: 34, right: 12, top: 14, bottom: 16 }

export type Trend<P extends TrendPoint = TrendPoint> = {
  dots: { x: number; y: number; point: P }[]
  path: string
  /** The interval of each point's own sheet, as far as half-way to its neighbours. */
  bands: { x: number; y: number; width: number; height: number }[]
  /** What the scale shows, bottom and top, and where. */
  ticks: { y: number; value: number }[]
}

/** @param points of rising days; at least one */
export function trendGeometry<P extends TrendPoint>(points: readonly P[]): Trend<P> {
  const times = points.map(({ day }) => Date.parse(day))
  const [first = 0, last = 0] = [times[0], times.at(-1)]
  const [low, high] = scaleOf(points)
  const inner = WIDTH - PAD.left - PAD.right
  const x = (time: number) => PAD.left + (last === first ? inner / 2 : ((time - first) / (last - first)) * inner)
  const y = (value: number) => round(PAD.top + (1 - (value - low) / (high - low)) * (HEIGHT - PAD.top - PAD.bottom))
  const dots = points.map((point, at) => ({ x: round(x(times[at] ?? first)), y: y(point.value), point }))
  const bands = dots.flatMap(({ point }, at) => {
    if (point.low == null && point.high == null) return []
    const left = at === 0 ? PAD.left : (mid(dots[at - 1]?.x, dots[at]?.x) ?? PAD.left)
    const right = at === dots.length - 1 ? WIDTH - PAD.right : (mid(dots[at]?.x, dots[at + 1]?.x) ?? 0)
    const top = y(Math.min(point.high ?? high, high))
    return [
      { x: round(left), y: top, width: round(right - left), height: round(y(Math.max(point.low ?? low, low)) - top) },
    ]
  })
  const path = dots.map((dot, at) => `${at === 0 ? 'M' : 'L'}${dot.x} ${dot.y}`).join('')
  return { dots, path, bands, ticks: [low, high].map((value) => ({ y: y(value), value })) }
}

const round = (n: number): number => Math.round(n * 10) / 10
const mid = (a?: number, b?: number): number | null => (a === undefined || b === undefined ? null : (a + b) / 2)

/** From the lowest to the highest of values and limits; a single value stands in the middle. */
function scaleOf(points: readonly TrendPoint[]): [number, number] {
  const values = points.map(({ value }) => value)
  const limits = points.flatMap(({ low, high }) => [low, high]).filter((n) => n != null)
  const all = [...values, ...limits]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  if (low === high) return [low - Math.abs(low || 1) / 2, high + Math.abs(high || 1) / 2]
  return [low, high]
}

const STEPS = 3
/** A number on the scale: three figures that count. */
export const tickWords = (value: number): string => String(Number(value.toPrecision(STEPS)))
