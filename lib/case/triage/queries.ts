import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Asked } from '#lib/case/wishes.ts'
import type { Db } from '#lib/db/client.ts'
import type { Side } from '#lib/db/generated/enums.ts'
import { now } from '#lib/gateways/clock.ts'
import { type Money, typedAmount } from '#lib/money.ts'
import { isoDay } from '#lib/patient/rules.ts'
import { type Colleague, colleagues, deciding } from './find.ts'
import { dayFromNow, ESTIMATE_DAYS } from './rules.ts'

export type EstimateView = {
  id: string
  /** Null for the practice: what the owner pays is not theirs to know. Nor is the note, '' for them, which is to the owner. */
  amount: Money | null
  turnaroundHours: number
  note: string
  sentAt: Date
  validUntil: Date
  superseded: boolean
}

export type QuestionView = {
  id: string
  askedOf: Side
  question: string
  askedAt: Date
  answer: string | null
  answeredBy: string | null
  answeredAt: Date | null
}

export type DeclineView = { reason: string; explanation: string; suggestion: string; declinedAt: Date }

/** What the owner told the hospital, for whoever decides. */
export type BriefView = Asked & {
  presentingComplaint: string
  history: string
  workingDiagnosis: string
  proposedPlan: string
  medications: string
  decisionAhead: string
}

export type TriageView = {
  hospital: { name: string; slug: string; timeZone: string; triageHours: number; chargesEnabled: boolean } | null
  /** What the form to accept starts with; null for other sides. */
  offer: {
    amount: string
    currency: string
    turnaroundHours: number
    validUntil: string
    service: string | null
  } | null
  team: Colleague[]
  assigneeId: string | null
  practiceTakesPart: boolean
  brief: BriefView | null
  /** Newest first. */
  estimates: EstimateView[]
  /** Newest first. */
  questions: QuestionView[]
  /** The one that waits for an answer. */
  open: QuestionView | null
  decline: DeclineView | null
}

/** Everything that triage decided on a case, as this reader may read it. */
export async function loadTriage(db: Db, access: CaseAccess): Promise<TriageView> {
  const { row, side, facts } = access
  const caseId = row.id
  const decides = row.hospitalId ? await deciding(db, access) : null
  const questions = await readQuestions(db, caseId)
  const ours = side === 'HOSPITAL'
  return {
    hospital: decides && decides.hospital,
    offer: decides && access.can('triage.decide') ? offerOf(decides) : null,
    team: ours && row.hospitalId && access.can('triage.assign') ? await colleagues(db, row.hospitalId) : [],
    assigneeId: row.assigneeId,
    practiceTakesPart: facts.agreementStands,
    brief: ours ? await readBrief(db, caseId) : null,
    estimates:
      side === 'PRACTICE' && row.payer !== side ? await readTerms(db, caseId) : await readEstimates(db, caseId),
    questions,
    open: row.status === 'NEEDS_INFORMATION' ? (questions.find(({ answer }) => answer === null) ?? null) : null,
    decline: await db.decline.findUnique({
      where: { caseId },
      select: { reason: true, explanation: true, suggestion: true, declinedAt: true },
    }),
  }
}

async function readBrief(db: Db, caseId: string): Promise<BriefView | null> {
  const said = await db.caseRequest.findUnique({ where: { caseId }, select: BRIEF })
  return said && { ...said, today: isoDay(now()) }
}

const BRIEF = {
  presentingComplaint: true,
  history: true,
  workingDiagnosis: true,
  proposedPlan: true,
  medications: true,
  decisionAhead: true,
  whatMatters: true,
  ...{ situation: true, happenedWhen: true, happenedWhat: true, priorities: true, decisionOn: true },
  ...{ reachBy: true, reachPhone: true, reachTimes: true, language: true },
} as const

function offerOf({ hospital, service, currency }: Awaited<ReturnType<typeof deciding>>): TriageView['offer'] {
  return {
    amount: service ? typedAmount(service.feeMinor, currency) : '',
    currency,
    turnaroundHours: service?.turnaroundHours ?? hospital.turnaroundHours,
    validUntil: dayFromNow(ESTIMATE_DAYS, hospital.timeZone, now()),
    service: service?.name ?? null,
  }
}

const MOST_ESTIMATES = 50

async function readEstimates(db: Db, caseId: string): Promise<EstimateView[]> {
  const rows = await db.estimate.findMany({
    where: { caseId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_ESTIMATES,
  })
  return rows.map(({ id, amountMinor, currency, turnaroundHours, note, createdAt, validUntil, supersededAt }) => ({
    ...{ id, turnaroundHours, note, validUntil },
    amount: { minor: amountMinor, currency },
    sentAt: createdAt,
    superseded: supersededAt !== null,
  }))
}

/** The estimates as the practice may know of them: row-level security gives it no row that holds a sum. */
function readTerms(db: Db, caseId: string): Promise<EstimateView[]> {
  return db.$queryRaw<EstimateView[]>`
    select id, null as amount, "turnaroundHours", '' as note, "createdAt" as "sentAt", "validUntil",
      "supersededAt" is not null as superseded
    from app.estimate_terms(${caseId}::uuid) order by "createdAt" desc, id desc limit ${MOST_ESTIMATES}`
}

function readQuestions(db: Db, caseId: string): Promise<QuestionView[]> {
  return db.informationRequest.findMany({
    where: { caseId },
    orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
    select: {
      ...{ id: true, askedOf: true, question: true, askedAt: true },
      ...{ answer: true, answeredBy: true, answeredAt: true },
    },
    take: 100,
  })
}
