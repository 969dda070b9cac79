import 'server-only'
import { isDatabaseAway } from '#lib/db/away.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { AppError, unavailable } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { AWAY_WORDS, type AwayPart } from './away.ts'

/** Which part of ours is away, if that is why this was thrown. */
export function partAway(error: unknown): AwayPart | null {
  if (isGatewayError(error)) return error.temporary ? error.gateway : null
  return isDatabaseAway(error) ? 'database' : null
}

/**
 * Every thrown thing as a refusal with plain words. Outages become UNAVAILABLE; a defect is logged and becomes
 * UNAVAILABLE too, never a stack on screen.
 */
export function toRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isGatewayError(error)) {
    log.warn({ err: error }, 'gateway failed')
    return unavailable(AWAY_WORDS[error.gateway], error.gateway === 'payments' ? 'Nothing was charged' : undefined)
  }
  log.error({ err: error }, isDatabaseAway(error) ? 'database away' : 'unexpected')
  if (isDatabaseAway(error)) return unavailable(AWAY_WORDS.database)
  return new AppError('UNAVAILABLE', 'Something went wrong on our side. What you typed is kept: please try again.')
}
