import 'server-only'
import type { Db } from '#lib/db/client.ts'
import type { Audience, Side } from '#lib/db/generated/enums.ts'
import type { Reader, Subject } from './subject.ts'

/** What a mail may say of a case, and of the thing it is about (a message, an estimate, a payment ...). */
export async function loadSubject(db: Db, caseId: string, subjectId: string | null): Promise<Subject | null> {
  const [row] = await db.$queryRaw<Subject[]>`
    select c.id as "caseId", c.number, c.kind, c.payer, c.status, c.version, c.specialty, c.urgency, c.headline, c."dueAt", c."expiresAt",
      app.records_open(c.id, c."hospitalId") as records, c."followUpEndsAt", c."assigneeId", c."removalAfter", c."answerSharedAt" is not null as "answerShared", to_jsonb(p) as patient, coalesce(o.name, '') as owner,
      coalesce(h.name, 'the hospital') as hospital, coalesce(h."returnPledge", '') as pledge, h."deliveryPolicy", dr."withoutVet" as "regionPolicy", concat_ws(', ', coalesce(pr.name, c."attendingVetPractice"), st.name) as practice,
      c."attendingVetName" as vet, q."presentingComplaint" as why, coalesce(s.name, 'Opinion') as service,
      (select to_jsonb(m) from "Message" m where m."caseId" = c.id and m.id = ${subjectId}::uuid) as message,
      (select jsonb_build_object('minor', e."amountMinor"::text, 'currency', e.currency, 'validUntil', e."validUntil", 'hours', e."turnaroundHours")
        from "Estimate" e where e."caseId" = c.id and e."supersededAt" is null order by e."createdAt" desc limit 1) as estimate,
      (select jsonb_build_object('minor', y."amountMinor"::text, 'currency', y.currency, 'paidAt', y."paidAt", 'receipt', y."receiptNumber",
        'refundReason', y."refundReason", 'refundFailure', y."refundFailure", 'refunded', y."refundedAt" is not null or y.status = 'REFUND_DUE')
        from "Payment" y where y."caseId" = c.id and (y.id = ${subjectId}::uuid or ${subjectId}::uuid is null or y.status <> 'OPEN')
        order by y.id = ${subjectId}::uuid desc, y."createdAt" desc limit 1) as payment,
      (select to_jsonb(d) from "Decline" d where d."caseId" = c.id) as decline,
      (select jsonb_build_object('question', i.question, 'askedOf', i."askedOf", 'answeredBy', i."answeredBy")
        from "InformationRequest" i where i."caseId" = c.id order by i."askedAt" desc limit 1) as information,
      (select jsonb_build_object('decision', a.decision, 'reason', a.reason, 'comment', a.comment, 'by', a."signedName", 'revokedAt', a."revokedAt")
        from "Agreement" a where a."caseId" = c.id order by a."signedAt" desc limit 1) as agreement,
      -- What the owner asked the practice for: in one press, or so far.
      (select coalesce(jsonb_agg(distinct a.name) filter (where a."batchId" = ${subjectId}::uuid), jsonb_agg(distinct a.name))
        from "RecordAsk" a where a."caseId" = c.id and a.side = 'OWNER') as asked,
      (select jsonb_build_object('by', r."signedName", 'revokedAt', r."revokedAt", 'expiresAt', r."expiresAt", 'kinds', r.kinds, 'from', r."fromDay",
          'to', r."toDay", 'pick', r.pick)
        from "Release" r where r."caseId" = c.id order by r."signedAt" desc limit 1) as release,
      (select to_jsonb(w) from "VetView" w where w."caseId" = c.id and (w.id = ${subjectId}::uuid or ${subjectId}::uuid is null)
        order by w.at desc limit 1) as "vetView",
      (select jsonb_build_object('who', l.who, 'by', l.side, 'dropped', l."droppedAt" is not null, 'open', count(t.id), 'next', min(t."dueOn")) from "PlanItem" l
        left join "PlanItem" t on t."caseId" = l."caseId" and t.who = l.who and t."doneAt" is null and t."droppedAt" is null
        where l."caseId" = c.id and l.id = ${subjectId}::uuid group by l.who, l.side, l."droppedAt") as plan,
      (select jsonb_build_object('signedName', n."signedName", 'signedAt', n."signedAt", 'number', n.number)
        from "Recommendation" n where n."caseId" = c.id and n.status = 'SIGNED' order by n.number desc limit 1) as recommendation
    from "Case" c
    left join "Patient" p on p."ownerId" = c."ownerId" and p.id = c."patientId"
    left join "Person" o on o.id = c."ownerId"
    left join "Organization" h on h.id = c."hospitalId"
    left join "DeliveryRule" dr on dr.region = c."deliveryRegion" and dr.version = c."deliveryVersion"
    left join "Organization" pr on pr.id = c."practiceId"
    left join "PracticeSite" st on st."organizationId" = c."practiceId" and st.id = c."siteId"
    left join "CaseRequest" q on q."caseId" = c.id
    left join "Service" s on s."organizationId" = c."hospitalId" and s.id = c."serviceId"
    where c.id = ${caseId}::uuid`
  return row?.patient ? row : null
}

type PersonRow = { side: Side; personId: string; name: string; email: string; timeZone: string }
type LinkRow = { id: string; name: string; email: string; expiresAt: Date }

/**
 * Everybody on the case who gets mail. A vet behind a link counts as the practice unless a member has the same address.
 * @param awayOnly leave out those who have read up to the message already
 */
export async function readersOf(db: Db, subject: Subject, awayOnly: boolean): Promise<Omit<Reader, 'url'>[]> {
  const people = await db.$queryRaw<PersonRow[]>`select * from app.people_on_case()`
  const links = await db.$queryRaw<LinkRow[]>`
    select id, name, email, "expiresAt" from "CaseLink" where "caseId" = ${subject.caseId}::uuid and "revokedAt" is null and "expiresAt" > now()`
  const known = new Set(people.filter((person) => person.side === 'PRACTICE').map((person) => person.email))
  const readers: Omit<Reader, 'url'>[] = [
    ...people
      .filter((person) => person.side !== 'HOSPITAL' || !subject.assigneeId || person.personId === subject.assigneeId)
      .map(({ personId, ...person }) => ({ ...person, id: personId, linkId: null, linkExpiresAt: null, unread: 0 })),
    ...links
      .filter((link) => !known.has(link.email))
      .map(({ id, name, email, expiresAt }) => ({
        id,
        side: 'PRACTICE' as const,
        name,
        email,
        timeZone: 'UTC',
        linkId: id,
        linkExpiresAt: expiresAt,
        unread: 0,
      })),
  ]
  const { message } = subject
  if (!awayOnly || !message) return readers
  const unread = await unreadOf(db, subject.caseId, readers)
  return readers
    .filter((reader) => hears(reader.side, message.audience))
    .map((reader) => ({ ...reader, unread: unread.get(reader.id) ?? 0 }))
    .filter((reader) => reader.unread > 0)
}

const hears = (side: Side, audience: Audience): boolean =>
  side === 'HOSPITAL' || audience === 'EVERYONE' || (side === 'PRACTICE' && audience === 'VETS')

async function unreadOf(db: Db, caseId: string, readers: { id: string; side: Side }[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ id: string; unread: number }[]>`
    select r.id, (select count(*)::int from "Message" m where m."caseId" = ${caseId}::uuid and m."authorId" <> r.id and app.hears(r.side, m.audience)
        and m."createdAt" > coalesce((select k."readAt" from "ReadMark" k where k."caseId" = ${caseId}::uuid and k."readerId" = r.id), '-infinity')) as unread
    from unnest(${readers.map((r) => r.id)}::uuid[], ${readers.map((r) => r.side)}::text[]) as r(id, side)`
  return new Map(rows.map((row) => [row.id, row.unread]))
}
