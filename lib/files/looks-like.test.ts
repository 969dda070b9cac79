import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labCsv } from '#lib/fixtures/csv.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { type Looks, looksLike } from './looks-like.ts'

const RECEIPT_EN = `Riverside Vets
Tax invoice 20418     14/10/2026
Consultation                 1      48.00
Radiographs thorax, 2 views  1     132.50
Meloxicam 1.5 mg/ml 32 ml    1      18.20
Subtotal                           198.70
VAT 20%                             39.74
Total                              238.44
Paid by card. Thank you for your visit.`

const RECEIPT_DE = `Tierarztpraxis am Park
Rechnung Nr. 2026-118
Allgemeine Untersuchung mit Beratung   26,80 €
Röntgen Thorax, 2 Ebenen              104,20 €
Nettobetrag                           131,00 €
MwSt 19 %                              24,89 €
Gesamtbetrag                          155,89 €
zahlbar bis 30.10.2026`

const RECEIPT_FR = `FACTURE n° 3381
Consultation      45,00
Vaccin            38,00
Total HT          69,17
TVA 20 %          13,83
Total TTC         83,00
Payé par carte`

const RECEIPT_JA = `領収書
診察料 3,000.00
小計 ¥3,000.00
消費税 ¥300.00
合計 ¥3,300.00`

const SOAP = `14/10/2026 Recheck
S: Owner reports weight loss, eating and drinking well. Paid 45.00 at the desk.
O: Bright. Temperature 38.4, grade II murmur, abdomen soft.
A: Suspected hyperthyroidism, differentials: CKD, diabetes.
P: Bloods, recheck in ten days. Meloxicam 0.05 mg/kg SID.`

const HISTORY_DE = `Vorbericht: seit drei Wochen Lahmheit hinten links, Appetit gut.
Klinische Untersuchung: Allgemeinbefinden gut, Schleimhäute rosa, Herzfrequenz 96.
Befund: Kreuzbandriss Verdacht. Therapie: Ruhe, Kontrolle in 10 Tagen.`

const HISTORY_WITH_BILL_WORDS = `2026-03-01 Consultation. Owner reports vomiting since Monday; total of five times.
Examination: temperature 39.1, abdomen tense on palpation, mucous membranes pink.
Assessment: foreign body likely. Plan: ultrasound, discount agreed with the owner, estimate 300.00
2026-03-04 Recheck. Appetite back.`

const LAB = `Laboratory report  Sampled 2026-10-14
Analyte Result Unit Reference interval
Creatinine 212 µmol/l 71 - 212
Urea 14.2 mmol/l 5.7 - 12.9 H
ALT 44 U/L 12 - 130
Albumin 31 g/l 22 - 40
Haematocrit 38 % 30 - 52`

const LETTER = `Dear colleague,
Thank you for seeing Miso, whose owner noticed weight loss over the last 5 weeks.
Heart 180 beats a minute, grade II of VI systolic murmur. Working diagnosis: hyperthyroidism.
Kind regards, Dr Piotr Mazur`

describe('what a text looks like', () => {
  it.each<[name: string, text: string, looks: Looks | null]>([
    ['a bill in English', RECEIPT_EN, 'RECEIPT'],
    ['a bill in German', RECEIPT_DE, 'RECEIPT'],
    ['a bill in French', RECEIPT_FR, 'RECEIPT'],
    ['a bill in Japanese', RECEIPT_JA, 'RECEIPT'],
    ['notes by problem with one price', SOAP, 'HISTORY'],
    ['a history in German', HISTORY_DE, 'HISTORY'],
    ['a history with words of money', HISTORY_WITH_BILL_WORDS, 'HISTORY'],
    ['a laboratory report', LAB, 'LAB'],
    ['a table of values', labCsv(1, SAMPLE_FACTS).toString('utf8'), 'LAB'],
    ['a letter', LETTER, 'LETTER'],
    ['a shopping list', 'Milk\nBread\nCat food 2.00', null],
    ['nothing', '', null],
  ])('%s', (_name, text, looks) => expect(looksLike(text)).toBe(looks))

  it('is the same in capitals and with other line ends', () => {
    for (const text of [RECEIPT_EN, RECEIPT_DE, LAB]) {
      expect(looksLike(text.replaceAll('\n', '\r\n'))).toBe(looksLike(text))
      expect(looksLike(text.toUpperCase())).toBe(looksLike(text))
    }
  })

  it('is no receipt without a word of money, whatever numbers stand in it', () => {
    const line = fc.tuple(fc.constantFrom('Weight', 'Pulse', 'Day'), fc.integer({ min: 0, max: 9999 }))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const text = lines.map(([word, n]) => `${word} ${(n / 100).toFixed(2)}`).join('\n')
        expect(looksLike(text)).not.toBe('RECEIPT')
      }),
    )
  })

  it('answers soon whatever the text is', () => {
    const started = performance.now()
    for (const text of ['1.'.repeat(100_000), '€'.repeat(200_000), '0 '.repeat(100_000), 'a\n'.repeat(100_000)])
      looksLike(text)
    expect(performance.now() - started).toBeLessThan(3000)
  })
})
