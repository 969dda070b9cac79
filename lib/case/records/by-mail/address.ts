import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '#lib/env.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { Db } from '#lib/db/client.ts'
import { notFound } from '#lib/errors.ts'
import { type Addressee, type AddressFacts, keyOf, takesMail, writeAddress } from './rules.ts'

/** Whose address it is: the side of one case, of a practice which one, and how often it was made anew. */
export type Owned = { caseId: string; holder: Addressee; heldBy: string; issue: number }

/** Made from what it is for, as a mailed link's token is: nothing to keep, and nothing to steal from the database. */
function secretKey({ caseId, holder, heldBy, issue }: Owned): string {
  const words = `mail:${caseId}:${holder}:${heldBy}:${issue}`
  return keyOf(createHmac('sha256', env().NEXTAUTH_SECRET).update(words).digest())
}

/** In a time that does not tell how much of the key was right. */
export const opens = (owned: Owned, key: string): boolean => {
  const due = Buffer.from(secretKey(owned))
  return due.length === Buffer.byteLength(key) && timingSafeEqual(due, Buffer.from(key))
}

/** The reader's own address, or that it takes nothing now. */
export type AddressView = { address: string } | { closed: true }

/**
 * The address whose mail becomes records of the reader's side; null where there is none: it is switched off, the reader is of a
 * hospital, or may not add.
 */
export async function ownAddress(db: Db, access: CaseAccess): Promise<AddressView | null> {
  const { INBOUND_MAIL_DOMAIN: domain } = env()
  const side = sideOf(access)
  if (!domain || !side || !access.can('records.mail')) return null
  const { id: caseId, number, status } = access.row
  const { consent } = await consentOf(db, caseId, side)
  // Whoever reads this came by an account, or by a link that has not ended.
  if (!takesMail({ side, status, consent, reachable: true })) return { closed: true }
  const heldBy = heldByOf(access, side)
  const made = await db.mailAddress.findFirst({ where: { caseId, side, heldBy }, select: { issue: true } })
  const key = secretKey({ caseId, holder: side, heldBy, issue: made?.issue ?? 1 })
  return { address: writeAddress(number, key, domain) }
}

/** A new address for the actor's side. The one before is dead from now on. */
export async function renewAddress(db: Db, access: CaseAccess): Promise<void> {
  const side = sideOf(access)
  if (!env().INBOUND_MAIL_DOMAIN || !side) throw notFound()
  const { id: caseId } = access.row
  const heldBy = heldByOf(access, side)
  await db.mailAddress.upsert({
    where: { caseId_side_heldBy: { caseId, side, heldBy } },
    create: { caseId, side, heldBy, issue: 2 },
    update: { issue: { increment: 1 }, issuedAt: new Date() },
    select: { issue: true },
  })
  await appendEvent(db, caseId, 'record.mailAddressRenewed', { holder: side })
}

const sideOf = ({ side }: CaseAccess): Addressee | null => (side === 'OWNER' || side === 'PRACTICE' ? side : null)

/** As a record of this side would say it. */
const heldByOf = ({ row }: CaseAccess, side: Addressee): string =>
  side === 'OWNER' ? '' : (row.practiceId ?? row.attendingVetEmail)

type Consent = Pick<AddressFacts, 'consent' | 'reachable'>

/** This side's own consent with the hospital that is asked now; of a practice without an account, also whether a link stands. */
export async function consentOf(db: Db, caseId: string, side: Addressee): Promise<Consent> {
  const [found] = await db.$queryRaw<{ signed: boolean; stands: boolean; reachable: boolean }[]>`
    select s.signed, s.stands, ${side} = 'OWNER' or c."practiceId" is not null or exists (select from "CaseLink" l
      where l."caseId" = c.id and l."revokedAt" is null and l."expiresAt" > now()) as reachable
    from "Case" c cross join lateral (
      select count(*) > 0 as signed, coalesce(bool_or(newest.stands), false) as stands from (
        (select r."revokedAt" is null and r."expiresAt" > now() as stands from "Release" r
          where ${side} = 'OWNER' and r."caseId" = c.id and r."hospitalId" = c."hospitalId")
        union all
        (select a.decision = 'AGREED' and a."revokedAt" is null and a."expiresAt" > now() from "Agreement" a
          where ${side} = 'PRACTICE' and a."caseId" = c.id and a."hospitalId" = c."hospitalId"
            and a."signedAt" > coalesce((select max(e.at) from "CaseEvent" e where e."caseId" = c.id and e.type = 'consent.vetRenamed'
              and e.data->>'linkId' is not null), '-infinity')
          order by a."signedAt" desc, a.id desc limit 1)) newest) s
    where c.id = ${caseId}::uuid`
  if (!found) throw notFound()
  const consent = found.stands ? 'STANDS' : found.signed ? 'ENDED' : 'NOT_ASKED_YET'
  return { consent, reachable: found.reachable }
}
