/** Words of Prisma, PostgreSQL, the operating system and pg for: it is not there, it ends or begins, it has no place left. */
const AWAY = [
  /\b(?:P1001|P1002|P1008|P1017|P2024|P2028|P2037)\b/,
  /\b(?:57P0[123]|08\d{3}|53300)\b/,
  /\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)\b/,
  /Connection terminated|not queryable|timeout exceeded when trying to connect/,
]

/** Is PostgreSQL away, rather than our query wrong? */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  const words = `${code} ${error.message}`
  return AWAY.some((pattern) => pattern.test(words)) || isDatabaseAway(error.cause)
}
