'use server'
import { keepCheckout, prepareCheckout, refundAndDecline } from '#lib/case/fee/commands.ts'
import { openCheckout } from '#lib/case/fee/checkout.ts'
import { payInput, refundInput } from '#lib/case/fee/schema.ts'
import { caseAction } from '#lib/web/action.ts'

export const pay = caseAction('fee.pay', {
  input: payInput,
  run: ({ db, actor, access }, { estimateId }) => prepareCheckout(db, actor, access, estimateId),
  after: async (checkout, again) => {
    if (checkout.kind === 'READY') return { redirect: checkout.url }
    const made = await openCheckout(checkout.order)
    await again(({ db, access }) => keepCheckout(db, access, checkout.order.paymentId, made))
    return { redirect: made.url }
  },
})

export const refund = caseAction('fee.refund', {
  input: refundInput,
  run: async ({ db, actor, access }, input) => {
    await refundAndDecline(db, actor, access, input)
    return { message: 'The fee is being paid back in full. Owner and practice are told why.' }
  },
})
