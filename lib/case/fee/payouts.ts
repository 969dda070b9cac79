import 'server-only'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { invalid } from '#lib/errors.ts'
import { payments } from '#lib/gateways/payments.ts'

export type PayoutsOrder = {
  organizationId: string
  slug: string
  accountId: string | null
  name: string
  email: string
  country: string
}

/** What Stripe needs to know to open the hospital's account. */
export async function payoutsOrder(db: Db, actor: PersonActor, org: OrgHat): Promise<PayoutsOrder> {
  if (org.kind !== 'HOSPITAL') throw invalid('Only a hospital collects fees.')
  const hospital = await db.organization.findUniqueOrThrow({ where: { id: org.orgId } })
  if (!/^[A-Z]{2}$/.test(hospital.country))
    throw invalid('Say first in which country the hospital is (two letters), in its settings.')
  return {
    organizationId: hospital.id,
    slug: hospital.slug,
    accountId: hospital.stripeAccountId,
    name: hospital.name,
    email: hospital.email ?? actor.email,
    country: hospital.country,
  }
}

/** The account and the page where Stripe asks for the rest. Outside any transaction. */
export async function openOnboarding(order: PayoutsOrder): Promise<{ accountId: string; url: string }> {
  const accountId = order.accountId ?? (await payments().createAccount(order))
  const page = `${env().APP_URL}/hospital/${order.slug}/money`
  const url = await payments().onboardingLink(accountId, { returnUrl: `${page}?back=stripe`, refreshUrl: page })
  return { accountId, url }
}

/** Keeps the account; one that another press made first stays. */
export async function keepAccount(db: Db, org: OrgHat, accountId: string): Promise<void> {
  await db.organization.updateMany({
    where: { id: org.orgId, stripeAccountId: null },
    data: { stripeAccountId: accountId },
  })
}
