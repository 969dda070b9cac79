'use server'
import { z } from 'zod'
import { keepAccount, openOnboarding, payoutsOrder } from '#lib/case/fee/payouts.ts'
import { orgAction } from '#lib/web/action.ts'

export const openPayouts = orgAction('org.payouts', {
  input: z.object({}),
  run: ({ db, actor, org }) => payoutsOrder(db, actor, org),
  after: async (order, again) => {
    const { accountId, url } = await openOnboarding(order)
    await again(({ db, org }) => keepAccount(db, org, accountId))
    return { redirect: url }
  },
})
