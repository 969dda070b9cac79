import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Db } from '#lib/db/client.ts'
import type { Payment } from '#lib/db/generated/client.ts'
import { type Entry, paymentEntries, refundEntries, repaidEntries, returnedEntries } from './rules.ts'

/** Books a payment, in the caller's transaction; PostgreSQL refuses the commit unless it sums to zero. */
export const bookPayment = (db: Db, payment: Payment, caseNumber: string): Promise<void> =>
  book(db, payment, paymentEntries(payment.amountMinor, payment.applicationFeeMinor, caseNumber))

/** Books a payment's return in full. */
export const bookRefund = (db: Db, payment: Payment, caseNumber: string): Promise<void> =>
  book(db, payment, refundEntries(payment.amountMinor, payment.applicationFeeMinor, caseNumber))

/** Books that a payment's return came back from the bank. */
export const bookReturned = (db: Db, payment: Payment, caseNumber: string): Promise<void> =>
  book(db, payment, returnedEntries(payment.amountMinor, caseNumber))

/** Books that what had come back reached the owner after all. */
export const bookRepaid = (db: Db, payment: Payment, caseNumber: string): Promise<void> =>
  book(db, payment, repaidEntries(payment.amountMinor, caseNumber))

async function book(db: Db, { caseId, id, currency }: Payment, entries: Entry[]): Promise<void> {
  const transactionId = randomUUID()
  await db.ledgerEntry.createMany({
    data: entries.map((entry) => ({ caseId, transactionId, paymentId: id, currency, ...entry })),
  })
}
