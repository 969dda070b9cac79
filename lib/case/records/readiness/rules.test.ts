import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordKind } from '#lib/db/generated/enums.ts'
import { dayInName, medicationsIn, panelsNamed, partsNamed, type ReadinessFacts, type RecordFact } from './facts.ts'
import { DEFAULT_LISTS } from './lists/defaults.ts'
import { ageLimitWords, type ItemState, judgeReadiness, STATES, wantedWords } from './rules.ts'
import { type Fit, listSchema, type ReadinessItem } from './schema.ts'

const TODAY = '2026-11-20'

const nothing: ReadinessFacts = {
  ...{ today: TODAY, records: [], labs: [], medications: 'NONE', weighedOn: null },
  ...{ timeline: false, diagnosis: false },
}

const file = (name: string, kind: RecordKind, more: Partial<RecordFact> = {}): RecordFact => ({
  ...{ id: name, name, kind, modality: null, shows: '', day: null, addedOn: '2026-11-18', looksLike: null },
  ...more,
})
const study = (modality: string, shows: string, day: string | null = '2026-11-10'): RecordFact =>
  file(`${modality}.dcm`, 'IMAGING', { modality, shows, day })

const item = (fit: Fit, maxAgeDays: number | null = null): ReadinessItem => ({
  ...{ id: 'it', name: 'It', owner: '', vet: '', why: '', importance: 'REQUIRED', species: [], source: '' },
  ...{ fit, maxAgeDays },
})

const notes: Fit = { by: 'RECORD', kinds: ['HISTORY', 'LETTER'] }
const chest: Fit = { by: 'IMAGES', methods: ['XRAY'], parts: ['CHEST'] }
const anyImages: Fit = { by: 'IMAGES', methods: ['XRAY', 'CT'], parts: [] }
const bloods: Fit = { by: 'LAB', panel: null }
const urine: Fit = { by: 'LAB', panel: 'URINE' }
const medicines: Fit = { by: 'FIELD', field: 'MEDICATIONS' }
const weight: Fit = { by: 'FIELD', field: 'WEIGHT' }

type Case = [what: string, item: ReadinessItem, facts: Partial<ReadinessFacts>, state: ItemState, words?: string]

const receipt = file('visit.pdf', 'HISTORY', { looksLike: 'RECEIPT' })

const CASES: Case[] = [
  ['nothing at all', item(notes), {}, 'missing', ''],
  ['notes', item(notes), { records: [file('notes.pdf', 'HISTORY')] }, 'there', ''],
  ['a letter instead of notes', item(notes), { records: [file('letter.pdf', 'LETTER')] }, 'there'],
  ['a file of another kind', item(notes), { records: [file('skin.jpg', 'PHOTO')] }, 'missing'],
  [
    'an unsorted file that reads like notes',
    item(notes),
    { records: [file('a.pdf', 'OTHER', { looksLike: 'HISTORY' })] },
    'there',
  ],
  ['a receipt', item(notes), { records: [receipt] }, 'doubtful', 'This looks like a receipt, not like clinical notes.'],
  ['a receipt beside notes', item(notes), { records: [receipt, file('notes.pdf', 'HISTORY')] }, 'there'],
  [
    'a receipt filed under laboratory',
    item(bloods),
    { records: [file('b.pdf', 'LAB', { looksLike: 'RECEIPT' })] },
    'doubtful',
  ],

  ['X-rays of the chest', item(chest, 30), { records: [study('DX', 'CHEST')] }, 'there', ''],
  ['the same, told by the description', item(chest, 30), { records: [study('CR', 'Thorax LL')] }, 'there'],
  ['X-rays of a leg', item(chest, 30), { records: [study('DX', 'left stifle')] }, 'missing'],
  [
    'X-rays of somewhere',
    item(chest, 30),
    { records: [study('DX', '')] },
    'doubtful',
    'The images do not say which part of the body they show.',
  ],
  ['a CT in place of X-rays', item(chest, 30), { records: [study('CT', 'CHEST')] }, 'missing'],
  ['any images do', item(anyImages), { records: [study('CT', '')] }, 'there'],
  ['a structured report is no image', item(anyImages), { records: [study('SR', 'CHEST')] }, 'missing'],
  ['X-rays on the last day', item(chest, 30), { records: [study('DX', 'CHEST', '2026-10-21')] }, 'there'],
  [
    'X-rays a day too old',
    item(chest, 30),
    { records: [study('DX', 'CHEST', '2026-10-20')] },
    'too old',
    'From 20 Oct 2026: older than asked for.',
  ],
  [
    'old and new X-rays',
    item(chest, 30),
    { records: [study('DX', 'CHEST', '2020-01-01'), study('DX', 'CHEST')] },
    'there',
  ],
  ['old X-rays where age does not matter', item(chest), { records: [study('DX', 'CHEST', '2020-01-01')] }, 'there'],
  [
    'X-rays of a day to come: the date is wrong',
    item(chest, 30),
    { records: [study('DX', 'CHEST', '2031-01-01')] },
    'there',
    'Its date could not be read.',
  ],
  [
    'a photo of an X-ray',
    item(chest, 30),
    { records: [file('thorax x-ray.jpg', 'IMAGING')] },
    'doubtful',
    'A picture or report: the original images (DICOM) show far more.',
  ],
  ['a report of an MRI for X-rays', item(chest), { records: [file('MRI report.pdf', 'IMAGING')] }, 'missing'],
  ['a film of the heart for X-rays', item(chest), { records: [file('walk.mp4', 'VIDEO')] }, 'missing'],

  ['any results', item(bloods, 90), { records: [file('bloods 2026-11-01.pdf', 'LAB')] }, 'there', ''],
  [
    'results without a date',
    item(bloods, 90),
    { records: [file('bloods.pdf', 'LAB')] },
    'there',
    'Its date could not be read.',
  ],
  [
    'results added long ago',
    item(bloods, 90),
    { records: [file('bloods.pdf', 'LAB', { addedOn: '2026-01-01' })] },
    'too old',
  ],
  [
    'results with an old date in the name',
    item(bloods, 90),
    { records: [file('bloods 3 May 2026.pdf', 'LAB')] },
    'too old',
  ],
  [
    'typed values',
    item(bloods, 90),
    { labs: [{ day: '2026-11-01', analytes: ['Creatinine'] }] },
    'there',
    'Typed values.',
  ],
  [
    'typed values of long ago',
    item(bloods, 90),
    { labs: [{ day: '2025-11-01', analytes: ['Creatinine'] }] },
    'too old',
  ],
  ['urine by name', item(urine), { records: [file('Urinalysis.pdf', 'LAB')] }, 'there'],
  ['urine by its values', item(urine), { labs: [{ day: null, analytes: ['USG'] }] }, 'there'],
  ['results that may hold urine', item(urine), { records: [file('results.pdf', 'LAB')] }, 'doubtful'],
  ['results of something else', item(urine), { records: [file('T4.pdf', 'LAB')] }, 'missing'],

  [
    'medicines without doses',
    item(medicines),
    { medications: 'NAMED' },
    'doubtful',
    'Medicines are named, without their doses.',
  ],
  ['medicines with doses', item(medicines), { medications: 'WITH_DOSES' }, 'there'],
  ['no word on medicines', item(medicines), { medications: 'NONE' }, 'missing'],
  ['a weight', item(weight, 60), { weighedOn: '2026-11-01' }, 'there'],
  ['an old weight', item(weight, 60), { weighedOn: '2026-01-01' }, 'too old'],
  ['a weight of an unknown day', item(weight, 60), { weighedOn: '' }, 'there'],
  ['a course of the illness', item({ by: 'FIELD', field: 'TIMELINE' }), { timeline: true }, 'there'],
  ['a suspicion', item({ by: 'FIELD', field: 'DIAGNOSIS' }), { diagnosis: true }, 'there'],
]

const judge = (one: ReadinessItem, facts: Partial<ReadinessFacts>) =>
  judgeReadiness([one], { ...nothing, ...facts }, 'CAT').items[0]

describe('one item', () => {
  it.each(CASES)('%s', (_what, one, facts, state, words) => {
    const judged = judge(one, facts)
    expect(judged?.state).toBe(state)
    if (words !== undefined) expect(judged?.words).toBe(words)
  })

  it('names the records that decided, the newest first', () => {
    const found = judge(item(chest, 30), {
      records: [
        { ...study('DX', 'CHEST', '2026-11-01'), name: 'old' },
        { ...study('DX', 'CHEST', '2026-11-09'), name: 'new' },
        { ...study('DX', 'knee'), name: 'other' },
      ],
    })
    expect(found?.by.map(({ name }) => name)).toEqual(['new', 'old'])
  })
})

describe('a list', () => {
  it('is for the animals that it names, and puts what must be there first', () => {
    const list: ReadinessItem[] = [
      { ...item(weight), id: 'w', importance: 'WANTED' },
      { ...item(notes), id: 'n' },
      { ...item(urine), id: 'dogs', species: ['DOG'] },
    ]
    const { items, score } = judgeReadiness(list, { ...nothing, weighedOn: '' }, 'CAT')
    expect(items.map((judged) => judged.item.id)).toEqual(['n', 'w'])
    expect(score).toEqual({ there: 1, of: 2, requiredMissing: 1 })
  })

  it('of every specialty is whole: ids once, at least one thing that must be there, a source for each', () => {
    for (const [specialty, list] of Object.entries(DEFAULT_LISTS)) {
      expect(listSchema.parse(list), specialty).toEqual(list)
      expect(new Set(list.map(({ id }) => id)).size, specialty).toBe(list.length)
      expect(
        list.some(({ importance }) => importance === 'REQUIRED'),
        specialty,
      ).toBe(true)
      for (const one of list)
        for (const text of [one.why, one.owner, one.vet, one.source])
          expect(text, `${specialty} ${one.id}`).not.toBe('')
    }
  })
})

const anyRecord: fc.Arbitrary<RecordFact> = fc.record({
  id: fc.uuid(),
  name: fc.oneof(fc.string(), fc.constantFrom('Urinalysis 2026-10-01.pdf', 'thorax x-ray.jpg', 'bloods.pdf')),
  kind: fc.constantFrom<RecordKind>('HISTORY', 'LAB', 'IMAGING', 'PATHOLOGY', 'PHOTO', 'VIDEO', 'LETTER', 'OTHER'),
  modality: fc.constantFrom(null, 'CT', 'DX', 'US', 'MR', 'SR'),
  shows: fc.constantFrom('', 'CHEST', 'ABDOMEN', 'BRAIN', 'left stifle'),
  day: fc.constantFrom(null, '2020-01-01', '2026-11-01', '2030-01-01'),
  addedOn: fc.constantFrom('2025-01-01', '2026-11-19'),
  looksLike: fc.constantFrom(null, 'RECEIPT', 'HISTORY', 'LAB'),
})

describe('readiness', () => {
  it('is never lowered by one more record, whatever it is', () => {
    const lists = fc.constantFrom(...Object.values(DEFAULT_LISTS))
    fc.assert(
      fc.property(lists, fc.array(anyRecord, { maxLength: 12 }), anyRecord, (list, records, added) => {
        const before = judgeReadiness(list, { ...nothing, records }, null)
        const after = judgeReadiness(list, { ...nothing, records: [...records, added] }, null)
        expect(after.score.there).toBeGreaterThanOrEqual(before.score.there)
        after.items.forEach(({ state }, at) =>
          expect(STATES.indexOf(state)).toBeGreaterThanOrEqual(STATES.indexOf(before.items[at]?.state ?? 'missing')),
        )
      }),
    )
  })

  it('does not depend on the order of the records', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 8 }), (records) => {
        const [one, other] = [records, records.toReversed()].map((given) =>
          judgeReadiness(DEFAULT_LISTS.CARDIOLOGY, { ...nothing, records: given }, 'DOG'),
        )
        expect(other?.score).toEqual(one?.score)
      }),
    )
  })
})

describe('words', () => {
  it.each([
    ['bloods 2026-11-12.pdf', '2026-11-12'],
    ['20261112_cbc.csv', '2026-11-12'],
    ['Bloods 3 May 2026.pdf', '2026-05-03'],
    ['labs 11/12/2026.pdf', null],
    ['2026-02-30.pdf', null],
    ['IMG_1234567890.jpg', null],
  ])('the day in %s', (name, day) => expect(dayInName(name)).toBe(day))

  it.each([
    ['', 'NONE'],
    ['   ', 'NONE'],
    ['None', 'WITH_DOSES'],
    ['None; prednisolone was held back', 'WITH_DOSES'],
    ['Furosemide 10 mg twice a day', 'WITH_DOSES'],
    ['½ Vetmedin', 'WITH_DOSES'],
    ['Green-lipped mussel powder', 'NAMED'],
    ['Furosemide twice a day for 7 days', 'NAMED'],
  ])('medicines in “%s”', (text, found) => expect(medicationsIn(text)).toBe(found))

  it('parts and panels', () => {
    expect(partsNamed('THORAX ap')).toEqual(['CHEST'])
    expect(partsNamed('Lspine')).toEqual(['SPINE'])
    expect(partsNamed('lateral')).toEqual([])
    expect(panelsNamed('Bloods.pdf')).toEqual(['HAEMATOLOGY', 'BIOCHEMISTRY'])
    expect(panelsNamed('NT-proBNP')).toEqual(['HEART'])
  })

  it.each([
    ['Chest X-rays', 30, 'chest X-rays newer than 30 days'],
    ['MRI or CT', 90, 'MRI or CT newer than 3 months'],
    ['NT-proBNP', 365, 'NT-proBNP newer than 12 months'],
    ['Clinic notes', null, 'clinic notes'],
  ])('%s within %s days', (name, maxAgeDays, words) => expect(wantedWords({ name, maxAgeDays })).toBe(words))

  it.each([
    [1, '1 day'],
    [45, '45 days'],
    [60, '2 months'],
    [730, '2 years'],
  ])('%s days', (days, words) => expect(ageLimitWords(days)).toBe(words))
})
