'use server'
import * as support from '#lib/case/support/commands.ts'
import { changeInput, inviteInput, mailsInput, nothing, supportChoice } from '#lib/case/support/schema.ts'
import { forbidden } from '#lib/errors.ts'
import { shareWithNewHome } from '#lib/patient/rehoming/commands.ts'
import { caseAction } from '#lib/web/action.ts'

export const inviteSupport = caseAction('support.manage', {
  input: inviteInput,
  run: async ({ db, actor, access }, input) => {
    if (actor.kind !== 'PERSON') throw forbidden()
    await support.inviteSupport(db, actor, access, input)
    return { message: `The invitation is on its way to ${input.email}` }
  },
})

export const shareWithNewOwner = caseAction('support.manage', {
  input: nothing,
  run: async ({ db, actor, access }) => {
    if (actor.kind !== 'PERSON') throw forbidden()
    return { message: `The invitation is on its way to ${await shareWithNewHome(db, actor, access)}` }
  },
})

export const changeSupport = caseAction('support.manage', {
  input: changeInput,
  run: async ({ db, access }, input) => {
    await support.changeSupport(db, access, input)
    return { message: input.mayWrite ? 'They may write as well now' : 'They read along now, without writing' }
  },
})

export const endSupport = caseAction('support.manage', {
  input: supportChoice,
  run: async ({ db, access }, { supportId }) => {
    await support.endSupport(db, access, supportId)
    return { message: 'Done: the case is closed to them' }
  },
})

export const leaveSupport = caseAction('support.own', {
  input: nothing,
  run: async ({ db, access }) => {
    await support.leaveSupport(db, access)
    return { redirect: '/home' }
  },
})

export const supportMails = caseAction('support.own', {
  input: mailsInput,
  run: async ({ db, access }, { mails }) => {
    await support.setSupportMails(db, access, mails === 'on')
    return { message: mails === 'on' ? 'You get mails about this case again' : 'No more mails about this case' }
  },
})
