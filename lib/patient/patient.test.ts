import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { age } from '#lib/words.ts'
import { bornFromAge, kilograms, parseKilograms, SPECIES } from './rules.ts'
import { patientSchema } from './schema.ts'

const today = new Date('2026-11-22T00:00:00Z')

describe('facts of an animal', () => {
  it('turns an age into a birthday and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 120 }),
        fc.integer({ min: 0, max: 11 }),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (years, months, day) => {
          expect(age(bornFromAge(years, months, day), day)).toBe(`${years} years`)
        },
      ),
    )
    expect(age(bornFromAge(0, 0, today), today)).toBe('0 weeks')
    expect(age(bornFromAge(1, 2, today), today)).toBe('14 months')
  })

  it('keeps every gram of a weight', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), (grams) => {
        expect(parseKilograms(kilograms(grams))).toBe(grams)
      }),
    )
    expect(parseKilograms('4,2')).toBe(4200)
    expect(parseKilograms('4.2 kg')).toBe(4200)
    for (const wrong of ['0', '', '-3', '1e3', '5000.1', 'heavy', '4.2345']) expect(parseKilograms(wrong)).toBeNull()
  })
})

describe('the form', () => {
  const messages = (values: object) => patientSchema.safeParse(values).error?.issues.map((issue) => issue.message) ?? []

  it('needs a name and a species, and nothing else', () => {
    expect(patientSchema.parse({ name: ' Miso ', species: 'CAT', bornOn: '', ageYears: '', weightKg: '' })).toEqual({
      ...{
        name: 'Miso',
        species: 'CAT',
        breed: '',
        sex: 'UNKNOWN',
        neuter: 'UNKNOWN',
        bornOn: null,
        weightGrams: null,
      },
    })
    expect(messages({})).toHaveLength(2)
    expect(messages({ name: 'x'.repeat(100_000), species: 'CAT' })[0]).toMatch(/too long/)
    expect(messages({ name: 'a\u0000', species: 'CAT' })[0]).toMatch(/cannot be stored/)
    expect(messages({ name: 'Miso', species: 'DRAGON' })[0]).toMatch(/what kind/)
  })

  it('judges days and weights', () => {
    const animal = { name: 'Miso', species: 'CAT' }
    expect(messages({ ...animal, bornOn: '2026-02-30' })[0]).toMatch(/day of the calendar/)
    expect(messages({ ...animal, bornOn: '2999-01-01' })[0]).toMatch(/future/)
    expect(messages({ ...animal, bornOn: '1700-01-01' })[0]).toMatch(/too far back/)
    expect(messages({ ...animal, ageYears: 'nine' })[0]).toMatch(/whole number/)
    expect(messages({ ...animal, ageMonths: '12' })[0]).toMatch(/0 to 11/)
    expect(messages({ ...animal, weightKg: 'a lot' })[0]).toMatch(/kilograms/)
    expect(patientSchema.parse({ ...animal, weightKg: '4,2', ageYears: '9' })).toMatchObject({ weightGrams: 4200 })
  })

  it('answers anything with data or words', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '9', '2017-03-28', ...SPECIES))
    const names = fc.constantFrom(
      'name',
      'species',
      'breed',
      'sex',
      'neuter',
      'bornOn',
      'ageYears',
      'ageMonths',
      'weightKg',
    )
    fc.assert(
      fc.property(fc.dictionary(names, value), (values) => void patientSchema.safeParse(values)),
      { numRuns: 40 },
    )
  })
})
