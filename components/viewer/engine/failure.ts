import { SeriesClosed } from '../images.ts'
import { Unreadable } from './unreadable.ts'

// Why an image is not shown, in words.

const MISSING = 'The connection was lost before this image had arrived.'
const BROKEN = 'This image cannot be shown here: its picture is stored in a way that this viewer cannot read.'
const AWAY = /^(The file store|Conferral)/
export const NO_PICTURE = 'There is no picture in this file.'
export const CUT_SHORT = 'This image is cut short: a part of the file is missing.'

/** What stands in the place of an image that could not be drawn. */
export function failureWords(thrown: unknown): string {
  const error = innermost(thrown)
  if (!(error instanceof Error)) return BROKEN
  if (error instanceof SeriesClosed || [NO_PICTURE, CUT_SHORT].includes(error.message)) return error.message
  if (error.name === 'AbortError' || (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)))
    return MISSING
  return AWAY.test(error.message) ? `${error.message}.` : BROKEN
}

/** Trying again may help: the connection, not the file, is at fault. */
export const mayComeBack = (words: string): boolean => words === MISSING || AWAY.test(words)

function innermost(thrown: unknown): unknown {
  let error = thrown
  for (let depth = 0; depth < 5; depth += 1) {
    if (error instanceof Unreadable) error = error.cause
    else if (error !== null && typeof error === 'object' && 'error' in error) error = error.error
    else return error
  }
  return error
}
