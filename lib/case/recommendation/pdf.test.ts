import { beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '#lib/testing/pdf-text.ts'
import { NOT_SHOWN, printable } from '#lib/paper/glyphs.ts'
import { recommendationPdf } from './pdf.ts'
import type { PrintedView } from './printed.ts'
import { EMPTY } from './rules.ts'

const view: PrintedView = {
  caseNumber: 'CF-7K3M2',
  patient: {
    name: 'Miso',
    ...{ species: 'CAT', breed: 'Domestic shorthair', sex: 'FEMALE', neuter: 'NEUTERED' },
    bornOn: new Date('2017-03-01'),
    weightGrams: 4100,
  },
  owner: 'Ana Ruiz',
  vet: 'Dr Tomasz Mazur',
  practice: 'Riverside Vets',
  hospital: { name: 'Northgate Animal Hospital', timeZone: 'Europe/Berlin' },
  pageUrl: 'http://conferral.test/cases/1/recommendation',
  signed: {
    number: 1,
    signedName: 'Helena Lindqvist, DECVIM-CA',
    signedAt: new Date('2026-11-22T10:00:00Z'),
    contentHash: 'c0ffee'.padEnd(64, '0'),
    reliedOn: [{ recordId: 'r', name: 'bloods.pdf', sha256: 'ab'.repeat(32), viewable: true }],
    content: {
      ...EMPTY,
      assessment: 'Wall ≥ 6 mm → early HCM.\nSecond line.',
      agreement: 'AGREE',
      urgency: 'SOON',
      plainLanguage: 'The heart muscle is a little thick.',
      answers: [{ question: 'Is it heart disease?', answer: 'Probably.' }],
    },
  },
}
const saying = (assessment: string, name = 'Miso'): PrintedView => ({
  ...view,
  patient: { ...view.patient, name },
  signed: { ...view.signed, content: { ...view.signed.content, assessment } },
})

let plain: string
beforeAll(async () => {
  plain = (await recommendationPdf(view, { compress: false })).toString('latin1')
})

describe('the printed recommendation', () => {
  it('says everything that was signed, in text that can be copied', () => {
    const text = textOf(plain)
    for (const words of [
      'Northgate Animal Hospital',
      'Miso, Cat, Domestic shorthair · female, spayed · 9 years · 4.1 kg',
      'CF-7K3M2',
      'Helena Lindqvist, DECVIM-CA',
      '22 November 2026, 11:00 (Europe/Berlin)',
      'The heart muscle is a little thick.',
      '1. Is it heart disease?',
      'Wall ≥ 6 mm → early HCM.',
      'bloods.pdf (SHA-256 abababababab…)',
      'Page 1 of 1',
      view.signed.contentHash,
    ])
      expect(text).toContain(words)
    expect(text).not.toContain(NOT_SHOWN)
  })

  it('tells the slices of a scan in one line, with a hash over theirs', async () => {
    const slice = (at: number) => ({
      recordId: `r${at}`,
      name: `IM-${at}.dcm`,
      sha256: 'cd'.repeat(32),
      viewable: true,
    })
    const scan = Array.from({ length: 500 }, (_, at) => slice(at + 1))
    const signed = { ...view.signed, reliedOn: [...view.signed.reliedOn, ...scan] }
    const text = textOf((await recommendationPdf({ ...view, signed }, { compress: false })).toString('latin1'))
    expect(text).toContain('bloods.pdf (SHA-256 abababababab…)')
    expect(text).toMatch(/500 files, IM-1\.dcm to IM-500\.dcm \(SHA-256 over theirs [0-9a-f]{12}…\)/)
    expect(text).toContain(`${view.pageUrl}?number=1&records=all`)
    expect(text).toContain('Page 1 of 1')
  })

  it('is tagged: language, title, headings in order', () => {
    expect(plain).toMatch(/\/Lang \(en\)/)
    expect(plain).toMatch(/\/MarkInfo|\/Marked true/)
    expect(plain).toMatch(/\/DisplayDocTitle true/)
    expect(plain).toContain('Recommendation for Miso \\(CF-7K3M2\\)')
    for (const tag of ['Document', 'H1', 'H2', 'H3', 'P']) expect(plain).toMatch(new RegExp(`/S /${tag}\\b`))
    expect(plain).toContain('/Type /Pagination')
  })

  it('is made of the same bytes each time', async () => {
    expect((await recommendationPdf(view)).equals(await recommendationPdf(structuredClone(view)))).toBe(true)
    const other = await recommendationPdf(saying('Something else'))
    expect((await recommendationPdf(view)).equals(other)).toBe(false)
  })

  it.each([
    ['Łódź, żółć, Ελλάδα, сердце, tiếng Việt, µ ± ½ 5 °C', 'Łódź, żółć, Ελλάδα, сердце, tiếng Việt, µ ± ½ 5 °C'],
    ['<b>not bold</b> & \\(esc) %', '<b>not bold</b> & \\(esc) %'],
  ])('prints %s as it is', async (typed, printed) => {
    const text = textOf((await recommendationPdf(saying(typed), { compress: false })).toString('latin1'))
    expect(text).toContain(printed)
    expect(text).not.toContain(NOT_SHOWN)
  })

  it.each(['猫の心臓', 'قلب القط', '🐈‍⬛'])('says that %s cannot be printed, and where to read it', async (typed) => {
    const text = textOf((await recommendationPdf(saying(`A ${typed} b`), { compress: false })).toString('latin1'))
    expect(text).toContain(`A ${NOT_SHOWN} b`)
    expect(text).toContain('The page shows all of them')
    expect(text).toContain(view.pageUrl)
  })

  it('goes on over many pages, each with its number', async () => {
    const long = saying(`${'Long words and many of them. '.repeat(600)}\n${'x'.repeat(3000)}`)
    const text = textOf((await recommendationPdf(long, { compress: false })).toString('latin1'))
    const pages = Number(/Page 1 of (\d+)/.exec(text)?.[1])
    expect(pages).toBeGreaterThan(4)
    expect(text).toContain(`Page ${pages} of ${pages}`)
  })

  it('names an addendum and its reason', async () => {
    const content = { ...view.signed.content, addendumReason: 'New ultrasound arrived.' }
    const signed = { ...view.signed, number: 2, content }
    const text = textOf((await recommendationPdf({ ...view, signed }, { compress: false })).toString('latin1'))
    expect(text).toContain('Addendum 1 to the recommendation')
    expect(text).toContain('New ultrasound arrived.')
  })
})

describe('what can be printed', () => {
  it.each([
    ['', '', false],
    ['plain – “text” ≥ 5 µg', 'plain – “text” ≥ 5 µg', false],
    ['a\u0000\u202eb\u200d\tc', 'ab c', false],
    ['猫 の 心', NOT_SHOWN, true],
    ['a 猫 の b, 🐈.', `a ${NOT_SHOWN} b, ${NOT_SHOWN}.`, true],
    ['e\u0301', 'é', false],
  ])('of %j is %j', (typed, text, lost) => expect(printable(typed)).toEqual({ text, lost }))
})
