import type Stripe from 'stripe'

type ErrorBody = Pick<Stripe.StripeRawError, 'code' | 'decline_code' | 'message' | 'param' | 'type'>

/** A refusal in Stripe's own shape: `{ error: { type, code, message, param } }` with an HTTP status. */
export class ApiError extends Error {
  readonly status: number
  readonly body: ErrorBody

  constructor(status: number, body: ErrorBody & { message: string }) {
    super(body.message)
    this.status = status
    this.body = body
  }
}

/** 400 `invalid_request_error`. */
export function invalid(message: string, param?: string, code?: string): ApiError {
  return new ApiError(400, { type: 'invalid_request_error', message, ...(param && { param }), ...(code && { code }) })
}

/** 404 `resource_missing`, for an id in the path or in a parameter. */
export function missing(object: string, id: string, param = 'id'): ApiError {
  return new ApiError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${object}: '${id}'`,
    param,
  })
}

/** 401, which the SDK raises as StripeAuthenticationError. */
export function unauthorized(message: string): ApiError {
  return new ApiError(401, { type: 'invalid_request_error', message })
}
