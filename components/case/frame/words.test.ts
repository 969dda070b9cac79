import { describe, expect, test } from 'vitest'
import { dueWords } from './due-clock.tsx'
import { ageWords, signalmentLine, speciesList, weightWords } from './words.ts'

const now = new Date('2026-11-22T19:00:00Z')
const hour = 3_600_000

describe('the signalment', () => {
  test('is one line', () => {
    const miso = {
      species: 'CAT',
      breed: 'domestic shorthair',
      sex: 'FEMALE',
      neuter: 'NEUTERED',
      bornOn: new Date('2017-03-01'),
      weightGrams: 4100,
    }
    expect(signalmentLine(miso, now)).toBe('Cat, domestic shorthair · female, spayed · 9 years · 4.1 kg')
  })

  test('leaves out what is unknown', () => {
    expect(signalmentLine({ species: 'HORSE', sex: 'UNKNOWN', neuter: 'UNKNOWN' }, now)).toBe('Horse')
    expect(signalmentLine({ species: 'UNICORN', sex: 'MALE', neuter: 'NEUTERED' }, now)).toBe('Animal · male, neutered')
  })

  test.each([
    ['2026-11-20', '0 weeks'],
    ['2026-11-15', '1 week'],
    ['2026-10-01', '7 weeks'],
    ['2026-04-23', '6 months'],
    ['2024-11-22', '2 years'],
    ['2024-11-23', '23 months'],
  ])('born on %s is %s', (born, words) => {
    expect(ageWords(new Date(born), now)).toBe(words)
  })

  test.each([
    [320, '320 g'],
    [4100, '4.1 kg'],
    [30_000, '30 kg'],
    [540_400, '540 kg'],
  ])('%i grams are %s', (grams, words) => {
    expect(weightWords(grams)).toBe(words)
  })
})

test('a list of species names them, or says all', () => {
  expect(speciesList(['CAT', 'OTHER'])).toBe('cats, other animals')
  expect(speciesList(['CAT', 'DOG', 'HORSE', 'RABBIT', 'BIRD', 'REPTILE', 'SMALL_MAMMAL', 'OTHER'])).toBe('all animals')
})

test.each([
  [{ state: 'running', leftMs: 23 * hour, promisedMs: 48 * hour }, '23 h left of 48 h'],
  [{ state: 'late', leftMs: -2 * hour }, '2 h late'],
  [{ state: 'paused', leftMs: 20 * hour }, 'clock paused, 20 h left'],
  [{ state: 'paused', leftMs: null }, 'clock paused'],
] as const)('a clock %o says "%s"', (due, words) => {
  expect(dueWords({ ...due })).toBe(words)
})
