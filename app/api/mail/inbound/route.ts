import { receiveMail } from '#lib/case/records/by-mail/receive.ts'
import { signedRoute } from '#lib/web/route.ts'

/** Mails to the addresses of cases, handed on by the mail server: signed, kept once, read by a job. See docs/operations.md. */
export const POST = signedRoute(async (request) => {
  await receiveMail(request)
  return Response.json({ received: true }, { status: 202 })
})
