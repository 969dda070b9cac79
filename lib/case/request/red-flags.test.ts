import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SPECIES } from '#lib/patient/rules.ts'
import { FLAG_SOURCES, RED_FLAGS, redFlagsFor } from './red-flags.ts'
import { knownFlags } from './rules.ts'

describe('red flags', () => {
  it('are asked of every species: breathing, collapse, bleeding, seizure and poison among them', () => {
    for (const species of SPECIES) {
      const ids = redFlagsFor(species).map((flag) => flag.id)
      expect(ids).toEqual(expect.arrayContaining(['breathing', 'collapse', 'bleeding', 'seizure', 'toxin']))
      expect(new Set(ids).size).toBe(ids.length)
    }
    expect(redFlagsFor('HORSE').map((flag) => flag.id)).toContain('colic')
    expect(redFlagsFor('DOG').map((flag) => flag.id)).toContain('bloat')
    expect(redFlagsFor('CAT').map((flag) => flag.id)).toEqual(expect.arrayContaining(['urine', 'lily']))
    expect(redFlagsFor('RABBIT').map((flag) => flag.id)).toContain('gut')
  })

  it('have a set of its own for each species, and sources that can be named', () => {
    const common = RED_FLAGS.filter(({ species }) => species === 'ALL').length
    const sets = SPECIES.map((species) => redFlagsFor(species).map(({ id }) => id))
    for (const set of sets) expect(set.length).toBeGreaterThanOrEqual(common + 3)
    expect(new Set(sets.map((set) => set.join())).size).toBe(SPECIES.length)
    const letters = FLAG_SOURCES.map(({ id }) => id)
    for (const { sources } of RED_FLAGS) {
      expect(sources.length).toBeGreaterThan(0)
      for (const letter of sources) expect(letters).toContain(letter)
    }
    expect(letters.filter((letter) => !RED_FLAGS.some(({ sources }) => sources.includes(letter)))).toEqual([])
  })

  it('have ids of their own and words to read', () => {
    expect(new Set(RED_FLAGS.map((flag) => flag.id)).size).toBe(RED_FLAGS.length)
    for (const { sign, species } of RED_FLAGS) {
      expect(sign).toMatch(/^[A-Z].{10,120}$/)
      if (species !== 'ALL') expect(species.length).toBeGreaterThan(0)
    }
  })

  it('keep only real ones of that species, whatever is posted', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SPECIES),
        fc.array(fc.oneof(fc.string(), fc.constantFrom(...RED_FLAGS.map((f) => f.id)))),
        (species, posted) => {
          const kept = knownFlags(species, posted)
          const real = redFlagsFor(species).map((flag) => flag.id)
          expect(kept.every((id) => real.includes(id) && posted.includes(id))).toBe(true)
        },
      ),
    )
  })
})
