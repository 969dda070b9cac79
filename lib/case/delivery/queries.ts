import 'server-only'
import { z } from 'zod'
import type { PersonActor } from '#lib/access/actor.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { DeliveryPolicy } from '#lib/db/generated/enums.ts'
import { notFound } from '#lib/errors.ts'
import { placesAround } from './places.ts'
import { type Applying, applying } from './rules.ts'
import { type Source, sourceSchema } from './schema.ts'

export type Rule = {
  region: string
  version: number
  withoutVet: DeliveryPolicy
  words: string
  withVet: string
  sources: Source[]
  publishedAt: Date
}

/** The newest rule of the nearest region that has one. */
async function newestRule(db: Db, place: string): Promise<Rule | null> {
  const around = placesAround(place)
  const [found] = await db.$queryRaw<Rule[]>`
    select region, version, "withoutVet", words, "withVet", sources, "publishedAt" from "DeliveryRule"
    where region = any (${around}::text[]) order by array_position(${around}::text[], region), version desc limit 1`
  return found ?? null
}

/** What a case keeps when it is sent: the region whose rule it begins with, and its version. */
export async function ruleToBeginWith(
  db: Db,
  caseId: string,
): Promise<{ deliveryRegion: string | null; deliveryVersion: number | null }> {
  const request = await db.caseRequest.findUnique({ where: { caseId }, select: { livesIn: true } })
  const rule = await newestRule(db, request?.livesIn ?? '')
  return { deliveryRegion: rule?.region ?? null, deliveryVersion: rule?.version ?? null }
}

export type DeliveryView = {
  /** Where the animal lives, as the owner said; '' when they did not. */
  stated: string
  /** Null for a case from before there were rules by region. */
  rule: Rule | null
  hospital: string
  applies: Applying
  /** Not sent yet: the rule of today, which may be another by then. */
  draft: boolean
  /** A vet who agreed takes part now. */
  vetTakesPart: boolean
}

/** Which rule about advice from afar applies to this case, and why; null while no hospital is chosen. */
export async function deliveryOf(db: Db, { row, facts }: CaseAccess): Promise<DeliveryView | null> {
  const found = await db.case.findUniqueOrThrow({
    where: { id: row.id },
    select: {
      submittedAt: true,
      request: { select: { livesIn: true } },
      hospital: { select: { name: true, deliveryPolicy: true } },
      deliveryRule: true,
    },
  })
  const stated = found.request?.livesIn ?? ''
  const draft = found.submittedAt === null
  const kept = found.deliveryRule && { ...found.deliveryRule, sources: sourcesOf(found.deliveryRule.sources) }
  const rule = draft ? await newestRule(db, stated) : kept
  const applies = applying(rule?.withoutVet ?? null, found.hospital?.deliveryPolicy ?? null)
  if (!found.hospital || !applies) return null
  return { stated, rule, hospital: found.hospital.name, applies, draft, vetTakesPart: facts.agreementStands }
}

const sourcesOf = (stored: unknown): Source[] => z.array(sourceSchema).catch([]).parse(stored)

export type Published = Rule & { reason: string; publishedByName: string }

/** The newest version of every region, by region. @throws NOT_FOUND for anybody but the operator */
export async function newestRules(db: Db, actor: PersonActor): Promise<Published[]> {
  if (!actor.operator) throw notFound()
  const rows = await db.deliveryRule.findMany({
    distinct: ['region'],
    orderBy: [{ region: 'asc' }, { version: 'desc' }],
    take: 1000,
  })
  return rows.map((row) => ({ ...row, sources: sourcesOf(row.sources) }))
}

/** Every version of one region, the newest first. @throws NOT_FOUND for anybody but the operator */
export async function versionsOf(db: Db, actor: PersonActor, region: string): Promise<Published[]> {
  if (!actor.operator) throw notFound()
  const rows = await db.deliveryRule.findMany({ where: { region }, orderBy: { version: 'desc' }, take: 200 })
  return rows.map((row) => ({ ...row, sources: sourcesOf(row.sources) }))
}
