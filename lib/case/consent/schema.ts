import { z } from 'zod'
import { mailAddress } from '#lib/auth/schema.ts'
import type { RecordKind } from '#lib/db/generated/enums.ts'
import { checkbox, line, requiredLine, text } from '#lib/text.ts'
import { CONSENT_WAYS, DECLINE_REASONS, knownKinds, RECORD_KINDS, RELEASE_DAYS, type ReleaseDays } from './rules.ts'

// What the consent forms post. `textId` is the version that was on screen, `seen` the latest signature that was (or '').

const id = z.uuid({ error: 'Please open this page again: it is out of date' })
const seen = z.union([z.literal(''), id]).default('')

const kinds = z
  .preprocess(
    (given) => (typeof given === 'string' ? [given] : (given ?? [])),
    z.array(z.enum(RECORD_KINDS as [RecordKind, ...RecordKind[]], { error: 'Choose kinds of records from the list' })),
  )
  .transform(knownKinds)
  .pipe(z.array(z.custom<RecordKind>()).min(1, 'Choose at least one kind of record'))

const signedName = requiredLine(120, 'Type your name to sign')

export const releaseSchema = z.object({
  'kinds[]': kinds,
  days: z
    .string({ error: 'Choose until when' })
    .refine((given) => RELEASE_DAYS.some((days) => String(days) === given), 'Choose until when: 30, 90 or 180 days')
    .transform((given) => Number(given) as ReleaseDays),
  signedName,
  statement: checkbox.refine(Boolean, 'Tick the box to say that you agree to the text'),
  textId: id,
  seen,
})
export type ReleaseInput = z.output<typeof releaseSchema>

/** A mailed link's token, where the form carries one. */
const link = z.string().max(200).optional()
const signature = { signedName, textId: id, seen, link }
const comment = text(500).default('')

const yes = z.object({ answer: z.literal('YES'), comment, ...signature })
const some = z.object({ answer: z.literal('SOME'), 'kinds[]': kinds, comment, ...signature })
const no = z
  .object({
    answer: z.literal('NO'),
    reason: z.enum(DECLINE_REASONS, { error: 'Choose a reason, or “Another reason”' }),
    reasonLine: line(300).default(''),
    ...signature,
  })
  .refine(({ reason, reasonLine }) => reason !== 'OTHER' || reasonLine !== '', {
    path: ['reasonLine'],
    message: 'Say why in a line: the owner will read it',
  })

export const answerSchema = z.discriminatedUnion('answer', [yes, some, no], {
  error: 'Choose yes, some of them, or no',
})
export type AnswerInput = z.output<typeof answerSchema>
export type AgreeInput = Exclude<AnswerInput, { answer: 'NO' }>
export type DeclineInput = Extract<AnswerInput, { answer: 'NO' }>

export const commentSchema = z.object({ comment: text(500).pipe(z.string().min(1, 'Write a line or two')), link })

export const renameSchema = z.object({
  vetName: requiredLine(160, 'Give your vet’s name'),
  vetPractice: requiredLine(160, 'Give the name of your vet’s practice'),
  vetEmail: mailAddress('Give your vet’s e-mail address'),
})
export type RenameInput = z.output<typeof renameSchema>

export const passOnSchema = z.object({
  colleagueName: requiredLine(160, 'Give your colleague’s name'),
  colleagueEmail: mailAddress('Give your colleague’s e-mail address'),
  link,
})
export type PassOnInput = z.output<typeof passOnSchema>

/** How and when the owner consented, as the vet states it. */
export const statementSchema = z.object({
  consentHow: z.enum(CONSENT_WAYS, { error: 'Choose how the owner consented' }),
  consentOn: z.iso
    .date({ error: 'Give the day on which the owner consented' })
    .transform((day) => new Date(`${day}T00:00:00Z`))
    .refine((day) => day <= new Date(), 'The day the owner consented lies in the future'),
  consentNote: line(300).default(''),
  signedName,
  textId: id,
  seen,
})

export const ownerAddressSchema = z.object({
  ownerName: requiredLine(120, 'Give the owner’s name'),
  ownerEmail: mailAddress('Give the owner’s e-mail address'),
})

export const proceedSchema = z.object({
  understood: checkbox.refine(Boolean, 'Tick the box to say that you have read what this means'),
})

export const justLink = z.object({ link })

/** A new link, asked for by whoever got one before. */
export const newLinkSchema = z.object({
  address: mailAddress('Give the e-mail address that we wrote to'),
  number: line(20)
    .transform((given) => given.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
    .refine((given) => /^(?:CF)?[A-Z0-9]{5}$/.test(given), 'A case number looks like CF-7K3M2')
    .transform((given) => `CF-${given.slice(-5)}`),
})

/** Into the case: to its first page, or straight to the records. */
export const openSchema = z.object({ link, to: z.literal('records').optional() })
