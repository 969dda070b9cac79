import { describe, expect, it } from 'vitest'
import { invitationProblem, MOST_CO_OWNERS, stateOf } from './rules.ts'

const now = new Date('2026-11-20T12:00:00Z')
const [later, earlier] = [new Date('2026-12-20T12:00:00Z'), new Date('2026-11-19T12:00:00Z')]

describe('somebody who was asked to own an animal together', () => {
  it.each([
    [{ acceptedAt: null, expiresAt: later }, 'INVITED'],
    [{ acceptedAt: null, expiresAt: now }, 'EXPIRED'],
    [{ acceptedAt: earlier, expiresAt: earlier }, 'OWNER'],
  ] as const)('%j is %s', (line, state) => {
    expect(stateOf(line, now)).toBe(state)
  })
})

describe('an address to invite', () => {
  const invited = (email: string) => ({ email, acceptedAt: null, expiresAt: later })
  const full = Array.from({ length: MOST_CO_OWNERS }, (_, place) => invited(`p${place}@example.test`))
  it.each([
    ['ana@example.test', [], /your own address/],
    ['ben@example.test', [{ ...invited('ben@example.test'), acceptedAt: earlier }], /already/],
    ['ben@example.test', full, /At most 4/],
    // Whoever has not answered is invited anew, and their place is theirs.
    ['p0@example.test', full, null],
    ['ben@example.test', [...full.slice(1), { ...full[0]!, expiresAt: earlier }], null],
    ['ben@example.test', [], null],
  ] as const)('%s', (email, standing, said) => {
    const problem = invitationProblem(email, 'ana@example.test', standing, now)
    if (said) expect(problem).toMatch(said)
    else expect(problem).toBeNull()
  })
})
