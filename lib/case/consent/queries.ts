import 'server-only'
import type { Participant } from '#lib/access/actor.ts'
import type { CaseAction } from '#lib/access/policy.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { judge } from '#lib/case/status.ts'
import type { Db } from '#lib/db/client.ts'
import type { CaseKind, CaseStatus, DeliveryPolicy, Side, Specialty, Turn } from '#lib/db/generated/enums.ts'
import { type Signalment, signalment } from '#lib/words.ts'
import { currentText } from './find.ts'
import { type AnswerRow, type ConsentEvent, historyOf, type HistoryEntry, type ReleaseRow } from './history.ts'
import { agreementKey, mayRemindAt, openScopes, stands } from './rules.ts'
import { outline, type Scope, scopeOf } from './scope.ts'
import { itemsOf, listThings, namesOfItems, type ThingView } from './things.ts'

export type TextView = { id: string; version: number; body: string }
export type ReleaseView = ReleaseRow & { stands: boolean }
export type AnswerView = AnswerRow & { stands: boolean; comment: string }

/** Consent as one reader may see it. */
export type ConsentView = {
  /** The moment that everything else was judged at. */
  now: Date
  caseId: string
  number: string
  status: CaseStatus
  kind: CaseKind
  turn: Turn
  side: Side
  readerName: string
  patient: { name: string; look: string }
  owner: string
  /** `email` for the owner only. */
  vet: { name: string; practice: string; email: string | null }
  hospital: { name: string; specialty: Specialty | null; policy: DeliveryPolicy | null }
  why: { headline: string; complaint: string; diagnosis: string; plan: string }
  texts: { release: TextView; agreement: TextView }
  release: ReleaseView | null
  /** Of the vet who is asked now. */
  answer: AnswerView | null
  /** Ids of the latest signatures of any kind; forms carry them, so that nothing is signed twice. */
  seen: { release: string; answer: string }
  open: { OWNER: Scope; PRACTICE: Scope }
  /** Names of the single records that signatures name; null for the hospital, which reads only that there are some. */
  names: ReadonlyMap<string, string> | null
  /** What the reader's own signature may name singly; one more than a form lists where there are more. */
  things: ThingView[]
  askedAt: Date | null
  /** Reminders that the vet who is asked now was sent by us. */
  reminders: number
  /** When the mail may go out again; null: now. */
  remindAt: Date | null
  withoutPractice: boolean
  /** Why the owner cannot go on without the practice; null: they can. */
  proceedRefused: string | null
  history: HistoryEntry[]
  can: (action: CaseAction) => boolean
}

/** Everything that the consent pages show. The history is for owner and practice. */
export async function consentView(db: Db, actor: Participant, access: CaseAccess): Promise<ConsentView> {
  const { row, side, facts } = access
  const found = await namesOf(db, row.id)
  const { releases, answers, items } = await signaturesOf(db, row.id, row.hospitalId, side)
  const events = await eventsOf(db, row.id)
  const askedAt = events.findLast(({ type }) => type === 'consent.asked' || type === 'consent.reminded')?.at ?? null
  const renamedAt = events.findLast(({ type, data }) => type === 'consent.vetRenamed' && data.linkId)?.at
  const now = new Date()
  const because = (id: string) =>
    events.find(({ type, data }) => type === 'consent.agreementDeclined' && data.agreementId === id)?.data.because
  const withStand = <T extends { expiresAt: Date; revokedAt: Date | null }>(signed: T | undefined) =>
    signed ? { ...signed, stands: stands(signed, now) } : null
  const release = withStand(releases.at(-1))
  const last = withStand(answers.at(-1))
  const lastAnswer = last && { ...last, because: because(last.id) }
  const answer = lastAnswer && renamedAt && lastAnswer.signedAt <= renamedAt ? null : lastAnswer
  const judged = judge(row.status, 'proceedWithoutPractice', side, facts)
  const names = {
    ...{ owner: found.owner, vet: row.attendingVetName, hospital: found.hospital },
    practice: row.attendingVetPractice,
    items,
  }
  return {
    now,
    ...{
      caseId: row.id,
      number: row.number,
      status: row.status,
      kind: row.kind,
      turn: row.turn,
      side,
      readerName: actor.name,
    },
    patient: { name: found.patient.name, look: signalment(found.patient) },
    owner: found.owner,
    vet: {
      ...{ name: row.attendingVetName, practice: row.attendingVetPractice },
      email: side === 'OWNER' ? row.attendingVetEmail : null,
    },
    hospital: { name: found.hospital, specialty: row.specialty, policy: facts.deliveryPolicy },
    why: { headline: row.headline, complaint: found.complaint, diagnosis: found.diagnosis, plan: found.plan },
    texts: {
      // In a consultation the vet states the owner's consent.
      release: await currentText(db, row.kind === 'CONSULTATION' ? 'OWNER_CONSENT' : 'RELEASE'),
      agreement: await currentText(db, agreementKey(row.kind)),
    },
    ...{ release, answer },
    seen: { release: release?.id ?? '', answer: lastAnswer?.id ?? '' },
    open: openScopes(release, answer?.decision === 'AGREED' ? answer : null, now),
    names: side === 'HOSPITAL' ? null : items,
    things: await thingsToName(db, access),
    askedAt,
    reminders: events.filter(({ type, at }) => type === 'consent.reminded' && (!renamedAt || at > renamedAt)).length,
    remindAt: mayRemindAt(askedAt, now),
    withoutPractice: facts.withoutPractice,
    proceedRefused: judged.ok ? null : judged.message,
    history: side === 'HOSPITAL' ? [] : historyOf(events, releases, answers, names, now),
    can: access.can,
  }
}

type Names = {
  patient: Signalment & { name: string }
  owner: string
  hospital: string
  complaint: string
  diagnosis: string
  plan: string
}

async function namesOf(db: Db, caseId: string): Promise<Names> {
  type Row = Omit<Names, 'patient'> & {
    patient: (Omit<Names['patient'], 'bornOn' | 'diedOn'> & { bornOn: string | null; diedOn: string | null }) | null
  }
  const [row] = await db.$queryRaw<[Row]>`
    select to_jsonb(p) as patient, coalesce(o.name, 'The owner') as owner, coalesce(h.name, 'the hospital') as hospital,
      coalesce(q."presentingComplaint", '') as complaint, coalesce(q."workingDiagnosis", '') as diagnosis,
      coalesce(q."proposedPlan", '') as plan
    from "Case" c
    left join "Patient" p on p."ownerId" = c."ownerId" and p.id = c."patientId"
    left join "Person" o on o.id = c."ownerId"
    left join "Organization" h on h.id = c."hospitalId"
    left join "CaseRequest" q on q."caseId" = c.id
    where c.id = ${caseId}::uuid`
  const { patient } = row
  const nobody = { species: 'OTHER', breed: '', sex: 'UNKNOWN', neuter: 'UNKNOWN', weightGrams: null } as const
  if (!patient) return { ...row, patient: { ...nobody, name: 'the animal', bornOn: null } }
  const dayOf = (iso: string | null) => (iso ? new Date(iso) : null)
  return { ...row, patient: { ...patient, bornOn: dayOf(patient.bornOn), diedOn: dayOf(patient.diedOn) } }
}

const ORDER = [{ signedAt: 'asc' as const }, { id: 'asc' as const }]
const SIGNED = {
  ...{ id: true, kinds: true, fromDay: true, toDay: true, pick: true },
  ...{ expiresAt: true, revokedAt: true, signedName: true, signedAt: true },
  text: { select: { version: true } },
}

type Signatures = {
  releases: ReleaseRow[]
  answers: (AnswerRow & { comment: string })[]
  items: ReadonlyMap<string, string>
}

/** All that was signed for this hospital, in its order, and the names of what it names. */
async function signaturesOf(db: Db, caseId: string, hospitalId: string | null, side: Side): Promise<Signatures> {
  if (!hospitalId) return { releases: [], answers: [], items: new Map() }
  const where = { caseId, hospitalId }
  const stated = { statedHow: true, statedOn: true, statedNote: true }
  const releases = await db.release.findMany({ where, orderBy: ORDER, select: { ...SIGNED, ...stated } })
  const select = { ...SIGNED, decision: true, reason: true, comment: true }
  const answers = await db.agreement.findMany({ where, orderBy: ORDER, select })
  const naming = [...releases, ...answers].filter(({ pick }) => pick !== 'ALL').map(({ id }) => id)
  const named = naming.length === 0 || side === 'HOSPITAL' ? null : await itemsOf(db, caseId, naming)
  const withScope = <T extends (typeof answers | typeof releases)[number]>({
    text,
    kinds,
    fromDay,
    toDay,
    pick,
    ...row
  }: T) => {
    const scope = scopeOf({ kinds, fromDay, toDay, pick }, named?.get(row.id) ?? [])
    return { ...row, version: text.version, scope: side === 'HOSPITAL' ? outline(scope) : scope }
  }
  return {
    releases: releases.map(withScope),
    answers: answers.map(withScope),
    items: named ? await namesOfItems(db, caseId, [...named.values()].flat()) : new Map(),
  }
}

/** For whoever may sign, or take back. */
async function thingsToName(db: Db, { row, side, can }: CaseAccess): Promise<ThingView[]> {
  if (side === 'OWNER' && can('consent.endRelease')) return listThings(db, row.id, 'OWNER', 'ALL')
  if (side === 'PRACTICE' && can('consent.endAgreement')) return listThings(db, row.id, 'PRACTICE', 'ALL')
  return []
}

async function eventsOf(db: Db, caseId: string): Promise<ConsentEvent[]> {
  return db.$queryRaw<ConsentEvent[]>`
    select type, side, at, data from "CaseEvent" where "caseId" = ${caseId}::uuid and told and type like 'consent.%' order by seq`
}
