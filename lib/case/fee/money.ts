import 'server-only'
import type { OrgHat } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import type { PaymentStatus } from '#lib/db/generated/enums.ts'
import type { Money } from '#lib/money.ts'
import type { Account } from './rules.ts'

export type MoneyRow = {
  id: string
  caseId: string
  caseNumber: string
  patient: string
  amount: Money
  fee: Money
  status: PaymentStatus
  at: Date
  receiptNumber: string | null
}

export type MoneyView = {
  name: string
  payouts: { accountId: string | null; chargesEnabled: boolean }
  /** What the ledger says, by currency: a hospital's own share is what Stripe owes it. */
  totals: { currency: string; account: Account; minor: bigint }[]
  rows: MoneyRow[]
  next: string | null
}

const PAGE = 50

/** A hospital's payments, newest first, with the ledger's totals. @param before cursor: a payment's time */
export async function loadMoney(db: Db, org: OrgHat, before: Date | null): Promise<MoneyView> {
  const hospital = await db.organization.findUniqueOrThrow({ where: { id: org.orgId } })
  const payments = await db.payment.findMany({
    where: {
      case: { hospitalId: org.orgId },
      status: { not: 'OPEN' },
      ...(before ? { createdAt: { lt: before } } : {}),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
    include: { case: { select: { number: true, title: true } } },
  })
  const totals = await db.$queryRaw<{ currency: string; account: Account; minor: bigint }[]>`
    select l.currency, l.account, sum(l."amountMinor")::bigint as minor from "LedgerEntry" l join "Case" c on c.id = l."caseId"
    where c."hospitalId" = ${org.orgId}::uuid group by 1, 2 order by 1, 2`
  const rows = payments.slice(0, PAGE)
  return {
    name: hospital.name,
    payouts: { accountId: hospital.stripeAccountId, chargesEnabled: hospital.chargesEnabled },
    totals,
    rows: rows.map((row) => ({
      id: row.id,
      caseId: row.caseId,
      caseNumber: row.case.number,
      patient: row.case.title,
      amount: { minor: row.amountMinor, currency: row.currency },
      fee: { minor: row.applicationFeeMinor, currency: row.currency },
      status: row.status,
      at: row.refundedAt ?? row.paidAt ?? row.createdAt,
      receiptNumber: row.receiptNumber,
    })),
    next: payments.length > PAGE ? (rows.at(-1)?.createdAt.toISOString() ?? null) : null,
  }
}
