import { z } from 'zod'
import { mailAddress } from '#lib/auth/schema.ts'
import type { RecordKind } from '#lib/db/generated/enums.ts'
import { checkbox, line, requiredLine, text } from '#lib/text.ts'
import { CONSENT_WAYS, DECLINE_REASONS, RELEASE_DAYS, type ReleaseDays } from './rules.ts'
import { EVERYTHING, knownKinds, RECORD_KINDS, type Scope } from './scope.ts'

// What the consent forms post. `textId` is the version that was on screen, `seen` the latest signature that was (or '').

const id = z.uuid({ error: 'Please open this page again: it is out of date' })
const seen = z.union([z.literal(''), id]).default('')

const several = <T extends z.ZodType>(each: T) =>
  z.preprocess((given) => (typeof given === 'string' ? [given] : (given ?? [])), z.array(each))

const kinds = several(
  z.enum(RECORD_KINDS as [RecordKind, ...RecordKind[]], { error: 'Choose kinds of records from the list' }),
)
  .transform(knownKinds)
  .pipe(z.array(z.custom<RecordKind>()).min(1, 'Choose at least one kind of record'))

const recordDay = z
  .union([z.literal('').transform(() => null), z.iso.date({ error: 'Give a day, like 2025-01-31' })])
  .refine((given) => given === null || given >= '1900-01-01', 'This day lies too far back')
  .default(null)

/** A form lists so many single records at most; beyond that, kinds and days say it better. */
export const MOST_ITEMS = 500
const items = several(id).pipe(z.array(z.string()).max(MOST_ITEMS, `Name at most ${MOST_ITEMS} single records`))
const someItems = items.pipe(z.array(z.string()).min(1, 'Tick at least one record'))

const byKind = { 'kinds[]': kinds, from: recordDay, to: recordDay, 'leaveOut[]': items }
const singly = { 'only[]': someItems }
type ByKind = { 'kinds[]': RecordKind[]; from: string | null; to: string | null; 'leaveOut[]': string[] }

/** Judged of two days only: what is no day is blamed by itself. */
const inOrder = ({ from, to }: Pick<ByKind, 'from' | 'to'>): boolean =>
  !from || !to || !z.iso.date().safeParse(from).success || from <= to
const NOT_IN_ORDER = { path: ['to'], message: 'This day is before the first one' }

const kindScope = (given: ByKind): Scope => ({
  ...{ kinds: given['kinds[]'], from: given.from, to: given.to },
  ...{ pick: given['leaveOut[]'].length > 0 ? 'EXCEPT' : 'ALL', items: given['leaveOut[]'] },
})
const onlyScope = (given: { 'only[]': string[] }): Scope => ({ ...EVERYTHING, pick: 'ONLY', items: given['only[]'] })

const signedName = requiredLine(120, 'Type your name to sign')

const releasing = {
  days: z
    .string({ error: 'Choose until when' })
    .refine((given) => RELEASE_DAYS.some((days) => String(days) === given), 'Choose until when: 30, 90 or 180 days')
    .transform((given) => Number(given) as ReleaseDays),
  signedName,
  statement: checkbox.refine(Boolean, 'Tick the box to say that you agree to the text'),
  textId: id,
  seen,
}

export const releaseSchema = z.discriminatedUnion(
  'share',
  [
    z.object({ share: z.literal('ALL'), ...releasing }).transform((given) => ({ ...given, scope: EVERYTHING })),
    z
      .object({ share: z.literal('SOME'), ...byKind, ...releasing })
      .refine(inOrder, NOT_IN_ORDER)
      .transform((given) => ({ ...given, scope: kindScope(given) })),
    z
      .object({ share: z.literal('ONLY'), ...singly, ...releasing })
      .transform((given) => ({ ...given, scope: onlyScope(given) })),
  ],
  { error: 'Choose what may be read' },
)
export type ReleaseInput = Pick<z.output<typeof releaseSchema>, 'days' | 'signedName' | 'textId' | 'seen' | 'scope'>

/** A mailed link's token, where the form carries one. */
const link = z.string().max(200).optional()
const signature = { signedName, textId: id, seen, link }
const comment = text(500).default('')

const yes = z
  .object({ answer: z.literal('YES'), comment, ...signature })
  .transform((given) => ({ ...given, scope: EVERYTHING }))
const some = z
  .object({ answer: z.literal('SOME'), ...byKind, comment, ...signature })
  .refine(inOrder, NOT_IN_ORDER)
  .transform((given) => ({ ...given, scope: kindScope(given) }))
const only = z
  .object({ answer: z.literal('ONLY'), ...singly, comment, ...signature })
  .transform((given) => ({ ...given, scope: onlyScope(given) }))
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

export const answerSchema = z.discriminatedUnion('answer', [yes, some, only, no], {
  error: 'Choose yes, some of them, or no',
})
export type AnswerInput = z.output<typeof answerSchema>
export type AgreeInput = { scope: Scope; comment: string; signedName: string; textId: string; seen: string }
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

/** What stays shared: less than what stands, whatever is posted. Nothing is signed anew for that. */
export const narrowSchema = z
  .object({ ...byKind, link })
  .refine(inOrder, NOT_IN_ORDER)
  .transform((given) => ({ scope: kindScope(given) }))

/** One record that is not shared any more. */
export const leaveOutSchema = z.object({ item: id, link })

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
