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

/** Where a form without script ends while a part is away: what was typed stands in the page before, so nothing leads on by itself. */
export const afterPost = ({ pathname, searchParams }: URL): string =>
  `${pathname}?${new URLSearchParams({ ...Object.fromEntries(searchParams), sent: '1' })}`
