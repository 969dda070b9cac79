import { z } from 'zod'
import { cut, oneLine } from '#lib/files/name.ts'
import { formatMoney } from '#lib/money.ts'

// Props travel through the job queue as JSON: times are ISO texts, amounts are digits.

// A mail program turns "https://..." in a name into a link, and so a form into a way to send anybody anything.
export const unlinked = (text: string) => text.replaceAll('://', ':/ /').replaceAll(/\bwww\./gi, 'www ')

/** A name of a person, animal or organization: one clean line, never a link. */
export const name = z.string().transform((value) => unlinked(oneLine(value, 120)) || 'Someone')

/** Words that a person wrote, over several lines; cut at 2,000 characters. */
export const words = z.string().transform((value) => {
  const lines = value.split(/\r\n|\r|\n/).map((line) => oneLine(line, 2_000))
  return unlinked(
    cut(
      lines
        .join('\n')
        .replaceAll(/\n{3,}/g, '\n\n')
        .trim(),
      2_000,
    ),
  )
})

/** An absolute address of ours. */
export const link = z.url({ protocol: /^https?$/ })

/** An instant, as ISO text with its offset. */
export const instant = z.iso.datetime({ offset: true })

/** An amount: minor units as digits, and the ISO 4217 code. */
export const amount = z.object({ minor: z.string().regex(/^\d{1,15}$/), currency: z.string().regex(/^[A-Z]{3}$/) })

export const zone = z
  .string()
  .refine((value) => Intl.supportedValuesOf('timeZone').includes(value) || value === 'UTC', 'no such time zone')
  .default('UTC')

/** What every mail about a case says: whose animal, which case, where to look. `timeZone` is the reader's (IANA). */
export const caseFields = { patient: name, caseNumber: name, url: link, timeZone: zone }

/** "Tuesday 24 November 2026, 18:00 UTC"; nothing for no instant, as blocks that `when` leaves out are still written. */
export function at(value: string, timeZone: string): string {
  if (value === '') return ''
  const time = new Date(value)
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone }).format(time).replace(',', '')
  const clock = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  })
  return `${date}, ${clock.format(time)}`
}

/** "24 November 2026" */
export function day(value: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(new Date(value))
}

/** "€320.00", for a subject. */
export function sum({ minor, currency }: z.output<typeof amount>): string {
  return formatMoney({ minor: BigInt(minor), currency })
}

/** "€320.00 (EUR)": a sign alone can be mistaken. */
export const money = (value: z.output<typeof amount>) => `${sum(value)} (${value.currency})`

/** "1 question", "3 questions" */
export const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`

/** For the end of a mail to an owner: nobody watches mails, and a case can turn bad. */
export const notForEmergencies = (patient: string) =>
  `If ${patient} gets worse, do not wait for an answer here: call your vet or the nearest emergency clinic.`
