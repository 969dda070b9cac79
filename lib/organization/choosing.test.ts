import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capacityWords, MOST_WEEKS, nextCapacity, weeksAhead } from './capacity.ts'
import { BOARD_WORDS, COLLEGES, collegeOf, titleOf } from './colleges.ts'
import { domainsOf, sameGroup } from './groups.ts'
import { newCredential, profileChange } from './profile-schema.ts'

describe('capacity', () => {
  const now = new Date('2026-11-25T12:00:00Z')
  it.each([
    [0, null, null, ''],
    [500, null, null, ''],
    [0, 5, 0, 'Takes new cases now'],
    [4, 5, 0, 'Takes new cases now'],
    [5, 5, 1, 'Next free from 2 December'],
    [23, 10, 2, 'Next free from 9 December'],
    [1000, 5, MOST_WEEKS, 'Full for 8 weeks or more'],
    [3, 0, null, ''],
  ])('%s open of %s a week: %s weeks, "%s"', (open, weekly, weeks, words) => {
    expect(weeksAhead(open, weekly)).toBe(weeks)
    expect(capacityWords(weeks, now)).toBe(words)
  })

  it('never comes sooner for one case more, nor later for one more a week', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.integer({ min: 1, max: 500 }), (open, weekly) => {
        const weeks = weeksAhead(open, weekly)!
        expect(weeksAhead(open + 1, weekly)!).toBeGreaterThanOrEqual(weeks)
        expect(weeksAhead(open, weekly + 1)!).toBeLessThanOrEqual(weeks)
        expect(nextCapacity(weeks, now) === null).toBe(weeks === 0)
      }),
    )
  })
})

describe('colleges', () => {
  it('are the boards’ own, each once, with letters to write after a name', () => {
    expect(COLLEGES.filter(({ board }) => board === 'ABVS')).toHaveLength(22)
    for (const key of ['code', 'letters', 'name'] as const)
      expect(new Set(COLLEGES.map((one) => one[key])).size, key).toBe(COLLEGES.length)
    for (const { board } of COLLEGES) expect(BOARD_WORDS[board]).toMatch(/Veterinary/)
    expect(titleOf('ECVIM-CA', 'Cardiology')).toBe('DECVIM-CA (Cardiology)')
    expect(titleOf('ACVS', '')).toBe('DACVS')
    expect(collegeOf('ACVIM')?.specialties).toContain('ONCOLOGY')
    expect(collegeOf('Consultant')).toBeNull()
  })

  it('take no title of the hospital’s own making, and no evidence but an address of the web', () => {
    const form = { personId: 'x', college: 'ECVN', field: '', evidence: '' }
    expect(newCredential.safeParse(form).success).toBe(true)
    for (const odd of [{ college: 'Top specialist' }, { evidence: 'javascript:alert(1)' }, { evidence: 'see my site' }])
      expect(newCredential.safeParse({ ...form, ...odd }).success).toBe(false)
  })
})

describe('groups', () => {
  it('are the same however they are written; no group is no group in common', () => {
    expect(sameGroup('Anvil Vet Group Ltd.', 'anvil vet')).toBe(true)
    expect(sameGroup('Anvil', 'Anvilla')).toBe(false)
    for (const none of ['', '  ', 'Group', 'Ltd']) expect(sameGroup(none, none)).toBe(false)
  })

  it('own domains, never those where everybody has an address', () => {
    expect(domainsOf('Anvil.example\n@vets.anvil.example, https://www.anvil.example/team')).toEqual({
      domains: ['anvil.example', 'vets.anvil.example'],
      problem: null,
    })
    expect(domainsOf('gmail.com').problem).toMatch(/Everybody/)
    expect(domainsOf('not a domain').problem).toMatch(/no domain/)
    expect(domainsOf('')).toEqual({ domains: [], problem: null })
  })
})

describe('what a hospital says of itself', () => {
  const form = { weeklyCases: '', returnPledge: '', groupName: '', version: '1' }
  it('is judged in words', () => {
    expect(profileChange.parse({ ...form, 'languages[]': 'pl', weeklyCases: ' 12 ' })).toMatchObject({
      'languages[]': ['pl'],
      weeklyCases: 12,
    })
    expect(profileChange.parse(form)).toMatchObject({ 'languages[]': [], weeklyCases: null })
    for (const odd of [{ weeklyCases: '0' }, { weeklyCases: '501' }, { weeklyCases: '-1' }, { 'languages[]': ['tlh'] }])
      expect(profileChange.safeParse({ ...form, ...odd }).error?.issues[0]?.message.length).toBeGreaterThan(15)
  })
})
