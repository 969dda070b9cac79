'use server'
import { z } from 'zod'
import { signedFrom } from '#lib/auth/browser.ts'
import { proceed, remind, renameVet } from '#lib/case/consent/asking.ts'
import {
  agree,
  commentOnAgreement,
  declineAgreement,
  endAgreement,
  endRelease,
  grantRelease,
} from '#lib/case/consent/commands.ts'
import { extendAgreement, extendRelease } from '#lib/case/consent/extending.ts'
import { inviteAgain } from '#lib/case/begun/inviting.ts'
import { endStatedConsent, stateConsent } from '#lib/case/consent/stating.ts'
import { type Narrowed, narrowAgreement, narrowRelease } from '#lib/case/consent/narrowing.ts'
import { passOn } from '#lib/case/consent/passing-on.ts'
import { renewLink } from '#lib/case/consent/renewing.ts'
import { leavesCase } from '#lib/case/consent/rules.ts'
import {
  answerSchema,
  commentSchema,
  justLink,
  leaveOutSchema,
  narrowSchema,
  openSchema,
  ownerAddressSchema,
  passOnSchema,
  proceedSchema,
  releaseSchema,
  renameSchema,
  statementSchema,
} from '#lib/case/consent/schema.ts'
import { withOwnText } from '#lib/case/own-texts.ts'
import { caseAction } from '#lib/web/action.ts'
import { keepLink } from './link-cookie.ts'

const BEFORE =
  'There was an answer already since you opened this page. Nothing was signed twice: this is how it stands.'

export const signRelease = caseAction('consent.release', {
  input: releaseSchema,
  run: async ({ db, actor, access }, input) => grantRelease(db, actor, access, input, await signedFrom()),
  after: async ({ signed }) => ({
    message: signed === 'NOW' ? 'Signed. You can end it on this page at any time.' : BEFORE,
  }),
})

export const stopRelease = caseAction('consent.endRelease', {
  input: z.object({}),
  run: ({ db, actor, access }) => endRelease(db, actor, access),
  after: async ({ ended }) => ({
    message: ended ? 'The release has ended. The records are closed.' : 'It had ended already.',
  }),
})

export const prolongRelease = caseAction('consent.release', {
  input: z.object({}),
  run: async ({ db, actor, access }) => extendRelease(db, actor, access, await signedFrom()),
  after: async () => ({ message: 'Extended. What may be read stays as you signed it.' }),
})

export const prolongAgreement = caseAction('consent.answer', {
  input: justLink,
  run: async ({ db, actor, access }) => extendAgreement(db, actor, access, await signedFrom()),
  after: async () => ({ message: 'Extended. What may be read stays as you signed it.' }),
})

export const answerRequest = caseAction('consent.answer', {
  fill: withOwnText('comment'),
  input: answerSchema,
  run: async ({ db, actor, access }, input) => ({
    byLink: actor.kind === 'LINK',
    ...(input.answer === 'NO'
      ? await declineAgreement(db, actor, access, input, await signedFrom())
      : await agree(db, actor, access, input, await signedFrom())),
  }),
  after: async ({ byLink, signed }, _again, input) => {
    if (byLink && input.answer !== 'NO') await keepLink(input.link)
    if (signed !== 'NOW') return { message: BEFORE }
    if (input.answer === 'NO' && leavesCase(input.reason)) return { redirect: '/agree/left' }
    // The page of the mailed link says thank you itself, in the answer's own words.
    return byLink ? {} : { message: 'Thank you, your answer is in.' }
  },
})

export const addComment = caseAction('consent.answer', {
  fill: withOwnText('comment'),
  input: commentSchema,
  run: ({ db, actor, access }, { comment }) => commentOnAgreement(db, actor, access, comment),
  after: async () => ({ message: 'Saved. It can be read now.' }),
})

const lessShared = async ({ narrowed }: Narrowed) => ({
  message: narrowed ? 'Done. What you took away is closed to the hospital.' : 'Nothing to change: that much is shared.',
})

export const narrowMine = caseAction('consent.endRelease', {
  input: narrowSchema,
  run: async ({ db, actor, access }, { scope }) => narrowRelease(db, actor, access, scope, await signedFrom()),
  after: lessShared,
})

export const narrowOurs = caseAction('consent.endAgreement', {
  input: narrowSchema,
  run: async ({ db, actor, access }, { scope }) => narrowAgreement(db, actor, access, scope, await signedFrom()),
  after: lessShared,
})

export const leaveOutOfRelease = caseAction('consent.endRelease', {
  input: leaveOutSchema,
  run: async ({ db, actor, access }, { item }) =>
    narrowRelease(db, actor, access, { leaveOut: item }, await signedFrom()),
  after: lessShared,
})

export const leaveOutOfAgreement = caseAction('consent.endAgreement', {
  input: leaveOutSchema,
  run: async ({ db, actor, access }, { item }) =>
    narrowAgreement(db, actor, access, { leaveOut: item }, await signedFrom()),
  after: lessShared,
})

export const stopAgreement = caseAction('consent.endAgreement', {
  input: justLink,
  run: ({ db, actor, access }) => endAgreement(db, actor, access),
  after: async ({ ended }) => ({
    message: ended ? 'The agreement has ended. Your records are closed to the hospital.' : 'It had ended already.',
  }),
})

/** From the page of the mailed link into the case: from here on the cookie carries the link. */
export const openCase = caseAction('case.read', {
  input: openSchema,
  run: async ({ actor, access }) => ({ byLink: actor.kind === 'LINK', caseId: access.row.id }),
  after: async ({ byLink, caseId }, _again, { link, to }) => {
    if (byLink) await keepLink(link)
    return { redirect: to ? `/cases/${caseId}/${to}` : `/cases/${caseId}` }
  },
})

export const sendAgain = caseAction('consent.remind', {
  input: z.object({}),
  run: ({ db, actor, access }) => remind(db, actor, access),
  after: async () => ({ message: 'The mail is on its way again.' }),
})

export const giveNewLink = caseAction('consent.newLink', {
  input: z.object({}),
  run: ({ db, actor, access }) => renewLink(db, actor, access),
  after: async () => ({ message: 'A new link is on its way to the vet. The one before has ended.' }),
})

export const passOnToColleague = caseAction('consent.passOn', {
  input: passOnSchema,
  run: ({ db, actor, access }, input) => passOn(db, actor, access, input),
  after: async (_, _again, { colleagueName }) => ({
    message: `A mail with a link is on its way to ${colleagueName}. You can still answer yourself.`,
  }),
})

/** In a consultation: the vet states that the owner consents, for the first time or anew. */
export const stateOwnerConsent = caseAction('consent.state', {
  input: statementSchema,
  run: async ({ db, actor, access }, { consentHow, consentOn, consentNote, ...signing }) =>
    stateConsent(
      db,
      actor,
      access,
      { ...signing, how: consentHow, on: consentOn, note: consentNote },
      await signedFrom(),
    ),
  after: async ({ signed }) => ({ message: signed === 'NOW' ? 'Signed, and recorded with the case.' : BEFORE }),
})

export const endOwnerConsent = caseAction('consent.state', {
  input: z.object({}),
  run: ({ db, actor, access }) => endStatedConsent(db, actor, access),
  after: async ({ ended }) => ({
    message: ended ? 'Ended. The records are closed to the hospital.' : 'It had ended already.',
  }),
})

/** Writes to the owner of a case that the practice began again, at the same address or a corrected one. */
export const inviteOwner = caseAction('owner.invite', {
  input: ownerAddressSchema,
  run: ({ db, actor, access }, { ownerName, ownerEmail }) =>
    inviteAgain(db, actor, access, { name: ownerName, email: ownerEmail }),
  after: async (_, _again, { ownerName }) => ({
    message: `A mail with a link is on its way to ${ownerName}. The link before it has ended.`,
  }),
})

export const correctVet = caseAction('consent.renameVet', {
  input: renameSchema,
  run: ({ db, actor, access }, input) => renameVet(db, actor, access, input),
  after: async ({ asked }) => ({
    message: asked ? 'Saved. The new address gets its own mail; the old link has ended.' : 'Saved.',
  }),
})

export const goOnWithoutPractice = caseAction('consent.proceed', {
  input: proceedSchema,
  run: ({ db, actor, access }) => proceed(db, actor, access),
  after: async () => ({ message: 'The case is with the hospital now.' }),
})
