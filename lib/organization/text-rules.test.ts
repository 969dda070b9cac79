import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filled, PLACEHOLDERS, unknownPlaces } from './text-rules.ts'

const FACTS = {
  ...{ patient: 'Miso', owner: 'Ana Ruiz', vet: 'Dr Tomasz Mazur', practice: 'Riverside Vets' },
  ...{ hospital: 'Northgate', case: 'CF-7K3M2' },
}

describe('a practice’s text', () => {
  it('says what the case says', () => {
    expect(
      filled('Dear colleagues of {hospital}, {Patient} ({ case }) has been with us since 2019. {vet}', FACTS),
    ).toBe('Dear colleagues of Northgate, Miso (CF-7K3M2) has been with us since 2019. Dr Tomasz Mazur')
  })

  it('keeps braces that it does not know, and names them', () => {
    expect(filled('{dose} for {patient}', FACTS)).toBe('{dose} for Miso')
    expect(unknownPlaces('{dose} {patient} {Dose} {}')).toEqual(['dose'])
  })

  it('looks at nothing that it filled in', () => {
    expect(filled('{patient}', { ...FACTS, patient: '{owner}' })).toBe('{owner}')
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...PLACEHOLDERS), (name, place) => {
        expect(filled(`a {${place}} b`, { ...FACTS, [place]: name })).toBe(`a ${name} b`)
      }),
    )
  })
})
