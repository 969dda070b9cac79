// Units as laboratories write them, and what they measure. Pure. A unit that is not here is shown as it was written and never
// converted.

/** What a unit measures; only units of one kind convert into each other by scale alone. */
export type UnitKind =
  | 'mass'
  | 'substance'
  | 'equivalent'
  | 'activity'
  | 'arbitrary'
  | 'count'
  | 'fraction'
  | 'volume'
  | 'cellMass'
  | 'time'
  | 'pressure'
  | 'osmolality'
  | 'rate'
  | 'field'

/** `scale`: one of this unit in the kind's base (g/L, mol/L, Eq/L, U/L, IU/L, 1/L, 1, fL, pg, s, kPa, mOsm/kg, mm/h). */
export type Unit = { label: string; kind: UnitKind; scale: number }

const unit = (label: string, kind: UnitKind, scale: number, ...also: string[]): [Unit, string[]] => [
  { label, kind, scale },
  [label, ...also],
]

// Katal by its definition (1 kat = 1 mol/s, 1 U = 1 µmol/min): 1 µkat/L = 60 U/L. Conventional millimetre of mercury:
// 133.322 Pa. Both: BIPM, The International System of Units (SI), 9th edition.
const UNITS: [Unit, string[]][] = [
  unit('g/L', 'mass', 1, 'mg/mL', 'gr/L'),
  unit('g/dL', 'mass', 10, 'g/100mL', 'g%', 'gr/dL'),
  unit('mg/dL', 'mass', 1e-2, 'mg/100mL', 'mg%'),
  unit('mg/L', 'mass', 1e-3, 'ug/mL'),
  unit('µg/dL', 'mass', 1e-5),
  unit('µg/L', 'mass', 1e-6, 'ng/mL'),
  unit('ng/dL', 'mass', 1e-8),
  unit('ng/L', 'mass', 1e-9, 'pg/mL'),
  unit('mol/L', 'substance', 1),
  unit('mmol/L', 'substance', 1e-3, 'mM', 'mmol'),
  unit('µmol/L', 'substance', 1e-6, 'uM', 'umol'),
  unit('nmol/L', 'substance', 1e-9, 'nM', 'nmol'),
  unit('pmol/L', 'substance', 1e-12, 'pM', 'pmol'),
  unit('mEq/L', 'equivalent', 1e-3, 'meq', 'mval/L'),
  unit('U/L', 'activity', 1, 'IU/L', 'UI/L', 'mU/mL', 'E/L'),
  unit('kU/L', 'activity', 1e3),
  unit('µkat/L', 'activity', 60),
  unit('nkat/L', 'activity', 0.06),
  unit('mIU/L', 'arbitrary', 1e-3, 'uIU/mL', 'uU/mL', 'mU/L', 'uE/mL', 'mE/L'),
  unit('×10¹²/L', 'count', 1e12, '10^6/uL', '10^6/mm3', '10^6/mmc', 'Mio/uL', 'mill/uL', 'mill/mm3', 'Tpt/L', '/pL'),
  unit(
    '×10⁹/L',
    'count',
    1e9,
    '10^3/uL',
    '10^3/mm3',
    '10^3/mmc',
    '10^6/mL',
    'Gpt/L',
    '/nL',
    'thou/uL',
    'Tsd/uL',
    'mil/uL',
  ),
  unit('/µL', 'count', 1e6, '/mm3', 'cells/uL', 'c/uL', '1/uL', 'cell/uL'),
  unit('/mL', 'count', 1e3, 'cells/mL'),
  unit('%', 'fraction', 1e-2, 'vol%', 'percent', 'pct'),
  unit('L/L', 'fraction', 1),
  unit('fL', 'volume', 1, 'u3', 'um3'),
  unit('pg', 'cellMass', 1, 'pg/cell'),
  unit('s', 'time', 1, 'sec', 'sek', 'seconds', 'seg'),
  unit('min', 'time', 60),
  unit('kPa', 'pressure', 1),
  unit('mmHg', 'pressure', 0.133322, 'torr'),
  unit('mOsm/kg', 'osmolality', 1, 'mosmol/kg', 'mOsm/L'),
  unit('mm/h', 'rate', 1, 'mm/hr'),
  unit('/HPF', 'field', 1, '/hpf'),
  unit('/LPF', 'field', 1),
]

/** Written with a capital letter these mean ten to a power, as "G/L" does of cells; of a mass they are a mistake of capitals. */
const CAPITALS: [Unit, string[]][] = [
  [{ label: '×10⁹/L', kind: 'count', scale: 1e9 }, ['G/L', 'K/uL', 'K/mm3', 'k/uL']],
  [{ label: '×10¹²/L', kind: 'count', scale: 1e12 }, ['T/L', 'M/uL', 'M/mm3', 'm/uL']],
]

/** One way to write what laboratories write in many: µ and u and mc, powers of ten, superscripts, blanks. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u00b5\u03bc]/g, 'u')
    .replaceAll(/\s+/g, '')
    .replace(/^mcg/i, 'ug')
    .replace(/^mc(?=mol|l)/i, 'u')
    .replace(/^[x×*·]?10(?:\^|\*{1,2}|e|exp)?(\d{1,2})(?=\/)/i, '10^$1')
    .replaceAll(/\.(?=$|\/)/g, '')
}

const EXACT = new Map(CAPITALS.flatMap(([one, names]) => names.map((name) => [plain(name).replaceAll('l', 'L'), one])))
const ANY_CASE = new Map(UNITS.flatMap(([one, names]) => names.map((name) => [plain(name).toLowerCase(), one])))

/** What this may mean, the likeliest first; none for a unit that we do not know. "G/L" may be cells or, in capitals, grams. */
export function unitsOf(text: string): Unit[] {
  const key = plain(text)
  const found = [EXACT.get(key.replaceAll('l', 'L')), ANY_CASE.get(key.toLowerCase())]
  return [...new Set(found.filter((one) => one !== undefined))]
}

/** The unit of this label. For our own data, where it is certain. */
export function knownUnit(label: string): Unit {
  const [found] = unitsOf(label)
  if (!found) throw new Error(`no unit is called "${label}"`)
  return found
}

/** "U/L", "K/µl", "mg / dl": does a cell of a table hold a unit and nothing else? */
export const isUnit = (text: string): boolean => text !== '' && unitsOf(text).length > 0
