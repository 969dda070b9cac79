/** What may be away, in words that begin a sentence. */
export const AWAY_WORDS = {
  database: 'The database',
  storage: 'The file store',
  payments: 'The payment service',
  mail: 'The mail server',
  scanner: 'The virus scanner',
} as const

export type AwayPart = keyof typeof AWAY_WORDS

/** The page that says what is away (503, see proxy.ts) and leads on to `next` by itself once that can succeed. */
export const awayPath = (next: string, part: AwayPart = 'database'): string =>
  `${AWAY_PAGE}?${new URLSearchParams({ ...(part === 'database' ? {} : { part }), next })}`

export const AWAY_PAGE = '/away'
