'use server'
import { refresh } from 'next/cache'
import { discard, saveDraft, submit } from '#lib/case/request/commands.ts'
import { close, reopen, withdraw } from '#lib/case/request/endings.ts'
import { patchOf, refuseHalfStep, stepFrom } from '#lib/case/request/patch.ts'
import { resend } from '#lib/case/request/resend.ts'
import { nothing, saveSchema, submitSchema } from '#lib/case/request/schema.ts'
import { landingOf } from '#lib/organization/rules.ts'
import { AppError, conflict, forbidden } from '#lib/errors.ts'
import { caseAction, type Outcome } from '#lib/web/action.ts'

const ELSEWHERE =
  'another device saved this step in the meantime. What you typed stays here: press the button below to see both texts.'

/** Saves what was typed so far, in passing. */
export const keepStep = caseAction('request.edit', {
  input: saveSchema,
  quiet: true,
  run: async ({ db, access }, input): Promise<Outcome> => {
    if (access.side !== 'OWNER') throw forbidden()
    try {
      return { data: await saveDraft(db, access, patchOf(input), input.version) }
    } catch (error) {
      if (!(error instanceof AppError) || Object.keys(error.fieldErrors).length === 0) throw error
      throw error.code === 'CONFLICT' ? conflict(ELSEWHERE) : error
    }
  },
})

/** Saves a step and leads on, or back. */
export const saveStep = caseAction('request.edit', {
  input: saveSchema,
  run: async ({ db, actor, access }, input): Promise<Outcome> => {
    if (access.side !== 'OWNER') throw forbidden()
    const problem = refuseHalfStep(input, actor.email)
    if (problem) throw problem
    const patch = patchOf(input)
    try {
      await saveDraft(db, access, patch, input.version)
    } catch (error) {
      // The page comes back with the version that is stored now, so that the next press of the button saves.
      if (error instanceof AppError && error.code === 'CONFLICT') refresh()
      throw error
    }
    return { redirect: `/cases/${access.row.id}/request?step=${stepFrom(input, patch)}` }
  },
})

export const submitRequest = caseAction('case.submit', {
  input: submitSchema,
  run: async ({ db, actor, access }, { version }): Promise<Outcome> => {
    // A practice's own case is signed as it is sent.
    if (actor.kind !== 'PERSON') throw forbidden()
    if (access.row.kind !== 'SECOND_OPINION') throw conflict('This case is signed on its last page, and sent by that.')
    await submit(db, actor, access, version ?? null)
    return { redirect: `/cases/${access.row.id}/consent` }
  },
})

export const discardDraft = caseAction('case.discard', {
  input: nothing,
  run: async ({ db, actor, access }): Promise<Outcome> => {
    await discard(db, access)
    const hat = actor.kind === 'PERSON' && actor.hat.kind !== 'OWNER' ? actor.hat : null
    return { redirect: hat ? landingOf(hat) : '/home' }
  },
})

export const withdrawCase = caseAction('case.withdraw', {
  input: nothing,
  run: async ({ db, actor, access }): Promise<Outcome> => {
    await withdraw(db, actor, access)
    return { message: 'The request is withdrawn.' }
  },
})

export const closeCase = caseAction('case.close', {
  input: nothing,
  run: async ({ db, access }): Promise<Outcome> => {
    await close(db, access)
    return { message: 'The case is closed. Everything stays readable here.' }
  },
})

export const reopenCase = caseAction('case.reopen', {
  input: nothing,
  run: async ({ db, access }): Promise<Outcome> => {
    await reopen(db, access)
    return { message: 'The case is open again for questions.' }
  },
})

export const resendCase = caseAction('case.resend', {
  input: nothing,
  run: async ({ db, actor, access }): Promise<Outcome> => {
    const { caseId } = await resend(db, actor, access)
    return { redirect: `/cases/${caseId}/request` }
  },
})
