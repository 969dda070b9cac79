/** The outside system that failed. */
export type GatewayName = 'storage' | 'payments' | 'mail' | 'scanner'

/**
 * A call to an outside system failed. `temporary` says that the same call may succeed later, so a job should be tried again;
 * otherwise trying again cannot help. `code` is the outside system's own word for it, fit for a log.
 */
export class GatewayError extends Error {
  readonly gateway: GatewayName
  readonly temporary: boolean
  readonly code: string

  constructor(gateway: GatewayName, options: { temporary: boolean; code: string; message?: string; cause?: unknown }) {
    super(options.message ?? `${gateway}: ${options.code}`, { cause: options.cause })
    this.name = 'GatewayError'
    this.gateway = gateway
    this.temporary = options.temporary
    this.code = options.code
  }
}

export function isGatewayError(error: unknown): error is GatewayError {
  return error instanceof GatewayError
}

/** Reads a string property of an unknown error, such as `code` or `name`. */
export function errorField(error: unknown, field: string): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const value = (error as Record<string, unknown>)[field]
  return typeof value === 'string' ? value : undefined
}
