import { describe, expect, it } from 'vitest'
import { claimWords, mailProblem } from './claim-rules.ts'
import { isFreeMail } from './free-mail.ts'

describe('a mail domain at which anybody gets a mailbox', () => {
  it.each([
    'gmail.com',
    'outlook.de',
    'eircom.net',
    't-online.de',
    'proton.me',
    'nb.sympatico.ca',
    'mail.gmx.net',
    'vet.com',
  ])('%s shows nothing', (domain) => {
    expect(isFreeMail(domain)).toBe(true)
    expect(mailProblem(`info@${domain}`)).toContain(domain)
  })
  it.each(['riverside-vets.ie', 'notgmail.com', 'gmail.com.example', 'com', 'kleintierpraxis.demo.example'])(
    '%s may',
    (domain) => {
      expect(isFreeMail(domain)).toBe(false)
      expect(mailProblem(`info@${domain}`)).toBeNull()
    },
  )
})

describe('how far a claim is', () => {
  const now = new Date('2026-11-25T12:00:00Z')
  const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
  it.each([
    ['OPEN', 'MAIL', 1, /press the button/],
    ['OPEN', 'MAIL', -1, /run out/],
    ['OPEN', 'OPERATOR', 1, /looking at it/],
    ['OPEN', 'OPERATOR', -1, /Not decided/],
    ['PROVEN', 'MAIL', -1, /Shown by mail/],
    ['PROVEN', 'OPERATOR', -1, /by Conferral/],
    ['REFUSED', 'OPERATOR', 1, /Not confirmed/],
    ['ENDED', 'MAIL', 1, /No longer/],
  ] as const)('%s by %s, %s hours left', (status, proof, hours, words) => {
    expect(claimWords({ status, proof, expiresAt: at(hours) }, now)).toMatch(words)
  })
})
