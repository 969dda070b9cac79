import type { Analyte, Panel } from './analyte.ts'
import { ANALYTES, measured, nameKey } from './analytes.ts'
import { factorBetween, factorWords, rounded } from './convert.ts'
import { byState, isAbnormal, stateOf } from './judge.ts'
import { numberOf, readRange } from './result.ts'
import { knownUnit, type Unit } from './units.ts'
import type { LabPoint, LabSeries, UnitSystem } from './view.ts'

// Lines of many sheets as one trend an analyte, in the units that the reader wants. Pure.

/** A line as it is stored, with the day and the sheet that it stands on. */
export type LabLine = {
  sheetId: string
  day: string
  laboratory: string
  holder: 'OWNER' | 'PRACTICE'
  name: string
  said: string
  unit: string
  range: string
  flag: string
}

type Known = LabLine & { analyte: Analyte | null; known: Unit | null }

/** Trends by analyte: what is abnormal now first, then what was, then as sheets are usually ordered. */
export function seriesOf(lines: readonly LabLine[], system: UnitSystem): LabSeries[] {
  const groups = new Map<string, Known[]>()
  for (const line of lines) {
    const { analyte, unit: known } = measured(line.name, line.unit)
    const key = analyte?.series ?? `${nameKey(line.name)} ${known?.kind ?? line.unit}`
    groups.set(key, [...(groups.get(key) ?? []), { ...line, analyte, known }])
  }
  const all = [...groups].map(([key, group]) =>
    oneSeries(
      key,
      group.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
      system,
    ),
  )
  return all.toSorted(
    (a, b) =>
      byState(a.latest.state, b.latest.state) ||
      Number(b.points.some(wasAbnormal)) - Number(a.points.some(wasAbnormal)) ||
      placeOf(a.key) - placeOf(b.key) ||
      (a.name < b.name ? -1 : 1),
  )
}

const wasAbnormal = ({ state }: LabPoint): boolean => isAbnormal(state)

const PANELS: readonly Panel[] = ['Haematology', 'Chemistry', 'Endocrine', 'Coagulation', 'Blood gas', 'Urine']
const PLACE = new Map(
  PANELS.flatMap((panel) => ANALYTES.filter((one) => one.panel === panel)).map((one, at) => [one.series, at]),
)
const placeOf = (key: string): number => PLACE.get(key) ?? Number.MAX_SAFE_INTEGER

function oneSeries(key: string, lines: readonly Known[], system: UnitSystem): LabSeries {
  const newest = lines.at(-1)
  if (!newest) throw new Error('a series has a line')
  const analyte = newest.analyte
  const target = targetOf(lines, newest, system)
  const points = lines.map((line) => pointOf(line, target, lines))
  const latest = points.at(-1)
  if (!latest) throw new Error('a series has a point')
  return {
    key,
    name: analyte?.name ?? newest.name,
    panel: analyte?.panel ?? 'Other',
    loinc: analyte?.loinc ?? null,
    unit: latest.unit,
    points,
    latest,
    direction: directionOf(points),
    conversion: conversionOf(lines, target),
  }
}

/** The unit that a series is shown in: the one of the wanted system, where every line's analyte has it, else the newest line's. */
function targetOf(lines: readonly Known[], newest: Known, system: UnitSystem): Unit | null {
  if (system === 'reported') return newest.known
  const label = lines.map(({ analyte }) => analyte?.[system] ?? null).find((one) => one !== null)
  const wanted = label ? knownUnit(label) : null
  return wanted && newest.known && factorOf(newest, wanted, lines) ? wanted : newest.known
}

/** Urea in mmol/L is an amount of the same thing that urea nitrogen weighs. */
function factorOf(line: Known, target: Unit, lines: readonly Known[]) {
  if (!line.known) return null
  const weighed = line.known.kind === 'substance' ? lines.find(({ analyte }) => analyte?.formula) : undefined
  const analyte = line.analyte?.formula ? line.analyte : (weighed?.analyte ?? line.analyte)
  return factorBetween(analyte, line.known, target)
}

function pointOf(line: Known, target: Unit | null, lines: readonly Known[]): LabPoint {
  const { sheetId, day, said, laboratory, holder, range } = line
  const { bound, value } = numberOf(said)
  const interval = readRange(range, null)?.range ?? { low: null, high: null }
  const same = target === null && line.known === null && line.unit === (lines.at(-1)?.unit ?? '')
  const factor = same ? 1 : target ? (factorOf(line, target, lines)?.factor ?? null) : null
  const taken = (number: number | null) =>
    number === null || factor === null ? null : factor === 1 ? number : rounded(number * factor)
  return {
    ...{ sheetId, day, said, saidUnit: line.unit, saidRange: range, bound, laboratory, holder },
    value: taken(value),
    low: taken(interval.low),
    high: taken(interval.high),
    unit: factor === null ? line.unit : (target?.label ?? line.unit),
    state: stateOf(line),
  }
}

/** A change of less than a hundredth is none. */
function directionOf(points: readonly LabPoint[]): LabSeries['direction'] {
  const [before, latest] = points.filter(({ value, bound }) => value !== null && bound === '').slice(-2)
  if (!before || !latest || before.value === null || latest.value === null || latest !== points.at(-1)) return null
  const change = latest.value - before.value
  if (Math.abs(change) <= Math.abs(before.value) / 100) return 'STEADY'
  return change > 0 ? 'UP' : 'DOWN'
}

function conversionOf(lines: readonly Known[], target: Unit | null): string | null {
  if (!target) return null
  const words = lines.flatMap((line) => {
    const found = factorOf(line, target, lines)
    return found && line.known && found.factor !== 1 ? factorWords(line.known, target, found) : []
  })
  return words.length > 0 ? [...new Set(words)].join('; ') : null
}
