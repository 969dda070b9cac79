import 'server-only'
import { renderMail } from '#emails/registry.ts'
import { sha256 } from '#lib/hash.ts'
import { env } from '#lib/env.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { sendMail } from '#lib/gateways/mail.ts'
import { log } from '#lib/log.ts'
import type { Payload } from './tasks.ts'

/** Of somebody who was forgotten: there is nobody to write to. */
const NOBODY = '@erased.invalid'

/**
 * Writes and sends one mail. The Message-ID comes from the payload's key, so that a job done twice is the same mail to
 * whoever gets it. A refusal that is the server's last word ends the job; anything else is tried again.
 */
export async function sendTemplate({ to, template, props, key, answers = null }: Payload<'mail'>): Promise<void> {
  if (to.endsWith(NOBODY)) return
  const { subject, html, text } = renderMail({ template, props })
  const messageId = `<${sha256(key).slice(0, 40)}@${new URL(env().APP_URL).hostname}>`
  try {
    await sendMail({ to, subject, html, text, messageId, ...(answers && answering(answers)) })
  } catch (error) {
    if (!isGatewayError(error) || error.temporary) throw error
    log.error({ err: error, template }, 'a mail was refused for good')
  }
}

/** Says that a robot answers, so that no robot answers it (RFC 3834). */
const answering = (messageId: string) => ({ references: [messageId], headers: { 'Auto-Submitted': 'auto-replied' } })
