'use server'
import { renewAddress } from '#lib/case/records/by-mail/address.ts'
import { changeKind, discardUpload, removeRecord, stateDay } from '#lib/case/records/commands.ts'
import { confirmNames, removeStudy } from '#lib/case/records/imaging/commands.ts'
import { studySchema } from '#lib/case/records/imaging/schema.ts'
import { kindSchema, mailAddressSchema, removeRecordSchema, removeSchema } from '#lib/case/records/schema.ts'
import { askPractice } from '#lib/case/records/readiness/commands.ts'
import { askItemsSchema } from '#lib/case/records/readiness/schema.ts'
import { caseAction } from '#lib/web/action.ts'
import { RECORD_KIND_WORDS } from '#lib/words.ts'

export const setKind = caseAction('records.add', {
  input: kindSchema,
  run: async ({ db, access }, { recordId, kind, day }) => {
    await changeKind(db, access, recordId, kind)
    if (day !== undefined) await stateDay(db, access, recordId, day)
    return { message: `It is now under “${RECORD_KIND_WORDS[kind]}”.` }
  },
})

export const renewMailAddress = caseAction('records.mail', {
  input: mailAddressSchema,
  run: async ({ db, access }) => {
    await renewAddress(db, access)
    return { message: 'This is your new address. The one before takes nothing any more.' }
  },
})

export const remove = caseAction('records.remove', {
  input: removeRecordSchema,
  run: async ({ db, access }, { recordId, leave }) => {
    await removeRecord(db, access, recordId)
    if (leave) return { redirect: `/cases/${access.row.id}/records` }
    return { message: 'The record is removed from the case.' }
  },
})

export const discard = caseAction('records.add', {
  input: removeSchema,
  run: async ({ db, access }, { recordId }) => {
    await discardUpload(db, access, recordId)
    return { message: 'It is gone from the list.' }
  },
})

export const askForRecords = caseAction('records.ask', {
  input: askItemsSchema,
  run: async ({ db, actor, access }, input) => {
    const { mailed } = await askPractice(db, actor, access, input)
    return {
      message: mailed
        ? 'Asked. Your vet gets a mail with the list and a link to add files.'
        : 'Noted. The mail to your vet will name it when you send the request.',
    }
  },
})

export const confirmStudy = caseAction('imaging.confirm', {
  input: studySchema,
  run: async ({ db, access }, { studyId }) => {
    await confirmNames(db, access, studyId)
    return { message: 'Thank you. The names are noted as right.' }
  },
})

export const removeImages = caseAction('records.remove', {
  input: studySchema,
  run: async ({ db, access }, { studyId }) => {
    const files = await removeStudy(db, access, studyId)
    return { message: `The images are removed from the case (${files === 1 ? '1 file' : `${files} files`}).` }
  },
})
