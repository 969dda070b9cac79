import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  entryWords,
  formValuesOf,
  HISTORY_KINDS,
  inOrder,
  KIND_WORDS,
  trendOf,
  trendWords,
  whenWords,
} from './rules.ts'
import { changeEntrySchema } from './schema.ts'
import type { HistoryEntry } from './view.ts'

const entry = (some: Partial<HistoryEntry>): HistoryEntry => ({
  ...{
    id: crypto.randomUUID(),
    kind: 'MEDICATION',
    what: '',
    dose: '',
    unit: '',
    route: '',
    frequency: '',
    detail: '',
  },
  ...{ severity: null, grams: null, since: null, until: null, active: true, holder: 'OWNER', by: 'Ana Ruiz' },
  ...{ at: new Date(0), own: true, carried: false, version: 1 },
  ...some,
})

describe('a line in words', () => {
  it('says what was said and no more', () => {
    const given = { what: 'Furosemide', dose: '10', unit: 'mg', route: 'by mouth', frequency: 'twice a day' }
    expect(entryWords(entry(given))).toBe('Furosemide 10 mg by mouth, twice a day')
    expect(entryWords(entry({ what: 'Fish oil' }))).toBe('Fish oil')
    expect(entryWords(entry({ kind: 'WEIGHT', grams: 4100 }))).toBe('4.1 kg')
    const allergy = entry({ kind: 'ALLERGY', what: 'Meloxicam', detail: 'vomited', severity: 'SEVERE' })
    expect(entryWords(allergy)).toBe('Meloxicam: vomited (severe)')
  })

  it('says since when and until when, as exactly as it is known', () => {
    expect(whenWords(entry({ since: '2026-03' }))).toBe('since Mar 2026')
    expect(whenWords(entry({ since: '2026-03', until: '2026-04-04', active: false }))).toBe(
      'Mar 2026 to 4 Apr 2026, no longer given',
    )
    expect(whenWords(entry({ since: '2026-03-14', until: '2026-03-14', active: false }))).toBe(
      '14 Mar 2026, no longer given',
    )
    expect(whenWords(entry({ kind: 'PROBLEM', active: false }))).toBe('resolved')
    expect(whenWords(entry({ kind: 'PROCEDURE', since: '2019' }))).toBe('2019')
    expect(whenWords(entry({}))).toBe('')
  })
})

describe('the order', () => {
  it('puts what is given now first, then the newest; a timeline runs forward', () => {
    const names = (kind: HistoryEntry['kind'], ...lines: Partial<HistoryEntry>[]) =>
      inOrder(lines.map((line) => entry({ kind, ...line }))).map(({ what }) => what)
    const ended = { what: 'ended', since: '2026-10', active: false }
    expect(names('MEDICATION', ended, { what: 'old', since: '2024' }, { what: 'new', since: '2026-02' })).toEqual([
      'new',
      'old',
      'ended',
    ])
    expect(names('SYMPTOM', { what: 'b', since: '2026-02-03' }, { what: 'a', since: '2026-02' })).toEqual(['a', 'b'])
    expect(
      names('ALLERGY', { what: 'mild', severity: 'MILD', since: '2026' }, { what: 'bad', severity: 'SEVERE' }),
    ).toEqual(['bad', 'mild'])
  })
})

describe('the weight', () => {
  const weights = (...grams: [string, number][]) =>
    trendOf(inOrder(grams.map(([since, g]) => entry({ kind: 'WEIGHT', since, grams: g }))))
  it('is compared with the one of another day before it', () => {
    const trend = weights(['2026-09-01', 4400], ['2026-11-01', 4200])
    expect(trend).toMatchObject({ percent: -4.5, latest: { grams: 4200 } })
    expect(trend && trendWords(trend)).toBe('down 4.5% from 4.4 kg on 1 Sept 2026')
    expect(weights(['2026-11-01', 4200])).toMatchObject({ before: null, percent: null })
    expect(weights()).toBeNull()
  })
})

describe('the form', () => {
  it('of every kind comes back as it was kept', () => {
    const text = fc.string({ minLength: 1, maxLength: 30 }).filter((words) => words.trim() !== '')
    const day = fc.constantFrom('2024', '2025-03', '2026-02-14')
    const line = fc.record({
      kind: fc.constantFrom(...HISTORY_KINDS),
      what: text,
      dose: text,
      detail: text,
      since: day,
    })
    fc.assert(
      fc.property(line, (typed) => {
        const read = (values: object) =>
          changeEntrySchema.parse({ entryId: 'x', version: '1', weightKg: '4.25', ...values })
        const kept = read(typed)
        const again = read({ kind: kept.kind, ...formValuesOf({ ...entry({}), ...kept }) })
        expect(again).toEqual(kept)
        const has = KIND_WORDS[kept.kind].fields
        if (!has.dose) expect(kept.dose).toBe('')
        if (!has.severity) expect(kept.severity).toBeNull()
      }),
    )
  })

  it('answers anything with data or words', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '4.2', '2026-01', 'on', 'MILD', ...HISTORY_KINDS),
    )
    const names = fc.constantFrom('kind', 'what', 'dose', 'since', 'until', 'ended', 'weightKg', 'severity', 'version')
    fc.assert(fc.property(fc.dictionary(names, value), (values) => void changeEntrySchema.safeParse(values)))
  })
})
