import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasRole, landingOf, leavesNoAdmin, roleLabel, rolesOf, slugBase } from './rules.ts'

test.each([
  ['Northgate Animal Hospital', 'HOSPITAL', 'northgate-animal-hospital'],
  ["St. Mary's — Vets & Co.", 'PRACTICE', 'st-marys-vets-co'],
  ['Clínica Águila', 'PRACTICE', 'clinica-aguila'],
  ['Tierklinik Straße', 'HOSPITAL', 'tierklinik-strasse'],
  ['Łódź Weterynarz', 'PRACTICE', 'lodz-weterynarz'],
  ['動物病院', 'HOSPITAL', 'hospital'],
  ['مستشفى', 'HOSPITAL', 'hospital'],
  ['🐈', 'PRACTICE', 'practice'],
  ['-', 'PRACTICE', 'practice'],
] as const)('%s (%s) is found at %s', (name, kind, slug) => {
  expect(slugBase(name, kind)).toBe(slug)
})

test('whatever the name, the address has letters, digits and single hyphens only', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
      expect(slugBase(name, 'PRACTICE')).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    }),
  )
})

test('a hospital has no receptionist, a practice no specialist', () => {
  expect(hasRole('HOSPITAL', 'RECEPTION')).toBe(false)
  expect(hasRole('PRACTICE', 'SPECIALIST')).toBe(false)
  for (const kind of ['PRACTICE', 'HOSPITAL'] as const) expect(rolesOf(kind)[0]?.role).toBe('ADMIN')
  expect(roleLabel('PRACTICE', 'VET')).toBe('Veterinarian')
})

test.each([
  [['a'], 'a', null, true],
  [['a'], 'a', 'VET', true],
  [['a'], 'a', 'ADMIN', false],
  [['a'], 'b', null, false],
  [['a', 'b'], 'a', null, false],
  [[], 'a', null, false],
] as const)('of admins %j, %s becoming %s leaves none: %s', (admins, who, role, none) => {
  expect(leavesNoAdmin(admins, who, role)).toBe(none)
})

test('everybody has a place to begin', () => {
  expect(landingOf({ kind: 'OWNER' })).toBe('/home')
  expect(landingOf({ kind: 'PRACTICE', slug: 'riverside' })).toBe('/practice/riverside')
  expect(landingOf({ kind: 'HOSPITAL', slug: 'northgate' })).toBe('/hospital/northgate/queue')
})
