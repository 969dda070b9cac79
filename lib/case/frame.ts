import 'server-only'
import type { CaseAction } from '#lib/access/policy.ts'
import type { Db } from '#lib/db/client.ts'
import type { NeuterStatus, Sex, Side, Species } from '#lib/db/generated/enums.ts'
import type { Farewell } from '#lib/patient/farewell/rules.ts'
import { type CaseAccess, type CaseRow, seesEveryRecord } from './load.ts'
import { isTurnOf, stageOf, type Stage, STAGES } from './status.ts'

/** What every page of a case shows, whoever reads it: whose animal, whose turn, what next. Plain data. */
export type CaseFrame = {
  caseId: string
  number: string
  side: Side
  row: Pick<
    CaseRow,
    | 'kind'
    | 'payer'
    | 'answerSharedAt'
    | 'status'
    | 'turn'
    | 'turnSince'
    | 'dueAt'
    | 'clockLeftMs'
    | 'ownerMs'
    | 'practiceMs'
    | 'hospitalMs'
    | 'specialty'
    | 'urgency'
    | 'expiresAt'
    | 'submittedAt'
    | 'answeredAt'
    | 'paidAt'
    | 'contentRemovedAt'
  >
  yourTurn: boolean
  /** The animal has died; null while it lives. */
  farewell: Farewell | null
  /** Since when the animal has a new home; the case stays with its owner. */
  rehomedAt: Date | null
  patient: FramePatient | null
  people: FramePerson[]
  released: boolean
  agreed: boolean
  practiceName: string
  /** The hospital's promise for this case, in hours. */
  promisedHours: number | null
  hospital: { name: string; slug: string; timeZone: string } | null
  questions: string[]
  stages: { stage: Stage; state: 'done' | 'now' | 'later'; note: string; unread: number }[]
  seen: { name: string; record: string; action: string; at: Date }[]
  /** Mark of the last event this page knows of: a live line that opens later asks whether it is still the last. */
  heard: string
  can: (action: CaseAction) => boolean
}

export type FramePatient = {
  name: string
  species: Species
  breed: string
  sex: Sex
  neuter: NeuterStatus
  bornOn: Date | null
  weightGrams: number | null
  diedOn: Date | null
}

export type FramePerson = {
  name: string
  part: 'OWNER' | 'SUPPORT' | 'ATTENDING_VET' | 'RESPONSIBLE' | 'HOSPITAL'
  detail: string
}

type Row = {
  patient:
    | (Omit<FramePatient, 'bornOn' | 'diedOn'> & {
        bornOn: string | null
        diedOn: string | null
        rehomedAt: string | null
      })
    | null
  /** The owner wants the answer although the animal has died. */
  wanted: boolean
  ownerName: string | null
  coOwners: string[]
  support: { name: string; mayWrite: boolean }[]
  practiceName: string | null
  hospitalName: string | null
  hospitalSlug: string | null
  hospitalZone: string | null
  assigneeName: string | null
  assigneeCredentials: string | null
  promisedHours: number | null
  questions: string[] | null
  unread: number
  /** Messages that this reader may read. */
  messages: number
  /** Nothing of the fee is kept; unknown to a practice, which sees no payments. */
  paidBack: boolean | null
  /** What a hospital, or another practice than before, sees of the records now; nothing is told of what exists besides. */
  visibleRecords: number
  seen: { name: string; record: string; action: string; at: string }[]
}

/** Everything around a case's page, in one query. */
export async function loadFrame(db: Db, access: CaseAccess): Promise<CaseFrame> {
  const { row, side, facts } = access
  const found = await readRow(db, row.id)
  const practiceName = found.practiceName ?? row.attendingVetPractice
  return {
    caseId: row.id,
    number: row.number,
    side,
    row,
    yourTurn: isTurnOf(row.turn, side),
    farewell: found.patient?.diedOn ? { diedOn: new Date(found.patient.diedOn), wanted: found.wanted } : null,
    rehomedAt: found.patient?.rehomedAt ? new Date(found.patient.rehomedAt) : null,
    patient: found.patient && {
      ...found.patient,
      bornOn: found.patient.bornOn ? new Date(found.patient.bornOn) : null,
      diedOn: found.patient.diedOn ? new Date(found.patient.diedOn) : null,
    },
    people: peopleOf(row, found, practiceName),
    released: facts.releaseStands,
    agreed: facts.agreementStands,
    practiceName,
    promisedHours: found.promisedHours,
    hospital: found.hospitalName
      ? { name: found.hospitalName, slug: found.hospitalSlug ?? '', timeZone: found.hospitalZone ?? 'UTC' }
      : null,
    questions: found.questions ?? [],
    stages: stagesOf(
      seesEveryRecord(access) ? row : { ...row, recordCount: found.visibleRecords },
      facts.releaseStands,
      facts.agreementStands,
      found,
    ),
    seen: found.seen.map((view) => ({ ...view, at: new Date(view.at) })),
    heard: access.heard,
    can: access.can,
  }
}

async function readRow(db: Db, caseId: string): Promise<Row> {
  const [row] = await db.$queryRaw<Row[]>`
    select to_jsonb(pt) as patient, o.name as "ownerName",
      array(select k.name from app.co_owners_on(c.id) k where k.standing) as "coOwners",
      (select coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'mayWrite', s."mayWrite")), '[]') from app.support_on(c.id) s) as support, nullif(concat_ws(', ', pr.name, st.name), '') as "practiceName",
      h.name as "hospitalName", h.slug as "hospitalSlug", h."timeZone" as "hospitalZone",
      (select e."turnaroundHours" from app.estimate_terms(c.id) e where e."supersededAt" is null order by e."createdAt" desc limit 1) as "promisedHours",
      a.name as "assigneeName", m.credentials as "assigneeCredentials", q.questions,
      n.messages, n.unread,
      pt."diedOn" is not null and exists (select from "CaseEvent" w where w."caseId" = c.id and w.type = 'patient.stillWanted') as wanted,
      coalesce(app.records_open_to_us(c.id),
        (select count(*)::int from (select 1 from "Record" r where r."caseId" = c.id and r.status = 'READY'
          and r."seriesId" is null and c."resentFromId" is not null limit 500) n)
        + (select coalesce(sum(st.images), 0)::int from "Study" st where st."caseId" = c.id)) as "visibleRecords",
      (select bool_and(y.status <> 'PAID') and bool_or(y.status in ('REFUND_DUE', 'REFUNDED')) from "Payment" y where y."caseId" = c.id) as "paidBack",
      coalesce((select jsonb_agg(v) from (select rv."viewerName" as name,
        case when rv.images > 0 then coalesce(nullif(concat_ws(' ', sr.modality, lower(coalesce(sr."bodyPart", sr.description))), ''), 'images')
          when rv.section = 'HISTORY' then 'the history' when rv.section = 'LAB' then 'laboratory values' else r.name end as record, rv.action, rv.at from "RecordView" rv
        left join "Record" r on r."caseId" = rv."caseId" and r.id = rv."recordId"
        left join "Series" sr on sr."caseId" = rv."caseId" and sr.id = rv."seriesId"
        where rv."caseId" = c.id and (rv.images is null or rv.images > 0) and (r.id is not null or rv.section is not null) order by rv.at desc limit 5) v), '[]'::jsonb) as seen
    from "Case" c
    left join "Patient" pt on pt."ownerId" = c."ownerId" and pt.id = c."patientId"
    left join "Person" o on o.id = c."ownerId"
    left join "Organization" pr on pr.id = c."practiceId"
    left join "PracticeSite" st on st."organizationId" = c."practiceId" and st.id = c."siteId"
    left join "Organization" h on h.id = c."hospitalId"
    left join "Person" a on a.id = c."assigneeId"
    left join "Membership" m on m."organizationId" = c."hospitalId" and m."personId" = c."assigneeId"
    left join "CaseRequest" q on q."caseId" = c.id
    cross join lateral (select coalesce(sum(t.messages), 0)::int as messages, coalesce(sum(t.unread), 0)::int as unread from app.thread_counts(c.id) t) n
    where c.id = ${caseId}::uuid`
  if (!row) throw new Error('a case that was just loaded is gone')
  return row
}

function peopleOf(row: CaseRow, found: Row, practiceName: string): FramePerson[] {
  // In a draft of a practice the owner may not be named yet: then nobody stands there.
  const people: FramePerson[] = found.ownerName ? [{ name: found.ownerName, part: 'OWNER', detail: 'Owner' }] : []
  for (const name of found.coOwners) people.push({ name, part: 'OWNER', detail: 'Owner' })
  for (const { name, mayWrite } of found.support)
    people.push({ name, part: 'SUPPORT', detail: mayWrite ? 'reads along and writes' : 'reads along' })
  // A practice that was the wrong one is named until another is, but stands on the case no more: it has no address.
  if (row.attendingVetName && (row.attendingVetEmail || !row.submittedAt))
    people.push({ name: row.attendingVetName, part: 'ATTENDING_VET', detail: practiceName })
  if (found.assigneeName) {
    const name = [found.assigneeName, found.assigneeCredentials].filter(Boolean).join(', ')
    people.push({ name, part: 'RESPONSIBLE', detail: found.hospitalName ?? '' })
  } else if (found.hospitalName)
    people.push({ name: found.hospitalName, part: 'HOSPITAL', detail: 'Specialist hospital' })
  return people
}

/** Its author has sent it. Of a practice's referral the hospital hears later, once the owner has signed. */
const isSent = (row: CaseRow): boolean =>
  row.submittedAt !== null || (row.kind !== 'SECOND_OPINION' && row.status !== 'DRAFT')

type Letters = Pick<Row, 'unread' | 'messages' | 'paidBack'>

function stagesOf(row: CaseRow, released: boolean, agreed: boolean, letters: Letters): CaseFrame['stages'] {
  const at = STAGES.indexOf(stageOf(row.status))
  const ended = ['DECLINED', 'WITHDRAWN', 'EXPIRED'].includes(row.status)
  const answered = row.status === 'ANSWERED' || row.status === 'CLOSED'
  const done: Record<Stage, boolean> = {
    request: isSent(row),
    records: row.recordCount > 0,
    consent: released && agreed,
    triage: at > STAGES.indexOf('triage') || row.status === 'DECLINED',
    fee: row.paidAt !== null,
    thread: letters.messages > 0,
    recommendation: answered,
  }
  return STAGES.map((stage, place) => ({
    stage,
    state: done[stage] ? 'done' : place === at && !ended ? 'now' : 'later',
    note: noteOf(stage, row, released, agreed, letters),
    unread: stage === 'thread' ? letters.unread : 0,
  }))
}

function noteOf(
  stage: Stage,
  row: CaseRow,
  released: boolean,
  agreed: boolean,
  { unread, messages, paidBack }: Letters,
): string {
  switch (stage) {
    case 'request':
      return isSent(row) ? 'Sent' : 'Draft'
    case 'records':
      return row.recordCount === 1 ? '1 file' : `${row.recordCount} files`
    case 'consent':
      if (released && agreed) return row.kind === 'CONSULTATION' ? 'Both recorded' : 'Owner and vet agreed'
      if (released) return row.kind === 'CONSULTATION' ? 'Owner’s noted' : 'Owner signed'
      if (agreed) return 'Vet agreed'
      return isSent(row) ? 'Both are asked' : ''
    case 'triage':
      return row.status === 'DECLINED' ? 'Declined' : row.paidAt ? 'Accepted' : ''
    case 'fee':
      if (paidBack) return 'Paid back'
      return row.paidAt ? 'Paid' : row.status === 'AWAITING_PAYMENT' ? 'To be paid' : ''
    case 'thread':
      if (unread > 0) return `${capped(unread)} unread`
      return messages > 0 ? `${capped(messages)} ${messages === 1 ? 'message' : 'messages'}` : ''
    case 'recommendation':
      return row.answeredAt ? 'Signed' : ''
  }
}

/** Narrow places have room for two digits. */
const capped = (count: number): string => (count > 99 ? '99+' : String(count))
