import 'server-only'
import { isGatewayError } from '#lib/gateways/error.ts'
import { AppError, unavailable } from '#lib/errors.ts'
import { log } from '#lib/log.ts'

const WHAT = {
  storage: 'The file store',
  payments: 'The payment service',
  mail: 'The mail server',
  scanner: 'The virus scanner',
} as const

/**
 * Every thrown thing as a refusal with plain words. Outages become UNAVAILABLE; a defect is logged and becomes
 * UNAVAILABLE too, never a stack on screen.
 */
export function toRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isGatewayError(error)) {
    log.warn({ err: error }, 'gateway failed')
    return unavailable(WHAT[error.gateway])
  }
  log.error({ err: error }, isDatabaseAway(error) ? 'database away' : 'unexpected')
  if (isDatabaseAway(error)) return unavailable('The database')
  return new AppError('UNAVAILABLE', 'Something went wrong on our side. What you typed is kept: please try again.')
}

const AWAY =
  /P1001|P1002|P1008|P1017|P2024|P2028|ECONNREFUSED|ECONNRESET|57P0[123]|08\d{3}|Connection terminated|timeout exceeded/

/** Is PostgreSQL away, rather than our query wrong? */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return AWAY.test(`${code} ${error.message}`) || isDatabaseAway(error.cause)
}
