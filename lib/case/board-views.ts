// The views of a practice's board, in the order in which they matter. Pure.

export const BOARD_VIEWS = ['waiting', 'followups', 'progress', 'sent', 'answered', 'ended'] as const
export type BoardView = (typeof BOARD_VIEWS)[number]

export const asBoardView = (given: unknown): BoardView => BOARD_VIEWS.find((view) => view === given) ?? 'waiting'

/** A site's id from an address, or null: anything else is no site. */
export const asSite = (given: unknown): string | null =>
  typeof given === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(given) ? given : null

/** What was typed into the board's search; anything that is no text finds everything. */
export const asFind = (given: unknown): string => (typeof given === 'string' ? given.trim().slice(0, 200) : '')
