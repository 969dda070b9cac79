// What never stands in a log: secrets, and personal data of the people who use the product.

const SECRET_KEY =
  /token|secret|password|passwd|cookie|authorization|signature|api[-_]?key|credential|otp|set-cookie|^(e?mail|to|from|cc|bcc|subject|address|phone|html|text|body)$|email/i
const ADDRESS = /[^\s@<>"'(),:;[\]\\]+@[^\s@<>"'(),:;[\]\\]+\.[\p{L}\p{N}-]+/gu
// Links that let someone in: the value of a query that carries a secret, and the last part of a mailed link's path.
const QUERY = /([?&](?:token|code|callback[-_]?token|signature|x-amz-[a-z-]+|sig|key|email)=)[^&\s"']+/gi
const LINK = /(\/(?:agree|invite|invitations?|sign-in|verify)\/)[^\s/?#"']+/gi
const KEYS = /\b(?:sk|rk|pk|whsec)_(?:test_|live_)?[A-Za-z0-9]+|\bBearer\s+[^\s"']+/g
const URL_PASSWORD = /(:\/\/[^\s/:@]*:)[^\s/@]+@/g

const GONE = '[redacted]'
const MAX_DEPTH = 6
const MAX_TEXT = 4_000

/** Takes addresses, tokens and keys out of a text. */
export function redactText(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .replace(URL_PASSWORD, `$1${GONE}@`)
    .replace(QUERY, `$1${GONE}`)
    .replace(LINK, `$1${GONE}`)
    .replace(KEYS, GONE)
    .replace(ADDRESS, GONE)
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack, cause, ...rest } = error as Error & Record<string, unknown>
  const own = redactValue(rest, depth + 1)
  return {
    type: name,
    message: redactText(message),
    stack: redactText(stack ?? ''),
    ...(typeof own === 'object' ? own : {}),
    ...(cause === undefined ? {} : { cause: redactValue(cause, depth + 1) }),
  }
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH) return '[deep]'
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Error) return redactError(value, depth)
  if (value instanceof URL) return redactText(value.href)
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redactValue(item, depth + 1))
  return redactFields(value as Record<string, unknown>, depth)
}

function redactFields(fields: Record<string, unknown>, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      const secret = SECRET_KEY.test(key) && value != null && typeof value !== 'boolean' && typeof value !== 'number'
      return [key, secret ? GONE : redactValue(value, depth + 1)]
    }),
  )
}

/** A copy of a log line's fields without secrets and addresses; errors become plain objects with their causes. */
export function redact(fields: Record<string, unknown>): Record<string, unknown> {
  return redactFields(fields, 0)
}
