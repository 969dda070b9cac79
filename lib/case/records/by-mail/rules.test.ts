import { describe, expect, it } from 'vitest'
import {
  type AddressFacts,
  DECORATION_BYTES,
  headersIn,
  keyOf,
  mayAnswer,
  messageIdOf,
  MOST_FILES,
  type Part,
  readAddress,
  sortParts,
  takesMail,
  writeAddress,
} from './rules.ts'

const DOMAIN = 'in.conferral.example'
const KEY = keyOf(Uint8Array.from({ length: 32 }, (_, at) => at * 37))

describe('an address', () => {
  it('names the case and carries the key, and is read however a mail program writes it', () => {
    const address = writeAddress('CF-7K3M2', KEY, DOMAIN)
    expect(address).toMatch(/^cf-7k3m2-[0-9a-hjkmnp-tv-z]{20}@in\.conferral\.example$/)
    expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64)
    expect(readAddress(` ${address.toUpperCase()} `, DOMAIN)).toEqual({ number: 'CF-7K3M2', key: KEY })
  })

  it.each([
    ['another domain', `cf-7k3m2-${KEY}@conferral.example`],
    ['a domain that only ends so', `cf-7k3m2-${KEY}@evil-in.conferral.example`],
    ['no key', `cf-7k3m2@${DOMAIN}`],
    ['a short key', `cf-7k3m2-${KEY.slice(1)}@${DOMAIN}`],
    ['more than one at', `cf-7k3m2-${KEY}@x@${DOMAIN}`],
    ['nothing', ''],
  ])('is not read from %s', (_what, address) => expect(readAddress(address, DOMAIN)).toBeNull())
})

describe('who takes mail', () => {
  const owner: AddressFacts = { side: 'OWNER', status: 'IN_TRIAGE', consent: 'STANDS', reachable: true }
  const practice: AddressFacts = { ...owner, side: 'PRACTICE' }

  it('whoever may add files on the page', () => {
    expect(takesMail(owner)).toBe(true)
    expect(takesMail({ ...owner, status: 'DRAFT', consent: 'NOT_ASKED_YET' })).toBe(true)
    expect(takesMail({ ...practice, status: 'AWAITING_CONSENT', consent: 'NOT_ASKED_YET' })).toBe(true)
    expect(takesMail({ ...practice, status: 'ANSWERED' })).toBe(true)
  })

  it.each(['CLOSED', 'DECLINED', 'WITHDRAWN', 'EXPIRED'] as const)('nobody once the case is %s', (status) => {
    expect(takesMail({ ...owner, status })).toBe(false)
    expect(takesMail({ ...practice, status })).toBe(false)
  })

  it('nobody whose own consent ended, or whose link did', () => {
    expect(takesMail({ ...owner, consent: 'ENDED' })).toBe(false)
    expect(takesMail({ ...practice, consent: 'ENDED' })).toBe(false)
    expect(takesMail({ ...practice, reachable: false })).toBe(false)
  })
})

const part = (over: Partial<Part>): Part => ({
  place: 0,
  name: 'bloods.pdf',
  mime: 'application/pdf',
  inline: false,
  size: 1000,
  ...over,
})

describe('the parts of a mail', () => {
  const small = { mime: 'image/png', name: 'logo.png', size: DECORATION_BYTES - 1 }

  it.each([
    ['a logo in the text', { ...small, inline: true }],
    ['a signature', { mime: 'application/pkcs7-signature', name: 'smime.p7s' }],
    ['a contact card', { mime: 'text/vcard', name: 'kim.vcf' }],
    ['an appointment', { mime: 'text/calendar', name: 'invite.ics' }],
    ['a notice of delivery', { mime: 'message/delivery-status' }],
  ])('passes over %s without a word', (_what, over) =>
    expect(sortParts([part(over)])).toEqual({ take: [], leftOut: [] }),
  )

  it.each([
    ['a small picture that is attached', small],
    ['a photo in the text', { ...small, inline: true, size: DECORATION_BYTES }],
    ['a table in the text', { mime: 'text/csv', name: 'lab.csv', inline: true, size: 40 }],
    ['what nobody knows', { mime: 'application/octet-stream', name: 'IM000001' }],
  ])('takes %s', (_what, over) => expect(sortParts([part(over)])).toEqual({ take: [part(over)], leftOut: [] }))

  it.each([
    [/Outlook/, { mime: 'application/ms-tnef', name: 'winmail.dat' }],
    [/Outlook/, { mime: 'application/octet-stream', name: 'WINMAIL.DAT' }],
    [/encrypted or sealed/, { mime: 'application/pkcs7-mime', name: 'smime.p7m' }],
    [/mail within a mail/, { mime: 'message/rfc822', name: '' }],
    [/mail within a mail/, { mime: 'message/external-body', name: '' }],
    [/empty/, { size: 0 }],
  ])('says %s', (why, over) => {
    const { take, leftOut } = sortParts([part(over)])
    expect(take).toEqual([])
    expect(leftOut).toEqual([{ name: expect.stringMatching(/./), why: expect.stringMatching(why) }])
  })

  it('gives a name to what has none, and takes paths off what has one', () => {
    const { take } = sortParts([
      part({ name: '' }),
      part({ place: 1, name: '', mime: 'application/x-unknown' }),
      part({ place: 2, name: '../../etc/pass\r\nwd' }),
    ])
    expect(take.map(({ name }) => name)).toEqual(['attachment 1.pdf', 'attachment 2', 'pass wd'])
  })

  it('takes no more than so many, and says it of each of the others', () => {
    const { take, leftOut } = sortParts(Array.from({ length: MOST_FILES + 2 }, (_, place) => part({ place })))
    expect([take.length, leftOut.length]).toEqual([MOST_FILES, 2])
    expect(leftOut[0]?.why).toMatch(/at most 200/)
  })
})

describe('an answer', () => {
  const own = { domain: DOMAIN, sender: 'no-reply@conferral.example' }
  const may = (from: string, headers: Record<string, string> = {}) =>
    mayAnswer(from, new Map(Object.entries(headers)), own)

  it('goes to a person', () => {
    expect(may('kim@vets.example')).toBe(true)
    expect(may('kim@vets.example', { 'auto-submitted': 'no', precedence: 'first-class' })).toBe(true)
  })

  it.each([
    ['nobody', ''],
    ['what is no address', 'kim'],
    ['a mail server', 'MAILER-DAEMON@vets.example'],
    ['who wants none', 'no-reply@lab.example'],
    ['a list', 'vets-request@list.example'],
    ['ourselves', own.sender],
    ['an address of a case', writeAddress('CF-7K3M2', KEY, DOMAIN)],
  ])('never goes to %s', (_who, from) => expect(may(from)).toBe(false))

  it.each<Record<string, string>>([
    { 'auto-submitted': 'auto-generated' },
    { 'auto-submitted': 'Auto-Replied (vacation)' },
    { precedence: 'bulk' },
    { 'x-auto-response-suppress': 'DR, AutoReply' },
    { 'list-id': '<vets.list.example>' },
    { 'list-unsubscribe': '<mailto:x@y.example>' },
  ])('never answers a robot: %j', (headers) => expect(may('kim@vets.example', headers)).toBe(false))
})

describe('the headers', () => {
  it('are read to the first empty line, unfolded, the first of each name', () => {
    const headers = headersIn(
      'Message-ID:\r\n <one@mail.example>\r\nSubject: a\r\n b\r\nsubject: c\r\n\r\nX-Late: yes\r\n',
    )
    expect(headers.get('subject')).toBe('a b')
    expect(headers.has('x-late')).toBe(false)
    expect(messageIdOf(headers)).toBe('<one@mail.example>')
  })

  it('hold no message id that could not be written back', () =>
    expect(messageIdOf(new Map([['message-id', '<one two@mail.example>']]))).toBeNull())
})
