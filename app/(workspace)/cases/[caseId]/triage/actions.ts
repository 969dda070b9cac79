'use server'
import {
  accept as acceptCase,
  askInformation,
  assign as assignCase,
  decline as declineCase,
  giveInformation,
} from '#lib/case/triage/commands.ts'
import { acceptInput, answerInput, askInput, assignInput, declineInput } from '#lib/case/triage/schema.ts'
import { itemsNamed, noteAsked } from '#lib/case/records/readiness/commands.ts'
import { askWords } from '#lib/case/records/readiness/rules.ts'
import { askItemsSchema } from '#lib/case/records/readiness/schema.ts'
import { caseAction } from '#lib/web/action.ts'

export const accept = caseAction('triage.decide', {
  input: acceptInput,
  run: async ({ db, actor, access }, input) => {
    await acceptCase(db, actor, access, input)
    return { message: 'Accepted. The owner has the estimate.' }
  },
})

export const decline = caseAction('triage.decide', {
  input: declineInput,
  run: async ({ db, actor, access }, input) => {
    await declineCase(db, actor, access, input)
    return { message: 'Declined. Owner and practice have your words.' }
  },
})

export const ask = caseAction('triage.ask', {
  input: askInput,
  run: async ({ db, actor, access }, input) => {
    await askInformation(db, actor, access, input)
    return { message: 'Asked. It is their turn now.' }
  },
})

export const answer = caseAction('triage.answer', {
  input: answerInput,
  run: async ({ db, actor, access }, input) => {
    await giveInformation(db, actor, access, input)
    return { message: 'Sent. It is the hospital’s turn now.' }
  },
})

export const assign = caseAction('triage.assign', {
  input: assignInput,
  run: async ({ db, access }, { assigneeId }) => {
    const { name } = await assignCase(db, access, assigneeId)
    return { message: name ? `${name} is responsible.` : 'Nobody is responsible now.' }
  },
})

/** One press asks for all that the list misses: of the practice where it takes part, else of the owner. */
export const askForMissing = caseAction('triage.ask', {
  input: askItemsSchema,
  run: async ({ db, actor, access }, input) => {
    const items = await itemsNamed(db, access, input)
    const askedOf = access.facts.agreementStands ? ('PRACTICE' as const) : ('OWNER' as const)
    await askInformation(db, actor, access, { askedOf, question: askWords(items, askedOf) })
    if (askedOf === 'PRACTICE') await noteAsked(db, actor, access, items)
    return { message: 'Asked. It is their turn now.' }
  },
})
