import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { PASTED_FIELDS } from './paste-labels.ts'
import { readPaste } from './paste.ts'

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
    ['Patient: Bella Wing: left', 'Patient: Bella Wing: left'],
    ['Owner: Ana Ruiz Phone: 0123', 'Owner: Ana Ruiz Phone: 0123'],
    ['Email: ana at example.test', 'Owner’s e-mail: ana at example.test'],
    ['Bella is a dog of nine years', 'Bella is a dog of nine years'],
  ])('is not guessed at: %j', (given, rest) => {
    expect(readPaste(given)).toEqual({ values: {}, rest, several: false })
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

  it('is read where two names stand in one line, as on a printed page', () => {
    const { values, rest } = readPaste(
      'Patient: Bella Species: Canine Date of birth: 28.03.2017\nClient: Ana Ruiz E-mail: a@b.test',
    )
    expect(values).toEqual({
      ...{ name: 'Bella', species: 'DOG', bornOn: '2017-03-28' },
      ...{ ownerName: 'Ana Ruiz', ownerEmail: 'a@b.test' },
    })
    expect(rest).toBe('')
  })

  it('of two animals is not read at all', () => {
    const text = 'Patient: Bella\nSpecies: dog\nPet: Bello'
    expect(readPaste(text)).toEqual({ values: {}, rest: text, several: true })
  })

  it('believes neither of two that contradict each other', () => {
    expect(readPaste('Sex: FN\nNeutered: no')).toMatchObject({ values: { sex: 'FEMALE' }, rest: 'Neutered: no' })
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
    const two = [
      'Patient;Species\nMiso;cat\nBella;dog',
      'Patient;Client\nMiso;Kim Lee\nMiso;Ana Ruiz',
      'Patient ID,Patient Name,Species\n1,Miso,cat\n2,Miso,cat',
      'Species,Sex\ncat,F\ncat,F',
    ]
    for (const table of two) expect(readPaste(table)).toEqual({ values: {}, rest: table, several: true })
  })

  it('as a practice’s program exports it: its own names, quotes, a byte order mark, one row a visit', () => {
    const table = [
      '\ufeffPatientID;PatientName;Species;Weight (kg);Client First Name;Client Last Name;Visit date;Clinical notes;Fee',
      '77;Miso;Feline;4,1;Kim;"Lee; Dr";2026-11-02;"Breathes ""fast"".\nAt rest, too.";80',
      '77;Miso;Feline;4,1;Kim;"Lee; Dr";2026-11-10;No better;45',
    ].join('\r\n')
    expect(readPaste(table)).toEqual({
      values: {
        ...{ name: 'Miso', species: 'CAT', weightKg: '4.1', ownerName: 'Kim Lee; Dr' },
        history: '2026-11-02 Breathes "fast".\nAt rest, too.\n2026-11-10 No better',
      },
      rest: 'PatientID: 77\nFee: 80\nFee: 45',
      several: false,
    })
  })

  it('of one animal whose weight has changed leaves the weight alone', () => {
    const { values, rest } = readPaste('Pet,Species,Weight\nMiso,cat,4.1 kg\nMiso,cat,3.9 kg')
    expect(values).toEqual({ name: 'Miso', species: 'CAT' })
    expect(rest).toBe('Weight (kg): 4.1 kg\nWeight (kg): 3.9 kg')
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
