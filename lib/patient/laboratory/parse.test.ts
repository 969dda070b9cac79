import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { labCsv } from '#lib/fixtures/csv.ts'
import { readTable } from './parse.ts'

const today = new Date('2026-11-25T12:00:00Z')
const read = (text: string) => readTable(text, today)
/** name|said|unit|range|flag of each value, by day. */
const told = (text: string) => {
  const { sheets, unread } = read(text)
  return {
    ...Object.fromEntries(
      sheets.map(({ day, values }) => [
        day ?? 'no day',
        values.map((v) => [v.name, v.said, v.unit, v.range, v.flag].join('|')),
      ]),
    ),
    ...(unread.length > 0 ? { unread: unread.map(({ line, why }) => `${line}: ${why}`) } : {}),
  }
}

describe('a table with a head', () => {
  it('from a spreadsheet, with decimal commas and German words', () => {
    expect(
      told(
        'Untersuchung\tErgebnis\tEinheit\tReferenzbereich\tBewertung\nHämatologie\nLeukozyten\t18,4\tG/l\t5,5 - 16,9\tH\nKreatinin\t<0,1\tmg/dl\tbis 1,8\t\n',
      ),
    ).toEqual({ 'no day': ['Leukozyten|18.4|G/l|5.5 - 16.9|H', 'Kreatinin|<0.1|mg/dl|< 1.8|'] })
  })

  it('of a CSV file with quotes, days and limits in columns of their own', () => {
    expect(
      told(
        '"Date","Test","Value","Unit","Low","High","Flag"\r\n"2026-11-01","Protein, total","71","g/L","55","78",""\r\n2026-11-20,ALT,"1,240.5",U/L,10,100,HH\r\n',
      ),
    ).toEqual({ '2026-11-01': ['Protein, total|71|g/L|55 - 78|'], '2026-11-20': ['ALT|1240.5|U/L|10 - 100|HH'] })
  })

  it('with days as columns, gaps left out', () => {
    expect(
      told(
        'Analyte;12.01.2026;3.3.2026;14.11.2026;Unit;Reference\nUrea;8,1;;14,2 H;mmol/l;3,5 - 9,0\nPotassium;4,2;4,4;-;mmol/l;3,6-5,4',
      ),
    ).toEqual({
      '2026-01-12': ['Urea|8.1|mmol/l|3.5 - 9.0|', 'Potassium|4.2|mmol/l|3.6 - 5.4|'],
      '2026-03-03': ['Potassium|4.4|mmol/l|3.6 - 5.4|'],
      '2026-11-14': ['Urea|14.2|mmol/l|3.5 - 9.0|H'],
    })
  })

  it('shows back what is not certain, by line', () => {
    expect(
      told(
        'Test,Result,Unit,Reference\nGlucose,,mg/dL,70-143\nALT,high?1,U/L,10-100\nCalcium,9.8,mg/dL,7.9-12.0\nSodium,1,2,3,4\n',
      ),
    ).toEqual({
      'no day': ['Calcium|9.8|mg/dL|7.9 - 12.0|'],
      unread: [
        '2: it has no result',
        '3: “high?1” is no result that we can read for certain',
        '5: it has more cells than the head of the table',
      ],
    })
  })

  it('does not take a day for certain that could be two', () => {
    expect(told('Test,Result,Date\nALT,50,03/04/2026')).toEqual({
      unread: [expect.stringContaining('could be two days')],
    })
  })

  it('keeps urine apart from blood', () => {
    expect(told('Panel;Test;Result\nUrinalysis;Glucose;negative\nUrinalysis;USG;1.035\nChemistry;Glucose;5.2')).toEqual(
      {
        'no day': ['Glucose (urine)|negative|||', 'USG|1.035|||', 'Glucose|5.2|||'],
      },
    )
  })

  it('reads our own export whole', () => {
    const { sheets, unread, count } = read(labCsv(7, SAMPLE_FACTS).toString('utf8'))
    expect(unread).toEqual([])
    expect(sheets).toHaveLength(3)
    expect(count).toBeGreaterThan(50)
  })
})

describe('lines without a head', () => {
  it.each([
    ['Creatinine 2.4 mg/dL 0.8 - 1.8 H', 'Creatinine|2.4|mg/dL|0.8 - 1.8|H'],
    ['Creatinine: 2,4 mg/dl (0,8–1,8)', 'Creatinine|2.4|mg/dl|0.8 - 1.8|'],
    ['Total T4 <0.5 µg/dL', 'Total T4|<0.5|µg/dL||'],
    ['White cells 18.4 x 10^9 /L 5.5-16.9', 'White cells|18.4|x 10^9 /L|5.5 - 16.9|'],
    ['ALT (GPT)   240   U/L   10-100   HH', 'ALT (GPT)|240|U/L|10 - 100|HH'],
    ['Glucose, 5,2 mmol/l', 'Glucose|5.2|mmol/l||'],
    ['Potassium\t4.1\tmmol/L\t3.5-5.8', 'Potassium|4.1|mmol/L|3.5 - 5.8|'],
    ['Base excess -4.2 mmol/L -5 - 0', 'Base excess|-4.2|mmol/L|-5 - 0|'],
    ['FeLV negative', 'FeLV|negative|||'],
  ])('%s', (line, value) => expect(told(line)).toEqual({ 'no day': [value] }))

  it.each([
    ['Platelets 1,234 K/µL', /comma/],
    ['Glucose', /no result/],
    ['Creatinine 2.4 mg/dL banana', /banana/],
    ['Glucose,5,2', /comma/],
  ])('%s is shown back', (line, why) => {
    const { unread, count } = read(line)
    expect(count).toBe(0)
    expect(unread).toMatchObject([{ line: 1, text: line, why: expect.stringMatching(why) }])
  })

  it('takes the mark that the rest of the table proves', () => {
    expect(told('Platelets 1,234 K/µL\nCalcium 9.8 mg/dL')).toMatchObject({
      'no day': ['Platelets|1234|K/µL||', 'Calcium|9.8|mg/dL||'],
    })
    expect(told('Urine specific gravity 1,035\nCalcium 2,4 mmol/l')).toMatchObject({
      'no day': ['Urine specific gravity|1.035|||', 'Calcium|2.4|mmol/l||'],
    })
  })
})

describe('any text', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      'ALT',
      'Creatinine',
      'Test',
      'Result',
      '2.4',
      '<0,1',
      '5.5 - 8.5',
      'U/L',
      'H',
      '2026-11-01',
      '"',
      '',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  )
  const text = fc
    .array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 })
    .chain((rows) =>
      fc.constantFrom('\t', ';', ',', '|', ' ', '  ').map((mark) => rows.map((row) => row.join(mark)).join('\n')),
    )

  it('is values and lines shown back, and no line is both or lost', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const { sheets, unread, count } = read(typed)
        const values = sheets.flatMap((sheet) => sheet.values)
        expect(values).toHaveLength(count)
        const taken = new Set(values.map(({ line }) => line))
        for (const { line } of unread) expect(taken.has(line)).toBe(false)
        for (const value of values) {
          expect(value.name).not.toBe('')
          expect(value.said).not.toBe('')
        }
      }),
      { numRuns: 300 },
    )
  })

  it('of values comes back as it was written', () => {
    const value = fc.record({
      name: fc.constantFrom('ALT', 'Creatinine', 'Total protein', 'Something new'),
      number: fc.integer({ min: 0, max: 99_999 }).map((n) => (n / 100).toFixed(2)),
      unit: fc.constantFrom('U/L', 'mg/dL', 'µmol/L'),
      flag: fc.constantFrom('', 'H', 'L'),
    })
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 10 }), fc.constantFrom('.', ','), (values, mark) => {
        const n = (number: string) => number.replace('.', mark)
        const lines = values.map((v) => [v.name, n(v.number), v.unit, `${n('1.50')} - ${n('9.25')}`, v.flag].join('\t'))
        const expected = values.map((v) => [v.name, v.number, v.unit, '1.50 - 9.25', v.flag].join('|'))
        expect(told(`Test\tResult\tUnit\tReference\tFlag\n${lines.join('\n')}`)).toEqual({ 'no day': expected })
        expect(told(lines.join('\n'))).toEqual({ 'no day': expected })
      }),
    )
  })
})
