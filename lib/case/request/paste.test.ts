import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { PASTED_FIELDS, readPaste } from './paste.ts'

const HISTORY = `Riverside Vets, printed 25.11.2026
Patient: Bella
Species: Canine
Breed: Border Collie
Sex: FN
DOB: 28 March 2017
Weight: 18,4 kg
Client: Ana Ruiz
E-mail: Ana.Ruiz@Example.test
Account balance: 0.00

Presenting complaint: Lame on the left hind leg for three weeks.
History:
2026-11-02 Slipped on stairs.
2026-11-10 No better with rest.

Medications: meloxicam 0.1 mg/kg once a day
Questions:
Surgery or not?
Which imaging first?`

describe('a pasted history', () => {
  it('is read where a line says what it is, and only there', () => {
    const { values, rest } = readPaste(HISTORY)
    expect(values).toEqual({
      ...{
        name: 'Bella',
        species: 'DOG',
        breed: 'Border Collie',
        sex: 'FEMALE',
        neuter: 'NEUTERED',
        bornOn: '2017-03-28',
      },
      ...{ weightKg: '18.4', ownerName: 'Ana Ruiz', ownerEmail: 'ana.ruiz@example.test' },
      presentingComplaint: 'Lame on the left hind leg for three weeks.',
      history: '2026-11-02 Slipped on stairs.\n2026-11-10 No better with rest.',
      medications: 'meloxicam 0.1 mg/kg once a day',
      questions: 'Surgery or not?\nWhich imaging first?',
    })
    expect(rest).toBe('Riverside Vets, printed 25.11.2026\nAccount balance: 0.00')
  })

  it.each([
    ['DOB: 03/04/2017', 'Born: 03/04/2017'],
    ['DOB: 31.02.2017', 'Born: 31.02.2017'],
    ['DOB: spring 2017', 'Born: spring 2017'],
    ['Age: 9 y', 'Age: 9 y'],
    ['Weight: 41', 'Weight (kg): 41'],
    ['Weight: 41 lb', 'Weight (kg): 41 lb'],
    ['Species: K9', 'Species: K9'],
    ['Sex: ?', 'Sex: ?'],
    ['Patient: Bella\nPet: Bello', 'Patient: Bella\nPatient: Bello'],
    ['Email: ana at example.test', 'Owner’s e-mail: ana at example.test'],
    ['Bella is a dog of nine years', 'Bella is a dog of nine years'],
  ])('is not guessed at: %j', (given, rest) => {
    expect(readPaste(given)).toEqual({ values: {}, rest })
  })

  test.each([
    ['DOB: 2017-03-28', '2017-03-28'],
    ['Date of birth: 28.03.2017', '2017-03-28'],
    ['Born: March 28, 2017', '2017-03-28'],
    ['D.O.B.: 28 Mar. 2017', '2017-03-28'],
    ['DOB: 28/03/2017', '2017-03-28'],
    ['DOB: 03/28/2017', '2017-03-28'],
    ['DOB: 05/05/2017', '2017-05-05'],
  ])('knows a day that can be read in one way: %s', (given, bornOn) => {
    expect(readPaste(given).values).toEqual({ bornOn })
  })

  it('believes neither of two that contradict each other', () => {
    expect(readPaste('Sex: FN\nNeutered: no')).toEqual({ values: { sex: 'FEMALE' }, rest: 'Neutered: no' })
    expect(readPaste('Weight: 850 g').values).toEqual({ weightKg: '0.85' })
  })
})

describe('a pasted table', () => {
  it('of one animal is read, with names above or beside', () => {
    const values = { name: 'Miso', species: 'CAT', sex: 'MALE', neuter: 'NEUTERED', ownerName: 'Lee, Kim' }
    expect(readPaste('Patient name;Species;Sex;Client\nMiso;Feline;MN;"Lee, Kim"\n').values).toEqual(values)
    expect(readPaste('Patient,Miso\nSpecies,cat\nSex,male neutered\nOwner,"Lee, Kim"').values).toEqual(values)
  })

  it('of two animals is not: which of them is meant is not ours to say', () => {
    expect(readPaste('Patient;Species\nMiso;cat\nBella;dog').values).toEqual({})
  })
})

it('loses no word and invents none, whatever is pasted', () => {
  const word = fc.stringMatching(/^[a-z]{3,8}$/)
  const label = fc.constantFrom('Patient', 'Species', 'History', 'Plan', 'Invoice', 'DOB', 'Weight', 'Owner', 'Email')
  const said = fc.oneof(word, fc.constantFrom('cat', '4.1 kg', '2017-03-28', '03/04/2017', 'ana@example.test', ''))
  const line = fc.oneof(
    fc.tuple(label, said).map(([name, value]) => `${name}: ${value}`),
    fc.array(word).map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const { values, rest } = readPaste(lines.join('\n'))
      for (const field of Object.keys(values)) expect(Object.keys(PASTED_FIELDS)).toContain(field)
      const out = `${Object.values(values).join('\n')}\n${rest}`.toLowerCase()
      for (const one of lines.flatMap((text) => text.replace(/^[A-Za-z]+: /, '').split(' ')))
        expect(out, one).toContain(one === '4.1' || one === 'kg' ? '4.1' : one === 'cat' ? 'cat' : one)
    }),
    { numRuns: 500 },
  )
  expect(() =>
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => void readPaste(text))),
  ).not.toThrow()
})
