'use server'
import { limit } from '#lib/auth/limits.ts'
import {
  claimByMail as byMail,
  claimByOperator as byOperator,
  endLinksOf,
  proveClaim,
  type Shown,
} from '#lib/organization/claims.ts'
import { newSite, newText, siteChange, siteChoice, textChange, textChoice } from '#lib/organization/practice-schema.ts'
import { addSite, changeSite, closeSite } from '#lib/organization/sites.ts'
import { addText, changeText, removeText } from '#lib/organization/texts.ts'
import { claimByMail, claimByOperator, claimProof, departed } from '#lib/organization/claim-schema.ts'
import { orgAction } from '#lib/web/action.ts'

const SHOWN: Record<Shown, string> = {
  MAILED: 'A mail with a link is on its way there. Open it while you are signed in, and press the button.',
  PROVEN: 'It is yours. Earlier cases come to your board within a minute.',
  ADDRESS_ONLY:
    'This one address is yours, and its cases come to your board. Others write from the same domain, so for all of it ask us to look at it.',
}
const TOO_MANY = 'Many addresses were asked for just now.'

export const claimAddress = orgAction('org.editPractice', {
  input: claimByMail,
  run: async ({ db, actor, org }, input) => {
    await limit('claim', org.orgId, TOO_MANY)
    await limit('linkToAddress', input.address, 'Several mails went to this address just now.')
    return { message: SHOWN[await byMail(db, actor, org, input)] }
  },
})

export const askToConfirm = orgAction('org.editPractice', {
  input: claimByOperator,
  run: async ({ db, actor, org }, input) => {
    await limit('claim', org.orgId, TOO_MANY)
    await byOperator(db, actor, org, input)
    return { message: 'Thank you. We look at it, and you read here how it goes.' }
  },
})

export const proveAddress = orgAction('org.editPractice', {
  input: claimProof,
  run: async ({ db, actor, org }, { token }) => {
    const shown = await proveClaim(db, actor, org, token)
    return { redirect: `/practice/${org.slug}/settings?shown=${shown}` }
  },
})

export const endOldLinks = orgAction('org.editPractice', {
  input: departed,
  run: async ({ db }, { address }) => {
    const count = await endLinksOf(db, address)
    if (count === 0) return { message: 'No link to this address is open on your cases.' }
    return { message: count === 1 ? 'One link has ended.' : `${count} links have ended.` }
  },
})

export const addPracticeSite = orgAction('org.editPractice', {
  input: newSite,
  run: async ({ db, org }, input) => {
    await addSite(db, org, input)
    return { message: 'The site is there. Cases can name it from now on.' }
  },
})

export const changePracticeSite = orgAction('org.editPractice', {
  input: siteChange,
  run: async ({ db, org }, input) => {
    await changeSite(db, org, input)
    return { message: 'Saved.' }
  },
})

export const closePracticeSite = orgAction('org.editPractice', {
  input: siteChoice,
  run: async ({ db, org }, { siteId }) => {
    await closeSite(db, org, siteId)
    return { message: 'The site is closed. Cases that name it still do.' }
  },
})

export const addPracticeText = orgAction('org.editTexts', {
  input: newText,
  run: async ({ db, org }, input) => {
    await addText(db, org, input)
    return { message: 'The text is there, in the thread of every case.' }
  },
})

export const changePracticeText = orgAction('org.editTexts', {
  input: textChange,
  run: async ({ db, org }, input) => {
    await changeText(db, org, input)
    return { message: 'Saved.' }
  },
})

export const removePracticeText = orgAction('org.editTexts', {
  input: textChoice,
  run: async ({ db, org }, { textId }) => {
    await removeText(db, org, textId)
    return { message: 'The text is gone. What was sent with it stays.' }
  },
})
