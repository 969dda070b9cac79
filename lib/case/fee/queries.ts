import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import { consentStands, type Payer } from '#lib/case/status.ts'
import type { Db } from '#lib/db/client.ts'
import type { CaseKind, PaymentStatus } from '#lib/db/generated/enums.ts'
import type { Money } from '#lib/money.ts'
import { CASE_KIND_WORDS } from '#lib/words.ts'
import { consentMissing } from './rules.ts'

export type PaymentView = {
  id: string
  amount: Money
  status: PaymentStatus
  createdAt: Date
  paidAt: Date | null
  failure: string | null
  receiptNumber: string | null
  refundReason: string | null
  refundFailure: string | null
  refundedAt: Date | null
}

export type FeeView = {
  /** Absent for whoever of owner and practice does not pay: they read that the fee is settled, never the sum. */
  estimate: {
    id: string
    amount: Money
    note: string
    turnaroundHours: number
    validUntil: Date
    createdAt: Date
    ended: boolean
  } | null
  payments: PaymentView[]
  settled: boolean
  showsMoney: boolean
  mayPay: boolean
  isPayer: boolean
  payer: Payer
  kind: CaseKind
  /** Why the owner must see to consent first; null when it stands. */
  consentMissing: string | null
  mayRefund: boolean
  hospital: string
  service: string
}

export async function loadFee(db: Db, access: CaseAccess): Promise<FeeView> {
  const caseId = access.row.id
  const isPayer = access.side === access.row.payer
  const showsMoney = isPayer || access.side === 'HOSPITAL'
  const estimate = showsMoney
    ? await db.estimate.findFirst({ where: { caseId, supersededAt: null }, orderBy: { createdAt: 'desc' } })
    : null
  const payments = showsMoney ? await db.payment.findMany({ where: { caseId }, orderBy: { createdAt: 'desc' } }) : []
  const [names] = await db.$queryRaw<{ hospital: string | null; service: string | null }[]>`
    select (select name from "Organization" where id = c."hospitalId") as hospital,
      (select s.name from "Service" s where s."organizationId" = c."hospitalId" and s.id = c."serviceId") as service
    from "Case" c where c.id = ${caseId}::uuid`
  return {
    estimate: estimate && {
      id: estimate.id,
      amount: { minor: estimate.amountMinor, currency: estimate.currency },
      note: estimate.note,
      turnaroundHours: estimate.turnaroundHours,
      validUntil: estimate.validUntil,
      createdAt: estimate.createdAt,
      ended: estimate.validUntil <= new Date(),
    },
    payments: payments.map(({ amountMinor, currency, ...payment }) => ({
      ...payment,
      amount: { minor: amountMinor, currency },
    })),
    settled: access.facts.feeSettled,
    showsMoney,
    mayPay: isPayer && access.can('fee.pay'),
    isPayer,
    payer: access.row.payer,
    kind: access.row.kind,
    consentMissing: consentStands(access.facts) ? null : consentMissing(access.facts.releaseStands, access.side),
    mayRefund: access.can('fee.refund'),
    hospital: names?.hospital ?? 'the hospital',
    service: names?.service ?? CASE_KIND_WORDS[access.row.kind],
  }
}

export type ReceiptView = {
  number: string
  payer: string
  payment: PaymentView
  caseNumber: string
  patient: string
  hospital: string
  service: string
  city: string
}

/** The receipt of a payment that was made, or null. */
export async function loadReceipt(db: Db, access: CaseAccess): Promise<ReceiptView | null> {
  const fee = await loadFee(db, access)
  const payment = fee.payments.find((candidate) => candidate.receiptNumber !== null)
  if (!payment?.receiptNumber) return null
  const [row] = await db.$queryRaw<{ payer: string | null; city: string | null }[]>`
    select case c.payer when 'OWNER' then coalesce((select k.name from app.co_owners_on(c.id) k where k."personId" = (select y."createdById"
          from "Payment" y where y."caseId" = c.id and y.id = ${payment.id}::uuid)), (select name from "Person" where id = c."ownerId"))
        else (select name from "Organization" where id = c."practiceId") end as payer,
      (select concat_ws(', ', nullif(city, ''), nullif(country, '')) from "Organization" where id = c."hospitalId") as city
    from "Case" c where c.id = ${access.row.id}::uuid`
  return {
    number: payment.receiptNumber,
    payer: row?.payer ?? '',
    city: row?.city ?? '',
    payment,
    caseNumber: access.row.number,
    patient: access.row.title,
    hospital: fee.hospital,
    service: fee.service,
  }
}

/** A repayment that the bank sent back, as the operator hears of it: enough to find it at Stripe, nothing of the case. */
export type ReturnedRepayment = {
  caseNumber: string
  amount: Money
  failure: string
  since: Date
  paymentIntentId: string
}

/** Those that wait to be paid another way, the longest first; nothing for anybody but the operator (asked by PostgreSQL, too). */
export async function returnedRepayments(db: Db): Promise<ReturnedRepayment[]> {
  const rows = await db.$queryRaw<(Omit<ReturnedRepayment, 'amount'> & { amountMinor: bigint; currency: string })[]>`
    select * from app.repayments_that_came_back(100::int)`
  return rows.map(({ amountMinor, currency, ...row }) => ({ ...row, amount: { minor: amountMinor, currency } }))
}
