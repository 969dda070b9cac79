import type { Analyte } from './analyte.ts'
import { CHEMISTRY } from './chemistry.ts'
import { ENDOCRINE } from './endocrine.ts'
import { HAEMATOLOGY } from './haematology.ts'
import { knownUnit, type Unit, type UnitKind, unitsOf } from './units.ts'
import { URINE } from './urine.ts'

// Which analyte a line of a sheet is about. By its whole name only: what merely resembles one is shown under its own name.

export const ANALYTES: readonly Analyte[] = [...CHEMISTRY, ...HAEMATOLOGY, ...ENDOCRINE, ...URINE]

/** A name as a key: case, accents, blanks and footnote marks do not count. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .toLowerCase()
    .replace(/[\s*:.†‡¹²]+$/, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([/:()]) ?/g, '$1')
    .trim()

const BY_NAME = new Map(ANALYTES.flatMap((one) => one.names.map((name) => [nameKey(name), one])))
const BY_CODE = new Map(ANALYTES.map((one) => [one.code, one]))

/** "Creatinine (CREA)" is known by either part, if both do not mean different things. */
function byName(name: string): Analyte | null {
  const whole = BY_NAME.get(nameKey(name))
  if (whole) return whole
  const [, outer = '', inner = ''] = /^(.+?)\s*[([]([^()[\]]+)[)\]]\s*\*?$/.exec(name) ?? []
  if (!outer) return null
  const found = [BY_NAME.get(nameKey(outer)), BY_NAME.get(nameKey(inner))]
  // Another word in the brackets may change what was measured: "Cortisol (hair)".
  return found[0] && found[0] === found[1] ? found[0] : null
}

const FAMILY: Partial<Record<UnitKind, string>> = {
  mass: 'concentration',
  substance: 'concentration',
  equivalent: 'concentration',
}
const familyOf = (kind: UnitKind): string => FAMILY[kind] ?? kind

/** Could this analyte be reported so? One without units of its own could in any. */
function suits(analyte: Analyte, unit: Unit): boolean {
  const own = [analyte.si, analyte.conventional].filter((label) => label !== null)
  return own.length === 0 || own.some((label) => familyOf(knownUnit(label).kind) === familyOf(unit.kind))
}

export type Measured = { analyte: Analyte | null; unit: Unit | null }

/**
 * What a line measures, from its name and unit together: neutrophils in % are their share. Null for an analyte that we do not
 * know, or whose unit is of another kind; null for a unit that we do not know.
 */
export function measured(name: string, unitText: string): Measured {
  const units = unitsOf(unitText)
  const named = byName(name)
  for (const analyte of [named, named && BY_CODE.get(`${named.code}%`)]) {
    if (!analyte) continue
    if (unitText === '') return { analyte, unit: null }
    const unit = units.find((one) => suits(analyte, one))
    if (unit) return { analyte, unit }
  }
  // A unit that we cannot read says nothing against the name.
  return { analyte: units.length === 0 ? named : null, unit: units[0] ?? null }
}

/** Is this the name of something that we know? */
export const isAnalyteName = (name: string): boolean => byName(name) !== null
