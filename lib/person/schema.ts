import { z } from 'zod'

/** Whose data: an address of its own, so that another's is plainly not there. */
export const whose = z.object({ personId: z.string() })

export const erasureAsked = z.object({
  understood: z.literal('on', { error: 'Tick that you have read what goes and what stays' }),
})

export const nothing = z.object({})
