import type { Tone } from '#components/ui/pill.tsx'
import type { PaymentStatus } from '#lib/db/generated/enums.ts'

/** A payment's state in words, with its tone. */
export const PAYMENT_STATE: Record<PaymentStatus, { label: string; tone: Tone }> = {
  OPEN: { label: 'Begun', tone: 'neutral' },
  PAID: { label: 'Paid', tone: 'brand' },
  EXPIRED: { label: 'Not paid', tone: 'neutral' },
  REFUND_DUE: { label: 'Being paid back', tone: 'hosp' },
  REFUNDED: { label: 'Paid back', tone: 'hosp' },
}
