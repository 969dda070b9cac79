import { randomUUID } from 'node:crypto'
import { box, choice, date, type Fields, hint, id, secret, strict, words } from './fields.ts'
import { type CaseScene, type Form, onCase } from './scenes.ts'
import { addRecord } from './world.ts'

// The forms of consent, by the action that each is sent to, with everything that they post.

const AWAITING = { status: 'AWAITING_CONSENT', who: 'owner', released: true } as const
/** A signature that nears its end. */
const SOON = (what: 'Release' | 'Agreement') =>
  `update "${what}" set "expiresAt" = now() + interval '9 days' where "caseId" = $1`

const lessOf: Fields = { 'kinds[]': choice(['LAB']), from: date('2020-01-01'), to: date('9999-12-31') }

const signature = ({ texts, at }: CaseScene): Fields => ({
  signedName: words('Dr Tomasz Mazur'),
  textId: id(texts.agreement, texts.release, at.id),
  seen: hint(''),
  link: secret(at.linkToken),
})

export const FORMS_OF_CONSENT: Record<string, Form> = {
  signRelease: onCase({ ...AWAITING, released: false }, ({ texts, at }) => ({
    share: choice('SOME'),
    'kinds[]': choice(['LAB', 'IMAGING']),
    from: date('2025-01-01'),
    to: date('9999-12-31'),
    days: choice('90'),
    signedName: words('Plain Owner'),
    statement: box(),
    textId: id(texts.release, texts.agreement, at.id),
    seen: hint(''),
  })),
  'signRelease, single records': onCase({ ...AWAITING, released: false }, async ({ texts, at, rival }) => ({
    share: choice('ONLY'),
    'only[]': id([await addRecord(at, 'OWNER', 'READY')], rival.recordId, at.id),
    days: choice('90'),
    signedName: words('Plain Owner'),
    statement: box(),
    textId: id(texts.release, texts.agreement, at.id),
    seen: hint(''),
  })),
  narrowMine: onCase({ status: 'IN_TRIAGE', who: 'owner' }, () => lessOf),
  narrowOurs: onCase({ status: 'IN_TRIAGE', who: 'vet' }, () => lessOf),
  leaveOutOfRelease: onCase({ status: 'IN_TRIAGE', who: 'owner' }, async ({ at, rival }) => ({
    item: id(await addRecord(at, 'OWNER', 'READY'), rival.recordId, at.id),
  })),
  leaveOutOfAgreement: onCase({ status: 'IN_TRIAGE', who: 'vet' }, async ({ at, rival }) => ({
    item: id(await addRecord(at, 'PRACTICE', 'READY'), rival.recordId, at.id),
  })),
  stopRelease: onCase({ status: 'IN_TRIAGE', who: 'owner' }),
  answerRequest: onCase({ status: 'AWAITING_CONSENT', who: 'link' }, (scene) => ({
    answer: choice('SOME'),
    'kinds[]': choice(['LAB']),
    from: date('2025-01-01'),
    comment: words('Happy to help'),
    ...signature(scene),
  })),
  'answerRequest, a no': onCase({ status: 'AWAITING_CONSENT', who: 'link' }, (scene) => ({
    answer: choice('NO'),
    reason: choice('OTHER'),
    reasonLine: words('Seen once, two years ago'),
    ...signature(scene),
  })),
  addComment: onCase({ status: 'IN_TRIAGE', who: 'vet' }, () => ({ comment: words('Seen on Monday') })),
  stopAgreement: onCase({ status: 'IN_TRIAGE', who: 'vet' }),
  prolongRelease: onCase({ status: 'IN_TRIAGE', who: 'owner', also: SOON('Release') }),
  prolongAgreement: onCase({ status: 'IN_TRIAGE', who: 'vet', also: SOON('Agreement') }),
  openCase: onCase({ status: 'IN_TRIAGE', who: 'link' }, ({ at }) => ({
    link: secret(at.linkToken),
    to: choice('records'),
  })),
  sendAgain: onCase(AWAITING),
  passOnToColleague: onCase({ status: 'AWAITING_CONSENT', who: 'link' }, () => ({
    colleagueName: words('Dr Ines Roth'),
    colleagueEmail: strict(`roth.${randomUUID()}@riverside.test`),
  })),
  correctVet: onCase(AWAITING, () => ({
    vetName: words('Dr Ines Roth'),
    vetPractice: words('Hillside Vets'),
    vetEmail: strict(`roth.${randomUUID()}@hillside.test`),
  })),
  goOnWithoutPractice: onCase(
    { ...AWAITING, also: `update "Case" set "submittedAt" = now() - interval '9 days' where id = $1` },
    () => ({ understood: box() }),
  ),
}
