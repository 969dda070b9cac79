import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ANALYTES, measured, nameKey } from './analytes.ts'
import { factorBetween } from './convert.ts'
import { stateOf } from './judge.ts'
import { molarMass } from './molar-mass.ts'
import { type LabLine, seriesOf } from './series.ts'
import { knownUnit, unitsOf } from './units.ts'

describe('the dictionary', () => {
  it('gives no name to two analytes, and knows every unit and formula of its own', () => {
    const owners = new Map<string, string>()
    const shared: string[] = []
    for (const { code, names } of ANALYTES)
      for (const name of new Set(names.map(nameKey))) {
        if (owners.has(name)) shared.push(`${name}: ${owners.get(name)} and ${code}`)
        owners.set(name, code)
      }
    expect(shared).toEqual([])
    expect(new Set(ANALYTES.map(({ code }) => code)).size).toBe(ANALYTES.length)
    for (const { si, conventional, formula, loinc } of ANALYTES) {
      for (const label of [si, conventional]) if (label) expect(knownUnit(label).label).not.toBe('')
      if (formula) expect(molarMass(formula)).toBeGreaterThan(10)
      expect(loinc ?? '1-2').toMatch(/^\d{1,5}-\d$/)
    }
  })

  it('takes every analyte from one of its units into the other, or has one only', () => {
    for (const one of ANALYTES) {
      if (!one.si || !one.conventional) continue
      const there = factorBetween(one, knownUnit(one.conventional), knownUnit(one.si))
      const back = factorBetween(one, knownUnit(one.si), knownUnit(one.conventional))
      expect((there?.factor ?? 0) * (back?.factor ?? 0), one.name).toBeCloseTo(1, 9)
    }
  })

  it.each([
    ['Leukozyten', 'G/l', 'WBC', '×10⁹/L'],
    ['LEUCOCYTES', '10³/µl', 'WBC', '×10⁹/L'],
    ['Total protein', 'G/L', 'TP', 'g/L'],
    ['Créatinine', 'umol/l', 'CREA', 'µmol/L'],
    ['Creatinine (CREA)', 'mg / dl', 'CREA', 'mg/dL'],
    ['ALT (GPT) *', 'IU/L', 'ALT', 'U/L'],
    ['Neutrophils', '%', 'NEU%', '%'],
    ['Neutrophils', 'x 10^9 /L', 'NEU', '×10⁹/L'],
    ['Erythrozyten', 'T/l', 'RBC', '×10¹²/L'],
    ['Alkaline phosphatase', 'µkat/l', 'ALP', 'µkat/L'],
    ['Urea nitrogen', 'mg/dL', 'BUN', 'mg/dL'],
  ])('%s in %s', (name, unit, code, label) => {
    expect(measured(name, unit)).toMatchObject({ analyte: { code }, unit: { label } })
  })

  it('does not know what merely resembles something', () => {
    for (const name of ['Cortisol (hair)', 'Glucose (urine) strip', 'pH', 'Protein', 'Creatinine clearance'])
      expect(measured(name, '').analyte, name).toBeNull()
    // A unit of another kind: some other test of the same name.
    expect(measured('Albumin', 'U/L').analyte).toBeNull()
    expect(measured('Albumin', 'furlongs').analyte?.code).toBe('ALB')
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, unit) => void measured(name, unit)))
  })
})

describe('conversion', () => {
  // The rounded factors that laboratories print, against ours from atomic weights.
  it.each([
    ['CREA', 'mg/dL', 'µmol/L', 88.4],
    ['BUN', 'mg/dL', 'mmol/L', 0.357],
    ['GLU', 'mg/dL', 'mmol/L', 0.0555],
    ['CA', 'mg/dL', 'mmol/L', 0.25],
    ['CA', 'mEq/L', 'mmol/L', 0.5],
    ['PHOS', 'mg/dL', 'mmol/L', 0.323],
    ['TBIL', 'mg/dL', 'µmol/L', 17.1],
    ['CHOL', 'mg/dL', 'mmol/L', 0.0259],
    ['TRIG', 'mg/dL', 'mmol/L', 0.0113],
    ['T4', 'µg/dL', 'nmol/L', 12.87],
    ['FT4', 'ng/dL', 'pmol/L', 12.87],
    ['CORT', 'µg/dL', 'nmol/L', 27.59],
    ['ALB', 'g/dL', 'g/L', 10],
    ['K', 'mEq/L', 'mmol/L', 1],
    ['FE', 'µg/dL', 'µmol/L', 0.179],
    ['B12', 'pg/mL', 'pmol/L', 0.738],
    ['HCT', '%', 'L/L', 0.01],
    ['WBC', 'K/µL', '10^9/L', 1],
    ['PCO2', 'mmHg', 'kPa', 0.133],
  ])('of %s from %s to %s is %d', (code, from, to, printed) => {
    const analyte = ANALYTES.find((one) => one.code === code) ?? null
    const found = factorBetween(analyte, knownUnit(from), knownUnit(to))
    expect(Math.abs((found?.factor ?? 0) / printed - 1)).toBeLessThan(0.005)
  })

  it('is not made where the way is not certain', () => {
    const urea = ANALYTES.find(({ code }) => code === 'UREA') ?? null
    expect(factorBetween(urea, knownUnit('mg/dL'), knownUnit('mmol/L'))).toBeNull()
    expect(factorBetween(null, knownUnit('mg/dL'), knownUnit('mmol/L'))).toBeNull()
    expect(unitsOf('furlongs')).toEqual([])
  })
})

describe('the state of a value', () => {
  it.each([
    ['8.4', '5.5 - 8.5', '', 'NORMAL'],
    ['8.6', '5.5 - 8.5', '', 'HIGH'],
    ['5.4', '5.5 - 8.5', '', 'LOW'],
    ['5.4', '5.5 - 8.5', 'LL', 'CRITICAL'],
    ['8.4', '5.5 - 8.5', 'H', 'HIGH'],
    ['8.4', '5.5 - 8.5', '*', 'ABNORMAL'],
    ['9', '', '', 'UNKNOWN'],
    ['9', '', 'N', 'NORMAL'],
    ['<0.1', '0.5 - 2', '', 'LOW'],
    ['<1', '0.5 - 2', '', 'UNKNOWN'],
    ['<5', '< 10', '', 'NORMAL'],
    ['<5', '0 - 4', '', 'UNKNOWN'],
    ['>50', '5 - 40', '', 'HIGH'],
    ['>50', '5 - 60', '', 'UNKNOWN'],
    ['11', '< 10', '', 'HIGH'],
    ['positive', 'negative', '', 'ABNORMAL'],
    ['neg', 'negative', '', 'NORMAL'],
    ['2+', 'negative', '', 'ABNORMAL'],
  ])('%s with %s %s is %s', (said, range, flag, state) => expect(stateOf({ said, range, flag })).toBe(state))
})

describe('trends', () => {
  const line = (day: string, name: string, said: string, unit: string, range = ''): LabLine => ({
    ...{ sheetId: day, day, laboratory: '', holder: 'OWNER', name, said, unit, range, flag: '' },
  })

  it('bring sheets of different units and languages together, the abnormal first', () => {
    const series = seriesOf(
      [
        line('2026-11-01', 'Kreatinin', '212', 'µmol/l', '44 - 159'),
        line('2026-03-01', 'Creatinine', '1.6', 'mg/dL', '0.5 - 1.8'),
        line('2026-11-01', 'Sodium', '150', 'mmol/L', '142 - 158'),
      ],
      'conventional',
    )
    expect(series.map(({ key }) => key)).toEqual(['CREA', 'NA'])
    expect(series[0]).toMatchObject({
      unit: 'mg/dL',
      direction: 'UP',
      conversion: expect.stringContaining('113.12 g/mol'),
    })
    expect(series[0]?.points).toMatchObject([
      { day: '2026-03-01', value: 1.6, state: 'NORMAL' },
      { day: '2026-11-01', value: 2.4, high: 1.8, said: '212', saidUnit: 'µmol/l', state: 'HIGH' },
    ])
    expect(seriesOf([line('2026-11-01', 'Urea', '12', 'mg/dL')], 'si')[0]).toMatchObject({
      unit: 'mg/dL',
      conversion: null,
    })
  })

  it('of urea and its nitrogen are one', () => {
    const lines = [line('2026-01-01', 'BUN', '28', 'mg/dL'), line('2026-02-01', 'Urea', '14', 'mmol/L')]
    expect(seriesOf(lines, 'si')[0]?.points.map(({ value }) => value)).toEqual([10, 14])
    expect(seriesOf(lines, 'conventional')[0]?.points.map(({ value }) => value)).toEqual([28, 39.2])
  })

  it('lose no line, whatever it says, and never change what the sheet says', () => {
    const some = fc.record({
      day: fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01'),
      name: fc.constantFrom('ALT', 'Kreatinin', 'Neutrophils', 'Glucose', 'Something'),
      said: fc.constantFrom('1.5', '<0.1', '>99', 'negative', '200'),
      unit: fc.constantFrom('U/L', 'mg/dL', 'mmol/L', '%', '10^9/L', '', 'odd'),
      range: fc.constantFrom('', '1 - 2', '< 5', 'negative'),
      flag: fc.constantFrom('', 'H', 'LL', '*'),
    })
    fc.assert(
      fc.property(fc.array(some), fc.constantFrom('reported', 'si', 'conventional'), (lines, system) => {
        const typed = lines.map((one) => ({
          ...line(one.day, one.name, one.said, one.unit, one.range),
          flag: one.flag,
        }))
        const points = seriesOf(typed, system).flatMap((series) => series.points)
        const key = (one: { day: string; said: string }, unit: string, range: string) =>
          [one.day, one.said, unit, range].join('|')
        expect(points.map((one) => key(one, one.saidUnit, one.saidRange)).toSorted()).toEqual(
          typed.map((one) => key(one, one.unit, one.range)).toSorted(),
        )
      }),
    )
  })
})
