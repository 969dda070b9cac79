import 'server-only'
import type { z } from 'zod'
import type { OrgHat } from '#lib/access/actor.ts'
import { mayInOrg } from '#lib/access/policy.ts'
import type { Db } from '#lib/db/client.ts'
import type { DeliveryPolicy, Specialty, Species } from '#lib/db/generated/enums.ts'
import { conflict, invalid, notFound } from '#lib/errors.ts'
import { isUuid } from '#lib/id.ts'
import { formatMoney, fractionDigits, parseMoney } from '#lib/money.ts'
import { type Profile, profileOf } from './profile.ts'
import type { newService, promisesChange, serviceChange, serviceSwitch } from './service-schema.ts'

/** A service of a hospital, whether or not it is offered now. Fee in minor units of its currency. */
export type OfferedService = {
  id: string
  specialty: Specialty
  name: string
  description: string
  feeMinor: bigint
  currency: string
  turnaroundHours: number
  species: Species[]
  active: boolean
  version: number
}

/** What a hospital promises for every case: hours on its own clock, days of questions, and how answers are delivered. */
export type Promises = {
  turnaroundHours: number
  triageHours: number
  followUpDays: number
  deliveryPolicy: DeliveryPolicy
  version: number
}

export type ServicesView = {
  hospital: { name: string; slug: string; currency: string; chargesEnabled: boolean; verified: boolean }
  /** Those on offer first, by name. */
  services: OfferedService[]
  promises: Promises
  profile: Profile
  mayEdit: boolean
}

const SERVICE = {
  ...{ id: true, specialty: true, name: true, description: true, feeMinor: true, currency: true },
  ...{ turnaroundHours: true, species: true, active: true, version: true },
} as const

/** @throws NOT_FOUND for a practice: it offers none */
export async function servicesOf(db: Db, org: OrgHat): Promise<ServicesView> {
  const { name, slug, currency, chargesEnabled, verifiedAt, ...promises } = await hospitalOf(db, org)
  const services = await db.service.findMany({
    where: { organizationId: org.orgId },
    select: SERVICE,
    orderBy: [{ active: 'desc' }, { name: 'asc' }, { id: 'asc' }],
    take: 200,
  })
  return {
    hospital: { name, slug, currency, chargesEnabled, verified: verifiedAt !== null },
    ...{ services, promises, profile: await profileOf(db, org), mayEdit: mayInOrg(org.role, 'org.editServices') },
  }
}

async function hospitalOf(db: Db, { orgId, kind }: OrgHat) {
  if (kind !== 'HOSPITAL') throw notFound()
  return db.organization.findUniqueOrThrow({
    where: { id: orgId },
    select: {
      ...{ name: true, slug: true, currency: true, chargesEnabled: true, verifiedAt: true },
      ...{ turnaroundHours: true, triageHours: true, followUpDays: true, deliveryPolicy: true, version: true },
    },
  })
}

/** Offers a service, in the hospital's currency. @throws INVALID for a fee that is none */
export async function addService(db: Db, org: OrgHat, input: z.output<typeof newService>): Promise<{ id: string }> {
  const { currency } = await hospitalOf(db, org)
  return db.service.create({
    data: { organizationId: org.orgId, currency, ...columns(input, currency) },
    select: { id: true },
  })
}

/**
 * Changes a service. Estimates that were sent keep their fee.
 * @throws NOT_FOUND; CONFLICT when somebody changed it since the form was opened
 */
export async function changeService(db: Db, org: OrgHat, input: z.output<typeof serviceChange>): Promise<void> {
  const { currency } = await hospitalOf(db, org)
  await update(db, org, input, { currency, ...columns(input, currency) })
}

/** Takes a service off the public page, or puts it back. Cases that chose it go on. @throws as `changeService` */
export async function switchService(db: Db, org: OrgHat, input: z.output<typeof serviceSwitch>): Promise<void> {
  await update(db, org, input, { active: input.active === 'on' })
}

type Columns = ReturnType<typeof columns> & { currency: string }

async function update(
  db: Db,
  { orgId }: OrgHat,
  { serviceId, version }: { serviceId: string; version: number },
  data: Columns | { active: boolean },
): Promise<void> {
  const where = { organizationId: orgId, id: serviceId }
  if (!isUuid(serviceId) || !(await db.service.findFirst({ where, select: { id: true } }))) throw notFound()
  const { count } = await db.service.updateMany({
    where: { ...where, version },
    data: { ...data, version: { increment: 1 } },
  })
  if (count === 0) throw changedMeanwhile()
}

/** What the hospital promises from now on; cases under way keep their own times. @throws CONFLICT as `changeService` */
export async function changePromises(db: Db, org: OrgHat, input: z.output<typeof promisesChange>): Promise<void> {
  if (org.kind !== 'HOSPITAL') throw notFound()
  const { version, ...promises } = input
  const { count } = await db.organization.updateMany({
    where: { id: org.orgId, version },
    data: { ...promises, version: { increment: 1 } },
  })
  if (count === 0) throw changedMeanwhile()
}

const changedMeanwhile = () =>
  conflict('A colleague changed this while the form was open. Your words are kept: look at theirs, then save again.')

function columns(input: z.output<typeof newService>, currency: string) {
  const { specialty, name, description, fee, turnaroundHours } = input
  return { specialty, name, description, turnaroundHours, species: input['species[]'], feeMinor: feeOf(fee, currency) }
}

function feeOf(typed: string, currency: string): bigint {
  const unit = 10n ** BigInt(fractionDigits(currency))
  const minor = parseMoney(typed, currency)
  if (minor !== null && minor >= unit && minor <= 50_000n * unit) return minor
  const [least, most] = [unit, 50_000n * unit].map((amount) => formatMoney({ minor: amount, currency }))
  const message = `Write the fee as an amount in ${currency}, from ${least} to ${most}`
  throw invalid('One thing needs another look.', { fee: [message] })
}
