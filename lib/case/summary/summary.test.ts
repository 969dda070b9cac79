import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { NOT_SHOWN } from '#lib/paper/glyphs.ts'
import type { HistoryEntry, HistoryView } from '#lib/patient/history/view.ts'
import type { LabPoint, LabSeries, LabState } from '#lib/patient/laboratory/view.ts'
import { textOf } from '#lib/testing/pdf-text.ts'
import { summaryParts, type SummarySource } from './parts.ts'
import { summaryPdf } from './pdf.ts'
import { cutForOnePage, cutParts, leftOutWords, PART_KEYS, PARTS, partsOf, shorten, type SummaryPart } from './rules.ts'
import type { SummaryView } from './view.ts'

const at = new Date('2026-11-22T10:00:00Z')

const entry = (kind: HistoryEntry['kind'], what: string, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...{ id: what, kind, what, dose: '', unit: '', route: '', frequency: '', detail: '', severity: null, grams: null },
  ...{ since: null, until: null, active: true, holder: 'OWNER', by: 'Ana', at, own: true, carried: false, version: 1 },
  ...more,
})

const blank: HistoryView = {
  ...{ title: 'Miso', medications: [], allergies: [], problems: [], procedures: [], weights: [], symptoms: [] },
  ...{ weight: null, said: { medications: '', history: '' }, closed: false },
}

function series(name: string, said: string, state: LabState, direction: LabSeries['direction']): LabSeries {
  const latest: LabPoint = {
    ...{ sheetId: 's', day: '2026-11-12', said, saidUnit: 'µmol/L', saidRange: '80 - 200', bound: '', value: 1 },
    ...{ unit: 'µmol/L', low: 80, high: 200, state, laboratory: '', holder: 'OWNER' },
  }
  return {
    ...{ key: name, name, panel: 'Chemistry', loinc: null, unit: 'µmol/L', points: [latest], latest, direction },
    conversion: null,
  }
}

const source: SummarySource = {
  request: {
    presentingComplaint: 'Breathes fast asleep',
    history: 'In June she began to hide.\nSince October she eats less.',
    workingDiagnosis: 'Suspected HCM',
    proposedPlan: 'Start atenolol',
    medications: 'Clopidogrel 18.75 mg once a day\nNothing else',
    decisionAhead: 'A dental operation',
    questions: ['Is it heart disease?', 'Is anaesthesia safe?', 'What if we wait?', 'A fourth one'],
  },
  history: {
    ...blank,
    problems: [entry('PROBLEM', 'Heart murmur', { since: '2026-03' })],
    symptoms: [entry('SYMPTOM', 'Fainted', { since: '2026-10-04', severity: 'SEVERE' })],
    procedures: [entry('PROCEDURE', 'Dental scaling', { since: '2025-01-10' })],
    allergies: [entry('ALLERGY', 'Meloxicam', { detail: 'vomited blood', severity: 'SEVERE' })],
  },
  lab: {
    series: [
      series('Urea', '9.1', 'NORMAL', null),
      series('Potassium', '2.9', 'LOW', 'DOWN'),
      series('Creatinine', '612', 'CRITICAL', 'UP'),
    ],
  },
  images: [
    { modality: 'CT', part: 'THORAX', day: '2026-11-10', images: 28, name: '' },
    { modality: '', part: '', day: '', images: 1, name: 'histology.pdf' },
  ],
  readiness: null,
}

const linesOf = (parts: SummaryPart[], key: SummaryPart['key']) => parts.find((part) => part.key === key)?.lines

describe('the parts', () => {
  const parts = summaryParts(source)

  it('say everything in the order of the page', () => {
    expect(parts.map(({ key }) => key)).toEqual(PART_KEYS.filter((key) => key !== 'weight' && key !== 'missing'))
    expect(linesOf(parts, 'timeline')).toEqual([
      'In June she began to hide.',
      'Since October she eats less.',
      '10 Jan 2025: Dental scaling',
      '4 Oct 2026: Fainted (severe)',
    ])
    expect(linesOf(parts, 'problems')).toEqual(['Heart murmur, since Mar 2026'])
    expect(linesOf(parts, 'images')).toEqual(['CT thorax, 10 Nov 2026, 28 images', 'histology.pdf'])
  })

  it('name what is out of its range, the worst first, with where it goes', () => {
    expect(linesOf(parts, 'results')).toEqual([
      'Creatinine 612 µmol/L, critical (80 - 200), ↑ rising, 12 Nov 2026',
      'Potassium 2.9 µmol/L, low (80 - 200), ↓ falling, 12 Nov 2026',
    ])
    const calm = summaryParts({ ...source, lab: { series: [series('Urea', '9.1', 'NORMAL', null)] } })
    expect(linesOf(calm, 'results')).toEqual(['1 value judged, none out of range.'])
  })

  it('take medicines from the list, and from the owner’s words where there is none', () => {
    expect(linesOf(parts, 'medications')).toEqual(['Clopidogrel 18.75 mg once a day', 'Nothing else'])
    const listed = { ...source.history, medications: [entry('MEDICATION', 'Atenolol', { dose: '6.25', unit: 'mg' })] }
    expect(linesOf(summaryParts({ ...source, history: listed }), 'medications')).toEqual(['Atenolol 6.25 mg'])
  })

  it('leave out what nobody said', () =>
    expect(partsOf({ plan: ['', '  '], decision: ['x'] }).map((p) => p.key)).toEqual(['decision']))
})

const words = fc.array(fc.constantFrom('heart', 'thickened', 'Hypertrophische', 'of', '猫の心臓', 'x'.repeat(30)), {
  minLength: 1,
  maxLength: 120,
})
const anyParts = fc
  .dictionary(
    fc.constantFrom(...PART_KEYS),
    fc.array(
      words.map((list) => list.join(' ')),
      { maxLength: 40 },
    ),
  )
  .map((said) => partsOf(said))

describe('cutting', () => {
  it('keeps three questions whatever else goes, and the newest of what happened', () => {
    const timeline = Array.from({ length: 40 }, (_, day) => `Day ${day}`)
    const parts = cutParts(partsOf({ questions: source.request.questions, timeline }), 0.2)
    expect(parts.find(({ key }) => key === 'questions')?.lines).toHaveLength(3)
    expect(parts.find(({ key }) => key === 'timeline')?.lines.at(-1)).toBe('Day 39')
    expect(leftOutWords(parts)).toBe('Left out to fit one page: 1 more question; 37 more events.')
  })

  it('says nothing when nothing is left out', () =>
    expect(leftOutWords(cutParts(partsOf({ plan: ['Wait'] }), 1))).toBe(''))

  it('counts every entry once: shown or said to be left out', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        for (const part of cutForOnePage(parts)) {
          const whole = parts.find(({ key }) => key === part.key)
          expect(part.lines.length + part.hidden).toBe(whole?.lines.length)
          for (const line of part.lines) expect([...line].length).toBeLessThanOrEqual(PARTS[part.key].each)
        }
      }),
    )
  })

  it.each([
    ['short', 10, 'short'],
    ['some words that go on', 12, 'some words…'],
    ['onewordwithoutanyblank', 10, 'onewordwi…'],
    ['🐈🐈🐈🐈', 3, '🐈🐈…'],
  ])('%s to %s characters', (line, most, cut) => expect(shorten(line, most)).toBe(cut))
})

const view: SummaryView = {
  ...{ caseId: '1', number: 'CF-7K3M2', status: 'In triage', patient: 'Miso', zone: 'Europe/Berlin', asOf: at },
  signalment: 'Cat, Domestic shorthair · female, spayed · 9 years · 4.1 kg',
  people: [{ label: 'Owner', value: 'Ana Ruiz' }],
  ...{ parts: summaryParts(source), madeFor: 'Helena Lindqvist (Northgate)', closed: false, part: false, paper: 'A4' },
  pageUrl: 'http://conferral.test/cases/1',
}
const read = async (shown: SummaryView) => (await summaryPdf(shown, { compress: false })).toString('latin1')
const pagesOf = (pdf: string) => pdf.match(/\/Type \/Page\b/g)?.length

describe('the PDF', () => {
  let pdf: string
  beforeAll(async () => {
    pdf = await read(view)
  })

  it('says it all on one page, and for whom and when it was made', () => {
    const text = textOf(pdf)
    for (const said of [
      'Miso',
      'Owner: Ana Ruiz · Case CF-7K3M2, in triage',
      'What if we wait?',
      'Creatinine 612 µmol/L, critical (80 - 200), ↑ rising, 12 Nov 2026',
      'CT thorax, 10 Nov 2026, 28 images',
      'Made for Helena Lindqvist (Northgate) on 22 November 2026, 11:00 (Europe/Berlin)',
    ])
      expect(text).toContain(said)
    expect(text).not.toContain('Left out to fit one page: 1 more question; ')
    expect(text).toContain('Left out to fit one page: 1 more question.')
    expect(pagesOf(pdf)).toBe(1)
  })

  it('is tagged: language, title, headings', () => {
    expect(pdf).toMatch(/\/Lang \(en\)/)
    expect(pdf).toContain('Summary of Miso \\(CF-7K3M2\\)')
    for (const tag of ['Document', 'H1', 'H2', 'P']) expect(pdf).toMatch(new RegExp(`/S /${tag}\\b`))
  })

  it('is made of the same bytes each time', async () => {
    expect((await summaryPdf(view)).equals(await summaryPdf(structuredClone(view)))).toBe(true)
  })

  it('is one page however much there is, on either paper, and says what it left out', async () => {
    const long = 'Long words and many of them. '.repeat(60)
    const said = Object.fromEntries(PART_KEYS.map((key) => [key, Array.from({ length: 60 }, () => long)]))
    for (const paper of ['A4', 'LETTER'] as const) {
      const full = await read({ ...view, paper, closed: true, parts: partsOf(said) })
      expect(pagesOf(full)).toBe(1)
      expect(textOf(full)).toContain('Left out to fit one page: 57 more questions')
      expect(textOf(full)).toContain('consent is not complete')
    }
  })

  it('is one page whatever it says', async () => {
    await fc.assert(
      fc.asyncProperty(anyParts, fc.constantFrom('A4', 'LETTER'), async (parts, paper) => {
        expect(pagesOf(await read({ ...view, parts, paper: paper as SummaryView['paper'] }))).toBe(1)
      }),
      { numRuns: 25 },
    )
  })

  it('marks what the fonts do not have, and says where to read it', async () => {
    const text = textOf(await read({ ...view, patient: '猫', parts: partsOf({ plan: ['قلب'] }) }))
    expect(text).toContain(NOT_SHOWN)
    expect(text).toContain('the page in Conferral shows all of them')
  })
})
