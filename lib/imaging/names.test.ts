import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CaseNames, identityOf, nameFlags, nameWords } from './names.ts'

const here: CaseNames = { animal: 'Max', owner: 'Ana Smith', species: 'DOG' }
const flags = (patientName: string | null, more: Partial<CaseNames> = {}) =>
  nameFlags({ patientName, responsiblePerson: null, species: null }, { ...here, ...more })

describe('the animal’s name in the images', () => {
  it.each([
    ['Max'],
    ['MAX'],
    ['Smith Max'],
    ['SMITH^MAX'],
    ['max smith'],
    ['Smith Ana'],
    ['Smith'],
    ['Máx'],
    [null],
    [''],
    ['REMOVED'],
    ['Anonymous'],
    ['ANONYMOUSANONYM'],
    ['XX XX'],
    ['xxxxxxxxx xxxxx'],
    ['Test'],
    ['PANCREAS_0001'],
    ['H13885'],
    ['12975-20-2, 12975-20-2'],
    ['Макс'],
    ['山田 太郎'],
    ['Люкceмbypг'],
  ])('%s fits a case about Max of Ana Smith, or cannot be compared', (name) => expect(flags(name)).toEqual([]))

  it.each([
    ['Bella', 'Bella'],
    ['SMITH BELLA', 'BELLA'],
    ['Jones Bella', 'Jones Bella'],
    ['Yamada Tarou (山田 太郎)', 'Yamada Tarou (山田 太郎)'],
  ])('%s is asked about', (name, shown) =>
    expect(flags(name)).toEqual([`The images say “${shown}”, this case is about “Max”.`]),
  )

  it.each([
    ['Jörg', 'JOERG'],
    ['Łatka', 'Latka'],
    ['Ærø', 'Aro'],
    ['山田太郎', '山田 太郎'],
    ['Барсик', 'БАРСИК'],
    ['Sir Rex of Ashby', 'Sir Rex'],
  ])('“%s” is “%s”', (animal, said) => expect(flags(said, { animal })).toEqual([]))

  it('never flags the case’s own names, in any order and case', () => {
    const word = fc.stringMatching(/^[A-Za-zÀ-ÿ]{2,10}$/)
    fc.assert(
      fc.property(word, word, fc.boolean(), (animal, owner, upper) => {
        const said = upper ? `${owner} ${animal}`.toUpperCase() : `${animal}^${owner}`
        expect(flags(said, { animal, owner })).toEqual([])
      }),
    )
  })
})

it('asks about another responsible person, and about another species, and only where both are known', () => {
  const of = (responsiblePerson: string | null, species: string | null) =>
    nameFlags({ patientName: 'Max', responsiblePerson, species }, here)
  expect(of('Smith A.', 'Canine')).toEqual([])
  expect(of('Müller Jörg', null)).toEqual([
    'The images name “Müller Jörg” as responsible, the owner here is “Ana Smith”.',
  ])
  expect(of(null, 'FELINE')).toEqual(['The images say the animal is “FELINE”, “Max” is a dog.'])
  expect(of('Anonymous', 'Canis lupus familiaris')).toEqual([])
  expect(of(null, 'wombat')).toEqual([])
})

it('knows one animal by its name in any order, else by its number', () => {
  expect(identityOf('SMITH^Rex', null)).toBe(identityOf('Rex, Smith', 'other'))
  expect(identityOf(null, 'VET-1')).toBe('vet 1')
  expect(identityOf(null, null)).toBe('')
  expect(nameWords('Müller^JÖRG')).toEqual(nameWords('mueller joerg'))
})
