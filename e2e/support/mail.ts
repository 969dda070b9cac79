import { expect } from '@playwright/test'
import { addresses } from './addresses.ts'

/** A mail as the catcher tells it. `links`: http(s) addresses in order of appearance. */
export type CaughtMail = {
  id: string
  at: string
  to: string[]
  subject: string
  text: string
  html: string | null
  links: string[]
}

/** Mails to exactly this address, newest first. `catcher`: that of another product than the shared one. */
export async function mailsTo(address: string, catcher = addresses().mail): Promise<CaughtMail[]> {
  const answer = await fetch(`${catcher}/api/messages?to=${encodeURIComponent(address)}`)
  if (!answer.ok) throw new Error(`the mail catcher answered ${answer.status}`)
  return (await answer.json()) as CaughtMail[]
}

/**
 * Waits for a mail to this address. `subject`: what its subject must match. `after`: a mail that came before it, so that
 * a second link is not taken for the first.
 */
export async function waitForMail(
  address: string,
  { subject = /./, after }: { subject?: RegExp; after?: CaughtMail | undefined } = {},
): Promise<CaughtMail> {
  let found: CaughtMail | undefined
  await expect
    .poll(
      async () => {
        const mails = await mailsTo(address)
        found = mails.find((mail) => subject.test(mail.subject) && (!after || Number(mail.id) > Number(after.id)))
        return found ? 'there' : `only: ${mails.map((mail) => mail.subject).join(' | ')}`
      },
      { message: `a mail to ${address} about ${subject}`, timeout: 20_000 },
    )
    .toBe('there')
  if (!found) throw new Error('unreachable: the poll above has found it')
  return found
}

/** The first link in the mail that matches. Throws with the links there are. */
export function linkFrom(mail: CaughtMail, pattern: RegExp): string {
  const link = mail.links.find((one) => pattern.test(one))
  if (!link) throw new Error(`"${mail.subject}" has no link like ${pattern}: ${mail.links.join(', ')}`)
  return link
}
