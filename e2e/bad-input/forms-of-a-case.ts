import { randomUUID } from 'node:crypto'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import type { TestCase } from '#lib/testing/world.ts'
import { box, choice, date, type Fields, hint, id, number, strict, words } from './fields.ts'
import { type CaseScene, type Form, onCase } from './scenes.ts'
import { FORMS_OF_CONSENT } from './forms-of-consent.ts'
import { FORMS_OF_HISTORY } from './forms-of-history.ts'
import { addRecord, addSeries, addSupportTo, askQuestion, idOf, rehome } from './world.ts'

// The forms of one case, by the action that each is sent to, with everything that they post.

const OWNER_DRAFT = { status: 'DRAFT', who: 'owner' } as const
const SIGNED = `insert into "Recommendation" ("caseId", id, status, "authorId", "signedName", "signedAt", "contentHash", assessment, "plainLanguage", agreement, urgency)
  values ($1, gen_random_uuid(), 'SIGNED', gen_random_uuid(), 'Dr Lindqvist', now(), repeat('0', 64), 'HCM', 'A heart disease', 'AGREE', 'SOON')`
const SPECIALIST_TRIAGE = { status: 'IN_TRIAGE', who: 'specialist' } as const
const SPECIALIST_REVIEW = { status: 'IN_REVIEW', who: 'specialist' } as const

const requestStep = async ({ rival, at }: CaseScene): Promise<Fields> => ({
  step: choice('story'),
  go: choice('next'),
  version: number('1'),
  presentingComplaint: words('Breathes fast'),
  history: words('Since November'),
  workingDiagnosis: words('HCM'),
  proposedPlan: words('Furosemide'),
  medications: words('Furosemide'),
  decisionAhead: words('A dental operation'),
  whatMatters: words('That she does not suffer'),
  situation: choice('irreversible'),
  decisionOn: date('2027-01-20'),
  'when[]': words(['March 2026', 'Yesterday']),
  'what[]': words(['Coughed at night', 'Did not eat']),
  reachPhone: words('+353 1 555 0101'),
  reachTimes: words('After six'),
  language: choice('pl'),
  add: words('What would you do?'),
  urgency: choice('SOON'),
  attendingVetName: words('Dr Tomasz Mazur'),
  attendingVetPractice: words('Riverside Vets'),
  attendingVetEmail: words('mazur@riverside.test'),
  livesIn: choice('IE'),
  'redFlags[]': hint(['NONE']),
  'questions[]': words(['Is it heart disease?', 'Is anaesthesia safe?']),
  service: id(await serviceOf(at), rival.caseId, at.id),
})

const serviceOf = (at: TestCase): Promise<string> => idOf('select "serviceId" as id from "Case" where id = $1', [at.id])

const recommendation: Fields = {
  number: number('1'),
  version: number('0'),
  go: choice('review'),
  assessment: words('Concentric hypertrophy'),
  agreement: choice('AGREE'),
  agreementNote: words('As your vet says'),
  differentials: words('Hyperthyroidism'),
  tests: words('Blood pressure'),
  treatment: words('None yet'),
  prognosis: words('Guarded'),
  urgency: choice('SOON'),
  examinationNeeded: words('Auscultation'),
  plainLanguage: words('The muscle is thick'),
  addendumReason: words('Nothing'),
  answer1: words('Probably'),
  answer2: words('With care'),
  answer3: words('It may get worse'),
}

const studyOf = async ({ at, rival }: CaseScene): Promise<Fields> => ({
  studyId: id((await addSeries(at)).studyId, rival.recordId, at.id),
})

const recordOf = async ({ at, rival }: CaseScene, status: 'READY' | 'UPLOADING' = 'READY'): Promise<Fields> => ({
  recordId: id(await addRecord(at, 'OWNER', status), rival.recordId, at.id),
})

const supportOf = async ({ at, rival }: CaseScene): Promise<Fields> => ({
  supportId: id(await addSupportTo(at), rival.supportId, at.id),
})

export const FORMS_OF_A_CASE: Record<string, Form> = {
  keepStep: onCase(OWNER_DRAFT, requestStep),
  saveStep: onCase(OWNER_DRAFT, requestStep),
  'saveStep, of what matters': onCase(OWNER_DRAFT, () => ({
    step: choice('questions'),
    go: choice('next'),
    version: number('1'),
    'questions[]': words(['Is it heart disease?', 'Is anaesthesia safe?']),
    'priorities[]': choice(['COMFORT', 'COST']),
  })),
  'saveStep, of reaching the owner': onCase(OWNER_DRAFT, () => ({
    step: choice('reach'),
    go: choice('next'),
    version: number('1'),
    'reachBy[]': choice(['PHONE', 'MAIL']),
    reachPhone: strict('+353 1 555 0101'),
    language: choice('pl'),
  })),
  'saveStep, of the vet': onCase(OWNER_DRAFT, () => ({
    step: choice('vet'),
    go: choice('next'),
    version: number('1'),
    attendingVetName: words('Dr Tomasz Mazur'),
    attendingVetPractice: words('Riverside Vets'),
    attendingVetEmail: strict('mazur@riverside.test'),
  })),
  submitRequest: onCase(
    { ...OWNER_DRAFT, also: `update "CaseRequest" set history = 'Since November' where "caseId" = $1` },
    () => ({ version: number('1') }),
  ),
  discardDraft: onCase(OWNER_DRAFT),
  withdrawCase: onCase({ status: 'IN_TRIAGE', who: 'owner' }),
  closeCase: onCase({ status: 'ANSWERED', who: 'owner' }),
  reopenCase: onCase({ status: 'CLOSED', who: 'owner', also: 'update "Case" set "closedAt" = now() where id = $1' }),
  resendCase: onCase({ status: 'DECLINED', who: 'owner' }),

  setKind: onCase({ status: 'IN_REVIEW', who: 'owner' }, async (scene) => ({
    ...(await recordOf(scene)),
    kind: choice('IMAGING'),
    day: date('2026-01-31'),
  })),
  renewMailAddress: onCase({ status: 'IN_TRIAGE', who: 'owner' }),
  confirmStudy: onCase({ status: 'IN_TRIAGE', who: 'owner' }, studyOf),
  removeImages: onCase({ status: 'IN_TRIAGE', who: 'owner' }, studyOf),
  remove: onCase({ status: 'IN_TRIAGE', who: 'owner' }, async (scene) => ({
    ...(await recordOf(scene)),
    leave: hint('yes'),
  })),
  discard: onCase({ status: 'IN_TRIAGE', who: 'owner' }, (scene) => recordOf(scene, 'UPLOADING')),

  askForRecords: onCase({ status: 'IN_TRIAGE', who: 'owner' }, () => ({ 'items[]': choice(['bloods', 'history']) })),
  askForMissing: onCase(SPECIALIST_TRIAGE, () => ({ 'items[]': choice(['bloods', 'history']) })),

  saysDied: onCase({ status: 'IN_TRIAGE', who: 'vet' }, () => ({ diedOn: date('2026-11-20') })),
  takesDeathBack: onCase({ status: 'IN_TRIAGE', who: 'owner' }),
  saysStillWanted: onCase({ status: 'IN_TRIAGE', who: 'owner' }),
  inviteSupport: onCase({ status: 'IN_TRIAGE', who: 'owner' }, () => ({
    name: words('Bea'),
    email: strict(`bea.${randomUUID()}@example.test`),
    mayWrite: box(),
  })),
  shareWithNewOwner: onCase({ status: 'IN_TRIAGE', who: 'owner' }, async ({ at }) => {
    await rehome(at)
    return {}
  }),
  changeSupport: onCase({ status: 'IN_TRIAGE', who: 'owner' }, async (scene) => ({
    ...(await supportOf(scene)),
    mayWrite: box(),
  })),
  endSupport: onCase({ status: 'IN_TRIAGE', who: 'owner' }, supportOf),
  leaveSupport: onCase({ status: 'IN_TRIAGE', who: 'support' }),
  supportMails: onCase({ status: 'IN_TRIAGE', who: 'support' }, () => ({ mails: choice('off') })),
  saveNote: onCase({ status: 'IN_TRIAGE', who: 'support' }, () => ({
    body: words('Ask about the cough'),
    version: number('0'),
  })),
  keepNote: onCase({ status: 'IN_TRIAGE', who: 'support' }, () => ({
    body: words('Ask about the cough'),
    version: number('0'),
  })),

  ...FORMS_OF_HISTORY,

  ...FORMS_OF_CONSENT,

  accept: onCase(SPECIALIST_TRIAGE, ({ specialist, rival, at }) => ({
    amount: strict('320.00'),
    turnaroundHours: number('48'),
    validUntil: date(inDays(7)),
    note: words('With pleasure'),
    assigneeId: id(specialist.personId, rival.memberId, at.id),
  })),
  decline: onCase(SPECIALIST_TRIAGE, () => ({
    reason: choice('CAPACITY'),
    explanation: words('We are full'),
    suggestion: words('Ask another hospital'),
  })),
  ask: onCase(SPECIALIST_TRIAGE, () => ({ askedOf: choice('OWNER'), question: words('Is there an ECG?') })),
  answer: onCase(
    {
      ...{ status: 'NEEDS_INFORMATION', who: 'owner' },
      also: `update "Case" set "informationFrom" = 'OWNER', "informationReturnsTo" = 'IN_TRIAGE' where id = $1`,
    },
    async ({ at, rival }) => ({
      questionId: id(await askQuestion(at), rival.questionId, at.id),
      answer: words('No, only a film'),
    }),
  ),
  assign: onCase(SPECIALIST_TRIAGE, ({ specialist, rival, at }) => ({
    assigneeId: id(specialist.personId, rival.memberId, at.id),
  })),

  pay: onCase({ status: 'AWAITING_PAYMENT', who: 'owner' }, async ({ at, rival }) => {
    await openCheckout(at)
    return { estimateId: id(at.estimateId ?? '', rival.estimateId, at.id) }
  }),
  refund: onCase(SPECIALIST_REVIEW, () => ({
    explanation: words('The records are of another animal'),
    suggestion: words('Send the right ones'),
  })),

  post: onCase({ status: 'IN_REVIEW', who: 'owner' }, async (scene) => ({
    body: words('34 breaths a minute'),
    audience: choice('EVERYONE'),
    clientKey: choice(randomUUID()),
    urgent: box(),
    'records[]': id([await addRecord(scene.at, 'OWNER', 'READY')], scene.rival.recordId, scene.at.id),
  })),
  read: onCase({ status: 'IN_REVIEW', who: 'owner' }, () => ({ upTo: date(new Date().toISOString()) })),

  autosave: onCase(SPECIALIST_REVIEW, () => recommendation),
  save: onCase(SPECIALIST_REVIEW, () => recommendation),
  tellVetView: onCase({ status: 'ANSWERED', who: 'vet', also: SIGNED }, () => ({
    number: number('1'),
    stance: choice('DIFFER'),
    words: words('The murmur is older than that'),
  })),
  signRecommendation: onCase(SPECIALIST_REVIEW, async ({ at, specialist }) => {
    await writeDraft(at.id, specialist.personId)
    return { number: number('1'), version: number('1'), signedName: strict(specialist.name), statement: box() }
  }),
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** The payment page that an earlier press has opened, so that the press to try needs no outside service. */
const openCheckout = ({ id: caseId, estimateId }: TestCase) =>
  ownerPool().query(
    `insert into "Payment" ("caseId", id, "estimateId", "amountMinor", "applicationFeeMinor", currency, "checkoutUrl", "createdById")
     select $1, gen_random_uuid(), $2, 32000, 0, 'EUR', 'http://127.0.0.1/checkout', "ownerId" from "Case" where id = $1`,
    [caseId, estimateId],
  )

const writeDraft = (caseId: string, authorId: string) =>
  ownerPool().query(
    `insert into "Recommendation" ("caseId", id, "authorId", assessment, agreement, urgency, "plainLanguage", answers)
     select $1, gen_random_uuid(), $2, 'HCM', 'AGREE', 'SOON', 'A thick muscle',
       (select jsonb_agg(jsonb_build_object('question', q, 'answer', 'Yes')) from unnest(questions) q)
     from "CaseRequest" where "caseId" = $1`,
    [caseId, authorId],
  )
