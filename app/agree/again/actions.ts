'use server'
import { place } from '#lib/auth/browser.ts'
import { limit } from '#lib/auth/limits.ts'
import { askForLink } from '#lib/case/consent/renewing.ts'
import { newLinkSchema } from '#lib/case/consent/schema.ts'
import { publicAction } from '#lib/web/action.ts'

/** What is said afterwards is the same for every address and number, and so is what is done before it is said. */
export const askForNewLink = publicAction({
  input: newLinkSchema,
  run: async ({ db }, input) => {
    await limit('linkFromPlace', await place())
    await limit('linkToAddress', input.address, 'Several links were asked for just now; the newest of them works.')
    await askForLink(db, input)
    return {
      message:
        'If we wrote to this address about this case, a new link is on its way there. The old one has ended then.',
    }
  },
})
