import { describe, expect, test } from 'vitest'
import { escapeHtml, markup } from './html.ts'
import { MAIL_TEMPLATES, isMailName, renderMail } from './registry.ts'
import type { MailName, MailTemplate } from './registry.ts'

const HOSTILE = `<script>alert("x")</script> & 'Zoë' ‮ 犬\r\nBcc: x@y.test`
const url = 'https://conferral.example/cases/018f?tab=fee&x="1"'
const onCase = { patient: 'Miso', caseNumber: 'CF-7K3M2', url }
const amount = { minor: '32000', currency: 'EUR' }
const later = '2026-11-24T18:00:00Z'
const hospital = 'Northgate'

/** One set of props for each template; a new template does not compile without. */
const SAMPLES: { [N in MailName]: Extract<MailTemplate, { template: N }>['props'] } = {
  signIn: { url, expiresAt: later },
  newHome: { owner: 'Ana Ruiz', patient: 'Miso', url, expiresAt: later },
  coOwner: { owner: 'Ana Ruiz', patient: 'Miso', url, expiresAt: later },
  patientDied: { ...onCase, audience: 'HOSPITAL', owner: 'Ana Ruiz', diedOn: '2026-11-20', open: true },
  supportInvitation: { owner: 'Ana Ruiz', patient: 'Miso', mayWrite: true, url, expiresAt: later },
  supportNews: { ...onCase, owner: 'Ana Ruiz', hospital, what: 'ANSWER', stopUrl: url },
  erasureAsked: { url, dueAt: later },
  invitation: {
    organization: hospital,
    kind: 'HOSPITAL',
    invitedBy: 'Kim Lee',
    role: 'Specialist',
    url,
    expiresAt: later,
  },
  linkRenewed: { ...onCase, owner: 'Ana Ruiz', vet: 'Dr Mazur', hospital, expiresAt: later },
  claimPractice: {
    organization: 'Riverside Vets',
    askedBy: 'Dr Mazur',
    askedByEmail: 'mazur@riverside.example',
    wholeDomain: 'riverside.example',
    url,
    expiresAt: later,
  },
  agreementRequest: {
    ...onCase,
    owner: 'Ana Ruiz',
    signalment: 'cat, 11 years',
    vet: 'Dr Mazur',
    practice: 'Riverside Vets',
    hospital,
    specialty: 'Internal medicine',
    why: 'She eats, yet she\ngets thinner.',
    pledge: 'A letter with every answer, and no routine work.',
    asked: ['Chest X-rays', 'Urine results'],
    expiresAt: later,
  },
  mailTaken: {
    caseNumber: 'CF-7K3M2',
    subject: 'Fwd: bloods',
    taken: ['bloods.pdf'],
    checking: ['thorax.dcm'],
    leftOut: [{ name: 'winmail.dat', why: 'Only Outlook reads it.' }],
  },
  ownerInvitation: {
    ...onCase,
    ...{
      owner: 'Ana Ruiz',
      vet: 'Dr Mazur',
      practice: 'Riverside Vets',
      hospital,
      what: 'AUTHORIZE',
      expiresAt: later,
    },
  },
  answerShared: { ...onCase, vet: 'Dr Mazur', practice: 'Riverside Vets', hospital },
  releaseNeeded: { ...onCase, hospital, practice: 'Riverside Vets', expiresAt: later },
  consentComplete: {
    ...onCase,
    signalment: 'cat, 11 years',
    specialty: 'Internal medicine',
    urgency: 'within days',
    caseKind: 'second opinion',
    practice: 'Riverside Vets',
    records: 12,
  },
  agreementGiven: { ...onCase, practice: 'Riverside Vets', hospital, comment: 'Bloods follow.', dueAt: later },
  agreementDeclined: {
    ...onCase,
    practice: 'Riverside Vets',
    hospital,
    reason: 'Results are due Monday.',
    canProceed: true,
  },
  consentEnded: {
    ...onCase,
    audience: 'HOSPITAL',
    what: 'RELEASE',
    how: 'REVOKED',
    by: 'Ana Ruiz',
    hospital,
    at: later,
  },
  recordsAsked: { ...onCase, owner: 'Ana Ruiz', vet: 'Dr Mazur', hospital, items: ['Chest X-rays', 'Blood results'] },
  informationAsked: { ...onCase, hospital, items: ['The last blood results', 'Her weight today'], answerBy: later },
  informationGiven: { ...onCase, by: 'Riverside Vets', dueAt: later },
  estimateSent: {
    ...onCase,
    hospital,
    audience: 'PAYER',
    service: 'Written second opinion',
    amount,
    payBy: later,
    answer: 'within 48 hours of payment',
  },
  declined: {
    ...onCase,
    hospital,
    audience: 'OWNER',
    reason: 'A physical examination is needed first.',
    helps: ['Ask for an ultrasound near you'],
    refunded: amount,
  },
  receipt: {
    ...onCase,
    hospital,
    service: 'Written second opinion',
    amount,
    paidAt: later,
    receiptNumber: 'R-2026-0042',
    payer: 'Ana Ruiz',
    dueAt: later,
  },
  vetView: { ...onCase, vet: 'Dr Mazur', practice: 'Riverside Vets', stance: 'agrees, with changes' },
  planChanged: { ...onCase, by: hospital, open: 2, next: '2026-11-24' },
  vetSilent: { ...onCase, vet: 'Dr Mazur', practice: 'Riverside Vets', hospital },
  paid: { ...onCase, audience: 'HOSPITAL', hospital, amount, dueAt: later },
  paymentFailed: { ...onCase, hospital, amount, payBy: later },
  refundFailed: { ...onCase, audience: 'OWNER', amount, why: 'The card it was paid with has ended.' },
  refunded: { ...onCase, audience: 'OWNER', hospital, amount, why: 'The answer came later than promised.' },
  newMessage: { ...onCase, from: 'Dr Lee, Northgate', unread: 3, audience: 'VETS', urgent: true },
  recommendationSigned: {
    ...onCase,
    audience: 'OWNER',
    hospital,
    specialist: 'Dr Lee, DACVIM',
    practice: 'Riverside Vets',
    signedAt: later,
    questionsUntil: later,
  },
  removalAhead: { ...onCase, hospital, on: later },
  caseEnded: { ...onCase, audience: 'OWNER', how: 'WITHDRAWN', hospital, by: 'Ana Ruiz', reason: 'Miso is better.' },
}
const NAMES = Object.keys(SAMPLES).filter(isMailName)

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
/** What a reader of the HTML part sees, as one run of words. */
const visible = (page: string) =>
  page
    .replace(/^[^]*<body/, '<body')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, entity: string) => ENTITIES[entity] ?? '')
    .replaceAll(/\s+/g, ' ')
const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** Puts a hostile text wherever a text may stand, as far as the schema takes it. */
function poisoned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(poisoned)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, poisoned(inner)]))
  }
  const open = typeof value === 'string' && !/^(https:|\d{4}-\d\d-|\d+$|[A-Z_]{3,}$)/.test(value)
  return open ? HOSTILE : value
}

describe.each(NAMES)('%s', (template) => {
  const mail = renderMail({ template, props: SAMPLES[template] })

  test('has a short subject, text and a whole page', () => {
    expect(mail.subject.length).toBeGreaterThan(10)
    expect(mail.subject.length).toBeLessThan(120)
    expect(mail.html).toMatch(/^<!doctype html>[^]*<\/html>$/)
    expect(mail.html.length).toBeLessThan(20_000)
    expect(mail.text + mail.html + mail.subject).not.toMatch(/undefined|\[object|NaN|Invalid Date/)
  })

  test('text and HTML say the same', () => {
    const seen = visible(mail.html)
    const said = mail.text.split('\n').map((line) => flat(line.replace(/^(- |-- $| {2})/, '')))
    for (const line of said.filter(Boolean)) {
      const fact = /^([^:]{2,30}): (.+)$/.exec(line)
      const asShown = seen.includes(line) || (fact && seen.includes(`${fact[1]} ${fact[2]}`))
      expect(asShown || seen.includes(line.replace(/:$/, '')), line).toBe(true)
    }
  })

  test('shows every word it was given', () => {
    const props = JSON.stringify(SAMPLES[template])
    for (const given of ['Miso', 'CF-7K3M2', 'Ana Ruiz', 'Dr Lee', 'R-2026-0042']) {
      if (props.includes(given)) expect(flat(mail.subject + mail.text)).toContain(given)
    }
    if (props.includes('32000')) expect(mail.text).toContain('€320.00 (EUR)')
    expect(mail.text.includes(url)).toBe(props.includes('"url"'))
  })

  test('fetches nothing and escapes everything', () => {
    const { html } = renderMail({ template, props: poisoned(SAMPLES[template]) })
    expect(html).not.toMatch(/<script|<img|<link|src=|@import|url\(/i)
    expect(html).not.toContain('"x"')
    expect(html).not.toMatch(/\u202e|\r/)
    if ('url' in SAMPLES[template])
      expect(html).toContain('href="https://conferral.example/cases/018f?tab=fee&amp;x=&quot;1&quot;"')
    else expect(html).not.toContain('href=')
  })

  test('a hostile name adds no header', () => {
    const { subject } = renderMail({ template, props: poisoned(SAMPLES[template]) })
    expect(subject).not.toMatch(/[\r\n\u0000]/)
    expect(subject.length).toBeLessThan(400)
  })

  test('is readable without style and names its language', () => {
    expect(mail.html).toContain('<html lang="en"')
    expect(mail.html.match(/<h1 /g)).toHaveLength(1)
    expect(mail.html).toContain('prefers-color-scheme:dark')
    expect(mail.html).toContain('max-width:600px')
    expect(mail.html.match(/<table (?!role="presentation")/g)?.length ?? 0).toBeLessThanOrEqual(1)
  })
})

test('every template has a sample', () => {
  expect(NAMES.toSorted()).toEqual(Object.keys(MAIL_TEMPLATES).toSorted())
})

test('the tag escapes text and keeps markup', () => {
  expect(markup`<p title="${'"'}">${'<b>'}${markup`<i>${"'&"}</i>`}</p>`.source).toBe(
    '<p title="&quot;">&lt;b&gt;<i>&#39;&amp;</i></p>',
  )
  expect(escapeHtml('a&b')).toBe('a&amp;b')
})

test('a link in a name does not become one', () => {
  const { text, subject } = renderMail({
    template: 'invitation',
    props: { ...SAMPLES.invitation, organization: 'Win at https://evil.example www.evil.example' },
  })
  expect(text + subject).not.toMatch(/https:\/\/evil|www\.evil/)
})

test('a mail about a message never quotes it', () => {
  const props = { ...SAMPLES.newMessage, body: 'a secret finding' }
  expect(JSON.stringify(renderMail({ template: 'newMessage', props }))).not.toContain('secret finding')
})

test('the practice is told of acceptance and payment without the sum', () => {
  const accepted = renderMail({ template: 'estimateSent', props: { ...SAMPLES.estimateSent, audience: 'PRACTICE' } })
  const begun = renderMail({ template: 'paid', props: { ...SAMPLES.paid, audience: 'PRACTICE' } })
  expect(JSON.stringify([accepted, begun])).not.toContain('320')
})

test('wrong props and unknown templates are refused', () => {
  expect(() => renderMail({ template: 'nope', props: {} })).toThrow(RangeError)
  expect(() => renderMail({ template: 'toString', props: {} })).toThrow(RangeError)
  expect(() =>
    renderMail({ template: 'signIn', props: { url: 'ftp://conferral.example', expiresAt: later } }),
  ).toThrow()
  expect(() => renderMail({ template: 'signIn', props: { url, expiresAt: 'soon' } })).toThrow()
})

test('times are told in the zone of the reader', () => {
  const { text } = renderMail({ template: 'paid', props: { ...SAMPLES.paid, timeZone: 'Europe/Madrid' } })
  expect(text).toContain('Tuesday 24 November 2026, 19:00 CET')
})
