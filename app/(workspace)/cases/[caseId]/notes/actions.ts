'use server'
import { refresh } from 'next/cache'
import * as support from '#lib/case/support/commands.ts'
import { noteInput } from '#lib/case/support/schema.ts'
import { AppError, forbidden } from '#lib/errors.ts'
import { caseAction } from '#lib/web/action.ts'

export const saveNote = caseAction('support.own', {
  input: noteInput,
  run: async ({ db, actor, access }, input) => {
    if (actor.kind !== 'PERSON') throw forbidden()
    try {
      await support.saveNote(db, actor, access, input)
    } catch (error) {
      // The page comes back with the version that is stored now, so that the next press saves.
      if (error instanceof AppError && error.code === 'CONFLICT') refresh()
      throw error
    }
    return { message: 'Saved' }
  },
})

/** In passing, as they type. */
export const keepNote = caseAction('support.own', {
  input: noteInput,
  quiet: true,
  run: async ({ db, actor, access }, input) => {
    if (actor.kind !== 'PERSON') throw forbidden()
    return { data: await support.saveNote(db, actor, access, input) }
  },
})
