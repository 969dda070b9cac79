import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { DeliveryPolicy, PaymentStatus, Specialty, Species, Urgency } from '#lib/db/generated/enums.ts'
import { notFound } from '#lib/errors.ts'
import { isoDay } from '#lib/patient/rules.ts'
import { now } from '#lib/gateways/clock.ts'
import { happenedOf, type Happened } from '#lib/case/wishes.ts'
import { type Missing, missingFrom } from './rules.ts'

export type RequestView = {
  /** Goes up with each save: tells two devices apart. */
  version: number
  savedAt: Date
  redFlags: string[]
  redFlagAnswer: string | null
  presentingComplaint: string
  history: string
  workingDiagnosis: string
  proposedPlan: string
  medications: string
  decisionAhead: string
  whatMatters: string
  questions: string[]
  situation: string
  /** What happened, day by day, as typed. */
  happened: Happened[]
  priorities: string[]
  /** "2026-11-27" */
  decisionOn: string | null
  reachBy: string[]
  reachPhone: string
  reachTimes: string
  language: string
  /** The day on which it is read. */
  today: string
  urgency: Urgency
  attendingVetName: string
  attendingVetPractice: string
  attendingVetEmail: string
  /** Where the animal lives; '' while it was not said. */
  livesIn: string
  species: Species | null
  patientName: string
  service: RequestService | null
}

/** The hospital and service that the request is for. Fee in minor units of the currency, times in hours. */
export type RequestService = {
  id: string
  name: string
  specialty: Specialty
  /** Null for support persons, and a practice that does not pay: it is between whoever pays and the hospital. */
  feeMinor: bigint | null
  currency: string
  turnaroundHours: number
  /** Still offered by a verified hospital. */
  open: boolean
  hospital: {
    id: string
    name: string
    slug: string
    city: string
    country: string
    triageHours: number
    deliveryPolicy: DeliveryPolicy
    languages: string[]
    /** Corporate group that owns it; '' for none. */
    groupName: string
    /** Said while a hospital is chosen; '' once it is. */
    capacity: string
  }
}

type Row = Omit<RequestView, 'service' | 'happened' | 'today'> & {
  happenedWhen: string[]
  happenedWhat: string[]
} & { service: (Omit<RequestService, 'feeMinor'> & { feeMinor: string }) | null }

/** What the request says, for whoever may read the case. */
export async function readRequest(db: Db, access: CaseAccess): Promise<RequestView> {
  const [row] = await db.$queryRaw<Row[]>`
    select q.version, q."savedAt", q."redFlags", q."redFlagAnswer", q."presentingComplaint", q.history, q."workingDiagnosis",
      q."proposedPlan", q.medications, q."decisionAhead", q."whatMatters", q.questions, q."livesIn",
      q.situation, q."happenedWhen", q."happenedWhat", q.priorities, q."decisionOn"::text, q."reachBy", q."reachPhone",
      q."reachTimes", q.language,
      c.urgency, c."attendingVetName", c."attendingVetPractice", c."attendingVetEmail",
      pt.species, coalesce(pt.name, c.title) as "patientName",
      case when s.id is not null and h.id is not null then jsonb_build_object(
        'id', s.id, 'name', s.name, 'specialty', s.specialty, 'feeMinor', s."feeMinor"::text, 'currency', s.currency,
        'turnaroundHours', s."turnaroundHours", 'open', s.active and h."verifiedAt" is not null,
        'hospital', jsonb_build_object('id', h.id, 'name', h.name, 'slug', h.slug, 'city', h.city, 'country', h.country,
          'triageHours', h."triageHours", 'deliveryPolicy', h."deliveryPolicy",
          'languages', h.languages, 'groupName', h."groupName", 'capacity', '')) end as service
    from "Case" c
    join "CaseRequest" q on q."caseId" = c.id
    left join "Patient" pt on pt."ownerId" = c."ownerId" and pt.id = c."patientId"
    left join "Service" s on s."organizationId" = c."hospitalId" and s.id = c."serviceId"
    left join "Organization" h on h.id = c."hospitalId"
    where c.id = ${access.row.id}::uuid`
  if (!row) throw notFound()
  const { service, happenedWhen, happenedWhat, ...said } = row
  const toldOfMoney = access.side === 'OWNER' || access.side === 'HOSPITAL' || access.side === access.row.payer
  const feeMinor = service && toldOfMoney ? BigInt(service.feeMinor) : null
  const attendingVetEmail = access.side === 'SUPPORT' ? '' : said.attendingVetEmail
  const happened = happenedOf(happenedWhen, happenedWhat)
  return { ...said, attendingVetEmail, happened, today: isoDay(now()), service: service && { ...service, feeMinor } }
}

/** What must still be said before this draft can be sent. @param ownerAddress the owner's own address, normalised */
export const missingIn = (request: RequestView, ownerAddress: string): Missing[] =>
  missingFrom({
    ...request,
    serviceId: request.service?.id ?? null,
    serviceOpen: request.service?.open ?? false,
    ownerAddress,
    today: isoDay(new Date(now().getTime() - 12 * 3_600_000)),
  })

/** States of the payments that this case ever had, for the words about money. Owner and hospital only; else none. */
export async function paymentStates(db: Db, access: CaseAccess): Promise<PaymentStatus[]> {
  const rows = await db.payment.findMany({ where: { caseId: access.row.id }, select: { status: true } })
  return rows.map((row) => row.status)
}
