'use server'
import { withOwnText } from '#lib/case/own-texts.ts'
import { markRead, postMessage } from '#lib/case/thread/commands.ts'
import { postInput, readInput } from '#lib/case/thread/schema.ts'
import { caseAction } from '#lib/web/action.ts'

export const post = caseAction('thread.post', {
  fill: withOwnText('body'),
  input: postInput,
  run: async ({ db, actor, access }, input) => {
    await postMessage(db, actor, access, input)
    return { message: 'Posted' }
  },
})

export const read = caseAction('thread.read', {
  quiet: true,
  input: readInput,
  run: async ({ db, actor, access }, input) => {
    await markRead(db, actor, access, new Date(input.upTo))
    return {}
  },
})
