import 'server-only'
import { z } from 'zod'
import type { Participant } from '#lib/access/actor.ts'
import {
  CASE_POLICY,
  type CaseAction,
  caseRole,
  type CaseRole,
  mayOnCase,
  staysAfterRemoval,
} from '#lib/access/policy.ts'
import type { Db } from '#lib/db/client.ts'
import type { CaseKind, CaseStatus, DeliveryPolicy, Side, Specialty, Turn, Urgency } from '#lib/db/generated/enums.ts'
import { forbidden, notFound } from '#lib/errors.ts'
import { applying } from './delivery/rules.ts'
import { MARK_LENGTH } from './event.ts'
import { type CaseFacts, type Payer, STATUS_WORDS } from './status.ts'

const uuid = z.uuid()

/** A case as its row stands, whoever reads it. */
export type CaseRow = {
  id: string
  number: string
  kind: CaseKind
  status: CaseStatus
  ownerId: string
  payer: Payer
  answerSharedAt: Date | null
  patientId: string | null
  practiceId: string | null
  hospitalId: string | null
  serviceId: string | null
  specialty: Specialty | null
  urgency: Urgency
  assigneeId: string | null
  turn: Turn
  turnSince: Date
  dueAt: Date | null
  clockLeftMs: bigint | null
  ownerMs: bigint
  practiceMs: bigint
  hospitalMs: bigint
  informationFrom: Side | null
  informationReturnsTo: CaseStatus | null
  attendingVetName: string
  attendingVetPractice: string
  attendingVetEmail: string
  title: string
  headline: string
  /** All that there are: for owner and practice. What a hospital may know of is app.records_open. */
  recordCount: number
  submittedAt: Date | null
  paidAt: Date | null
  answeredAt: Date | null
  followUpEndsAt: Date | null
  closedAt: Date | null
  expiresAt: Date | null
  resentFromId: string | null
  /** Of the list that readiness is judged by: 0 for Conferral's own, null for the newest. */
  readinessVersion: number | null
  /** The rule about advice from afar that it began with. */
  deliveryRegion: string | null
  deliveryVersion: number | null
  /** When what it said was removed. */
  contentRemovedAt: Date | null
  createdAt: Date
  version: number
}

/** A case in the hands of somebody who may see it: what they are on it, and what they may do. */
export type CaseAccess = {
  row: CaseRow
  side: Side
  role: CaseRole
  facts: CaseFacts
  /**
   * Mark of the last event that this reader hears of (`lastHeard`). Read first of all: whatever is read afterwards is at least as
   * new, so a live line that asks for what came since cannot miss what a page does not show yet.
   */
  heard: string
  can(action: CaseAction): boolean
  /** Throws FORBIDDEN unless the policy table allows it. */
  require(action: CaseAction): void
}

type Loaded = CaseRow & {
  side: Side
  heard: string
  requestComplete: boolean
  releaseStands: boolean
  agreementStands: boolean
  agreementDeclined: boolean
  /** When the vet who is asked now was asked first; null: the one named when the request was sent. */
  vetRenamedAt: Date | null
  withoutPractice: boolean
  /** The hospital's own. */
  deliveryPolicy: DeliveryPolicy | null
  /** Of the region's rule that the case began with; null before it is sent. */
  regionPolicy: DeliveryPolicy | null
  /** False for a practice that does not pay: it sees no estimate and has nothing to do with one. */
  estimateOpen: boolean
  feeSettled: boolean
}

/**
 * May this reader be told the case's own count of records? A hospital sees what consent covers; and in a request that was
 * sent again, a practice does not see what another one had added.
 */
export const seesEveryRecord = ({ side, row }: Pick<CaseAccess, 'side' | 'row'>): boolean =>
  side === 'OWNER' || (side === 'PRACTICE' && row.resentFromId === null)

/**
 * THE way to a case: through the actor, who stands on one side of it. Facts that cross stages are loaded here.
 * @throws NOT_FOUND for a malformed, missing or foreign id alike
 */
export async function loadCase(db: Db, actor: Participant, caseId: string): Promise<CaseAccess> {
  const row = await readCase(db, caseId)
  const writes = row?.side === 'SUPPORT' && (await supportWrites(db, caseId))
  const role = row && caseRole(actor, row.side, row.kind, writes)
  if (!row || !role) throw notFound()
  return {
    row,
    side: row.side,
    role,
    facts: factsOf(row),
    heard: row.heard,
    can: (action) => mayOnCase(role, action, row.status) && (!row.contentRemovedAt || staysAfterRemoval(action)),
    require(action) {
      if (row.contentRemovedAt && !staysAfterRemoval(action)) throw forbidden(REMOVED)
      if (mayOnCase(role, action, row.status)) return
      // Their own thing at another time (a second tab, a slow press) deserves to know why not now.
      const ever = CASE_POLICY[action].roles.some((one) => one === role)
      throw ever ? forbidden(`This cannot be done while the case is ${STATUS_WORDS[row.status].short}.`) : forbidden()
    },
  }
}

const REMOVED = 'What this case said was removed, as the time for which it is kept had ended.'

/** The same for the worker and webhooks, which stand on no side. */
export async function loadCaseAsSystem(
  db: Db,
  caseId: string,
): Promise<{ row: CaseRow; side: 'SYSTEM'; facts: CaseFacts }> {
  const row = await readCase(db, caseId)
  if (!row) throw notFound()
  return { row, side: 'SYSTEM', facts: factsOf(row) }
}

async function supportWrites(db: Db, caseId: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ writes: boolean }[]>`select app.support_writes(${caseId}::uuid) as writes`
  return row?.writes ?? false
}

async function readCase(db: Db, caseId: string): Promise<Loaded | null> {
  if (!uuid.safeParse(caseId).success) return null
  const [row] = await db.$queryRaw<Loaded[]>`
    select c.*, app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") as side,
      coalesce(app.last_heard(c.id, ${MARK_LENGTH}::int), '') as heard,
      coalesce((q."redFlagAnswer" is not null or c.kind <> 'SECOND_OPINION') and q."presentingComplaint" <> '' and cardinality(q.questions) > 0, false) as "requestComplete",
      exists (select from "Release" r where r."caseId" = c.id and r."hospitalId" = c."hospitalId"
        and r."revokedAt" is null and r."expiresAt" > now()) as "releaseStands",
      coalesce(a.decision = 'AGREED' and a."revokedAt" is null and a."expiresAt" > now(), false) as "agreementStands",
      coalesce(a.decision = 'DECLINED', false) as "agreementDeclined", v.at as "vetRenamedAt",
      exists (select from "CaseEvent" e where e."caseId" = c.id and e.type = 'consent.proceededWithoutPractice') as "withoutPractice",
      h."deliveryPolicy", dr."withoutVet" as "regionPolicy",
      exists (select from "Estimate" e where e."caseId" = c.id and e."supersededAt" is null and e."validUntil" > now()) as "estimateOpen",
      c."paidAt" is not null as "feeSettled"
    from "Case" c
    left join "CaseRequest" q on q."caseId" = c.id
    left join "Organization" h on h.id = c."hospitalId"
    left join "DeliveryRule" dr on dr.region = c."deliveryRegion" and dr.version = c."deliveryVersion"
    left join lateral (select max(e.at) as at from "CaseEvent" e where e."caseId" = c.id and e.type = 'consent.vetRenamed'
      and e.data->>'linkId' is not null) v on true
    left join lateral (select * from "Agreement" a where a."caseId" = c.id and a."hospitalId" = c."hospitalId"
      and (v.at is null or a."signedAt" > v.at)
      order by a."signedAt" desc, a.id desc limit 1) a on true
    where c.id = ${caseId}::uuid`
  return row?.side ? row : null
}

const DAY = 86_400_000

function factsOf(row: Loaded): CaseFacts {
  const daysSince = (date: Date | null) => (date ? (Date.now() - date.getTime()) / DAY : 0)
  return {
    kind: row.kind,
    payer: row.payer,
    requestComplete:
      row.requestComplete && row.patientId !== null && row.hospitalId !== null && row.attendingVetEmail !== '',
    releaseStands: row.releaseStands,
    agreementStands: row.agreementStands,
    agreementDeclined: row.agreementDeclined,
    practiceSilentDays:
      row.agreementStands || row.agreementDeclined ? 0 : daysSince(row.vetRenamedAt ?? row.submittedAt),
    withoutPractice: row.withoutPractice,
    deliveryPolicy: applying(row.regionPolicy, row.deliveryPolicy)?.policy ?? null,
    estimateOpen: row.estimateOpen,
    feeSettled: row.feeSettled,
    informationFrom: row.informationFrom,
    informationReturnsTo: row.informationReturnsTo,
    closedDaysAgo: daysSince(row.closedAt),
  }
}
