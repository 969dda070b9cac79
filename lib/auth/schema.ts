import { z } from 'zod'
import { line, requiredLine } from '#lib/text.ts'
import { normaliseAddress } from './address.ts'
import { localPath } from './next.ts'

/** An e-mail address as a person typed it, normalised. @param missing e.g. "Please give your e-mail address" */
export const mailAddress = (missing: string) =>
  z.string({ error: missing }).transform((given, context) => {
    if (given.trim() === '') return refuse(context, missing)
    const result = normaliseAddress(given)
    return 'problem' in result ? refuse(context, result.problem) : result.address
  })

function refuse(context: z.RefinementCtx<string>, message: string): never {
  context.issues.push({ code: 'custom', message, input: context.value })
  return z.NEVER
}

/** Where to go on to: a path of this site, or null. Never an error, as nobody types it. */
export const nextPath = z.unknown().optional().transform(localPath)

export const personName = requiredLine(120, 'Please say what we may call you')

const isTimeZone = (zone: string): boolean => zone === 'UTC' || Intl.supportedValuesOf('timeZone').includes(zone)

export const timeZone = z
  .string({ error: 'Please choose a time zone' })
  .refine(isTimeZone, 'Please choose a time zone from the list')

export const linkRequest = z.object({ email: mailAddress('Please give your e-mail address'), next: nextPath })

/** The press of the button that a mailed link shows. A name is asked of new people only, which the command knows. */
export const confirmation = z.object({
  email: mailAddress('This link is not complete. Please open it from the mail again'),
  token: z.string().max(200).catch(''),
  name: line(120)
    .optional()
    .transform((name) => name || null),
  /** Told by the browser, not by the person: what is unknown is UTC. */
  timeZone: timeZone.catch('UTC'),
  next: nextPath,
})

export const profile = z.object({ name: personName, timeZone })
