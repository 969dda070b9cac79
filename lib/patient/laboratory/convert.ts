import type { Analyte } from './analyte.ts'
import { molarMass } from './molar-mass.ts'
import type { Unit, UnitKind } from './units.ts'

// From one unit into another. Pure. Null wherever the way is not certain.

export type Factor = { factor: number; source: string | null }

/** What one of `from` is in `to`, and why; null where these do not convert. @param analyte decides mass against amount */
export function factorBetween(analyte: Analyte | null, from: Unit, to: Unit): Factor | null {
  const scale = from.scale / to.scale
  if (from.kind === to.kind) return { factor: scale, source: null }
  const between = analyte && KINDS[`${from.kind}>${to.kind}`]?.(analyte)
  return between ? { factor: scale * between.factor, source: between.source } : null
}

const perMole = ({ formula }: Analyte): Factor | null =>
  formula
    ? { factor: molarMass(formula), source: `molar mass of ${formula}: ${molarMass(formula).toFixed(2)} g/mol` }
    : null

const perCharge = ({ valence }: Analyte): Factor | null =>
  valence ? { factor: valence, source: `${valence} ${valence === 1 ? 'charge' : 'charges'} an ion` } : null

const inverse = (found: Factor | null): Factor | null => found && { ...found, factor: 1 / found.factor }

const times = (a: Factor | null, b: Factor | null): Factor | null =>
  a && b ? { factor: a.factor * b.factor, source: [a.source, b.source].filter(Boolean).join(', ') } : null

/** Between the kinds' base units: g/L, mol/L, Eq/L. */
const KINDS: Partial<Record<`${UnitKind}>${UnitKind}`, (analyte: Analyte) => Factor | null>> = {
  'mass>substance': (analyte) => inverse(perMole(analyte)),
  'substance>mass': perMole,
  'substance>equivalent': perCharge,
  'equivalent>substance': (analyte) => inverse(perCharge(analyte)),
  'mass>equivalent': (analyte) => times(inverse(perMole(analyte)), perCharge(analyte)),
  'equivalent>mass': (analyte) => times(inverse(perCharge(analyte)), perMole(analyte)),
}

/** A number for reading, without trailing zeros. Three figures that count are more than most methods measure. */
export const rounded = (value: number, figures = 3): number => Number(value.toPrecision(figures))

/** "1 mg/dL = 88.4 µmol/L (molar mass of C4H7N3O: 113.12 g/mol)" */
export function factorWords(from: Unit, to: Unit, { factor, source }: Factor): string {
  const text = `1 ${from.label} = ${rounded(factor, 4)} ${to.label}`
  return source ? `${text} (${source})` : text
}
