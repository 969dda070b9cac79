import { GatewayError } from './error.ts'

/** A mail ready to go. `messageId` and `references` have the form <id@host>. */
export type OutgoingMail = {
  to: string
  subject: string
  text: string
  html: string
  messageId: string
  headers?: Record<string, string>
  references?: readonly string[]
}

const ADDRESS = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.?[^\s@<>()[\]\\,;:"]*$/
const MESSAGE_ID = /^<[^<>\s@]+@[^<>\s@]+>$/
const HEADER_NAME = /^(X-[A-Za-z0-9-]{1,60}|List-(Id|Unsubscribe|Unsubscribe-Post|Help)|Auto-Submitted|Feedback-ID)$/
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

const refuse = (code: string): never => {
  throw new GatewayError('mail', { temporary: false, code })
}

/**
 * Refuses what could add a header or a recipient: one plain address, no control characters in anything that becomes a
 * header, only header names that we use. Throws a permanent GatewayError('mail').
 */
export function checkMail(mail: OutgoingMail): void {
  if (mail.to.length > 254 || CONTROL.test(mail.to) || !ADDRESS.test(mail.to)) refuse('BadAddress')
  if (mail.subject === '' || mail.subject.length > 400 || CONTROL.test(mail.subject)) refuse('BadSubject')
  for (const id of [mail.messageId, ...(mail.references ?? [])]) if (!MESSAGE_ID.test(id)) refuse('BadMessageId')
  for (const [name, value] of Object.entries(mail.headers ?? {})) {
    if (!HEADER_NAME.test(name) || CONTROL.test(value)) refuse('BadHeader')
  }
}
