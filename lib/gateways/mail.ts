import 'server-only'
import nodemailer from 'nodemailer'
import { env } from '#lib/env.ts'
import { GatewayError, errorField } from './error.ts'
import { checkMail } from './mail-message.ts'
import type { OutgoingMail } from './mail-message.ts'

/** Hands mails to an SMTP server. */
export type Mailer = {
  /** Resolves once the server has taken the mail. Throws GatewayError('mail'). */
  sendMail: (mail: OutgoingMail) => Promise<void>
  /** Ends the pooled connections, when a process stops. */
  close: () => void
}

export type MailConfig = { smtpUrl: string; from: string }

function mailError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error
  const reply = (error as { responseCode?: unknown } | null)?.responseCode
  // 5xx on the envelope or the message is the server's last word. All else (no connection, 4xx, a login that an operator
  // will mend) is worth another try: a mail is never dropped for a fault of ours.
  const refused = typeof reply === 'number' && reply >= 500 && errorField(error, 'code') !== 'EAUTH'
  const code = typeof reply === 'number' ? `SMTP${reply}` : (errorField(error, 'code') ?? 'Unknown')
  return new GatewayError('mail', { temporary: !refused, code, cause: error })
}

/** The SMTP adapter, over a pool of connections. */
export function createMailer(config: MailConfig): Mailer {
  const transport = nodemailer.createTransport({
    url: config.smtpUrl,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 3_000,
    greetingTimeout: 5_000,
    socketTimeout: 15_000,
    // Nothing in a mail may make this process read a file or fetch a page.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  async function deliver(mail: OutgoingMail): Promise<void> {
    checkMail(mail)
    try {
      await transport.sendMail({
        from: config.from,
        to: { name: '', address: mail.to },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: mail.messageId,
        references: mail.references ? [...mail.references] : undefined,
        inReplyTo: mail.references?.at(-1),
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...mail.headers },
      })
    } catch (error) {
      throw mailError(error)
    }
  }
  return { sendMail: deliver, close: () => transport.close() }
}

let shared: Mailer | undefined

/** The mailer that the environment names, made once per process. */
export function mailer(): Mailer {
  shared ??= createMailer({ smtpUrl: env().SMTP_URL, from: env().MAIL_FROM })
  return shared
}

/** Sends one mail by the mailer of the environment. Throws GatewayError('mail'). */
export function sendMail(mail: OutgoingMail): Promise<void> {
  return mailer().sendMail(mail)
}
