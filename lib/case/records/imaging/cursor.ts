import { isUuid } from '#lib/id.ts'

// Where a page of studies begins, as it stands in an address: "2026-11-12.<id>", or ".<id>" among those without a date. Pure.

export type StudyCursor = { date: string; id: string }

export const writeStudyCursor = ({ date, id }: StudyCursor): string => `${date}.${id}`

/** What cannot be read begins at the start. */
export function readStudyCursor(text: unknown): StudyCursor | null {
  const [, date = '', id = ''] = (typeof text === 'string' && /^(\d{4}-\d\d-\d\d|)\.(.+)$/.exec(text)) || []
  return isUuid(id) ? { date, id } : null
}
