import 'server-only'
import { z } from 'zod'
import type { Db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import type { DeliveryPolicy, Specialty, Species } from '#lib/db/generated/enums.ts'
import { AppError, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { isLanguage } from '#lib/languages.ts'
import { fractionDigits } from '#lib/money.ts'
import { capacityWords, MOST_WEEKS, weeksAhead } from '#lib/organization/capacity.ts'
import { SPECIES } from '#lib/patient/rules.ts'
import { SPECIALTY_WORDS } from '#lib/words.ts'

/** A service on offer. Fee in minor units of the currency, turnaround in hours. */
export type ServiceView = {
  id: string
  specialty: Specialty
  name: string
  description: string
  feeMinor: bigint
  currency: string
  turnaroundHours: number
  species: Species[]
}

export type HospitalView = {
  id: string
  slug: string
  name: string
  about: string
  city: string
  country: string
  triageHours: number
  followUpDays: number
  deliveryPolicy: DeliveryPolicy
  /** In which it answers, by code. */
  languages: string[]
  /** Full weeks of work before a new case is begun; null where it names no number. */
  weeks: number | null
  /** The same in words, '' where it is not said. */
  capacity: string
  returnPledge: string
  /** Corporate group that owns it; '' for none. */
  groupName: string
  services: ServiceView[]
}

const SPECIALTIES = Object.keys(SPECIALTY_WORDS) as [Specialty, ...Specialty[]]
const choice = <T extends string>(values: readonly [T, ...T[]]) => z.enum(values).nullable().catch(null)
const number = (max: number) => z.coerce.number().positive().max(max).nullable().catch(null)

/** The directory's filter as an address carries it; anything that makes no sense counts as not given. */
export const directoryFilter = z.object({
  /** Part of a hospital's name or city. */
  q: z
    .string()
    .regex(/^[^\0]{1,100}$/)
    .transform((text) => text.trim() || null)
    .nullable()
    .catch(null),
  specialty: choice(SPECIALTIES),
  species: choice(SPECIES),
  country: z
    .string()
    .regex(/^[^\0]{1,80}$/)
    .nullable()
    .catch(null),
  language: z.string().refine(isLanguage).nullable().catch(null),
  /** Weeks within which a new case is begun. */
  weeks: z.coerce.number().int().min(0).max(MOST_WEEKS).nullable().catch(null),
  /** In whole units of each hospital's own currency. */
  fee: number(1_000_000),
  hours: number(2_000),
  sort: z.enum(['name', 'fee', 'hours']).catch('name'),
  after: z.string().max(300).nullable().catch(null),
})
export type DirectoryFilter = z.output<typeof directoryFilter>

const PAGE = 20

const OFFERED = Prisma.sql`o.kind = 'HOSPITAL' and o."verifiedAt" is not null`

/** Verified hospitals with the services that fit, and the countries to choose from. */
export async function listHospitals(
  db: Db,
  filter: DirectoryFilter,
): Promise<{ hospitals: HospitalView[]; next: string | null; countries: string[] }> {
  const fits = await serviceCondition(db, filter)
  const country = filter.country ? Prisma.sql`and o.country = ${filter.country}` : Prisma.empty
  const named = filter.q
    ? Prisma.sql`and position(lower(${filter.q}) in lower(o.name || ' ' || o.city)) > 0`
    : Prisma.empty
  const spoken = filter.language ? Prisma.sql`and ${filter.language} = any (o.languages)` : Prisma.empty
  const free = filter.weeks === null ? Prisma.empty : Prisma.sql`and ${WEEKS} <= ${filter.weeks}`
  const rank = RANK[filter.sort]
  const from = readPlace(filter.after)
  const later = from ? Prisma.sql`where (t.place, t.id) > (${from.place}, ${from.id}::uuid)` : Prisma.empty
  const rows = await db.$queryRaw<(Row & { place: string })[]>`
    select t.*, ${OPEN} as open from (${HOSPITALS(fits, rank)}
      where ${OFFERED} ${country} ${named} ${spoken} ${free} group by o.id) t
    ${later} order by t.place, t.id limit ${PAGE + 1}`
  const countries = await db.$queryRaw<{ country: string }[]>`
    select distinct o.country from "Organization" o where ${OFFERED} and o.country <> ''
      and exists (select from "Service" s where s."organizationId" = o.id and s.active) order by 1 limit 250`
  const page = rows.slice(0, PAGE)
  const last = page.at(-1)
  return {
    hospitals: page.map(hospitalOf),
    next: rows.length > PAGE && last ? `${last.id}${last.place}` : null,
    countries: countries.map((row) => row.country),
  }
}

export type Measured = { answered: number; hours: number | null }

/** Fewer answers than these say nothing about how fast a hospital is. */
export const FEWEST_MEASURED = 10

/** How fast a hospital was: answers of the last 90 days, and the median of hours from payment to the signed answer. */
export async function measuredTurnaround(db: Db, hospitalId: string): Promise<Measured> {
  const [row] = await db.$queryRaw<Measured[]>`select answered, hours from app.measured_turnaround(${hospitalId}::uuid)`
  return row ?? { answered: 0, hours: null }
}

/** One verified hospital with everything it offers. @throws NOT_FOUND */
export async function readHospital(db: Db, slug: string): Promise<HospitalView> {
  const [row] = await db.$queryRaw<Row[]>`
    select t.*, ${OPEN} as open from (${HOSPITALS(Prisma.sql`true`, RANK.name, Prisma.sql`left join`)}
      where ${OFFERED} and o.slug = ${slug} group by o.id) t`
  if (!row) throw notFound()
  return hospitalOf(row)
}

/** The hospital's service that somebody came from, by what their address carries, if it is still there. */
export async function offerOf(
  db: Db,
  search: Record<string, unknown>,
): Promise<{ id: string; hospital: string; name: string } | null> {
  if (typeof search.hospital !== 'string') return null
  try {
    const hospital = await readHospital(db, search.hospital.slice(0, 200).replaceAll('\u0000', ''))
    const service = hospital.services.find(({ id }) => id === search.service) ?? hospital.services[0]
    return service ? { id: service.id, hospital: hospital.name, name: service.name } : null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

type JsonService = Omit<ServiceView, 'feeMinor'> & { feeMinor: string }
type Row = Omit<HospitalView, 'services' | 'weeks' | 'capacity'> & {
  services: JsonService[]
  weeklyCases: number | null
  open: number | null
}

const hospitalOf = ({
  id,
  slug,
  name,
  about,
  city,
  country,
  triageHours,
  followUpDays,
  deliveryPolicy,
  services,
  ...row
}: Row): HospitalView => ({
  ...{ id, slug, name, about, city, country, triageHours, followUpDays, deliveryPolicy },
  ...{ languages: row.languages, returnPledge: row.returnPledge, groupName: row.groupName },
  weeks: weeksAhead(row.open ?? 0, row.weeklyCases),
  capacity: capacityWords(weeksAhead(row.open ?? 0, row.weeklyCases), now()),
  services: services.map((service) => ({ ...service, feeMinor: BigInt(service.feeMinor) })),
})

/** Cases on its hands, counted as far as they matter; only for the hospitals of the page. */
const OPEN = Prisma.sql`case when t."weeklyCases" is not null then app.open_cases(t.id, t."weeklyCases" * ${MOST_WEEKS}::int) end`
/** As `weeksAhead` divides. */
const WEEKS = Prisma.sql`case when o."weeklyCases" is null then 0
  else app.open_cases(o.id, o."weeklyCases" * ${MOST_WEEKS}::int) / o."weeklyCases" end`

/** What the list is ordered by, as text that sorts: a fee compares within its currency only. */
const RANK: Record<DirectoryFilter['sort'], Prisma.Sql> = {
  name: Prisma.sql`lower(o.name)`,
  fee: Prisma.sql`min(s.currency || lpad(s."feeMinor"::text, 15, '0'))`,
  hours: Prisma.sql`lpad(min(s."turnaroundHours")::text, 8, '0')`,
}

const HOSPITALS = (fits: Prisma.Sql, rank: Prisma.Sql, join = Prisma.sql`join`) => Prisma.sql`
  select o.id, o.slug, o.name, o.about, o.city, o.country, o."triageHours", o."followUpDays", o."deliveryPolicy",
    o.languages, o."weeklyCases", o."returnPledge", o."groupName", ${rank} as place,
    coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'specialty', s.specialty, 'name', s.name, 'description', s.description,
      'feeMinor', s."feeMinor"::text, 'currency', s.currency, 'turnaroundHours', s."turnaroundHours", 'species', s.species)
      order by s."feeMinor", s.name) filter (where s.id is not null), '[]') as services
  from "Organization" o ${join} "Service" s on s."organizationId" = o.id and s.active and ${fits}`

async function serviceCondition(db: Db, { specialty, species, fee, hours }: DirectoryFilter): Promise<Prisma.Sql> {
  const parts = [Prisma.sql`true`]
  if (specialty) parts.push(Prisma.sql`s.specialty = ${specialty}::"Specialty"`)
  if (species) parts.push(Prisma.sql`${species}::"Species" = any (s.species)`)
  if (hours) parts.push(Prisma.sql`s."turnaroundHours" <= ${hours}`)
  if (fee) parts.push(await atMost(db, fee))
  return Prisma.join(parts, ' and ')
}

/** A limit in whole units, in the minor units of every currency in use. */
async function atMost(db: Db, fee: number): Promise<Prisma.Sql> {
  const used = await db.service.findMany({
    where: { active: true },
    distinct: ['currency'],
    select: { currency: true },
  })
  const limits = used.map(({ currency }) => {
    const most = BigInt(Math.floor(fee * 10 ** fractionDigits(currency)))
    return Prisma.sql`(s.currency = ${currency} and s."feeMinor" <= ${most})`
  })
  return limits.length > 0 ? Prisma.sql`(${Prisma.join(limits, ' or ')})` : Prisma.sql`false`
}

const PLACE = /^(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?<place>[^\0]+)$/s

function readPlace(given: string | null): { id: string; place: string } | null {
  const { id, place } = (given && PLACE.exec(given)?.groups) || {}
  return id && place ? { id, place } : null
}
