/** Lost connections in a row; once bytes come again, they are forgotten. */
const MOST_LOSSES = 5
/**
 * Any other error: once more from the same place, then from the start. A film may be damaged in its middle, or be of a kind that a
 * browser decodes from its first picture on but not from a place that was sought; what can be seen of it is still worth seeing.
 */
const MOST_STUMBLES = 2
/** Seconds after a place of trouble from which on it is forgotten. */
const PAST_IT_S = 2

/** What to do about a player's error: load it again at the same place, from the start, or say that it cannot be played. */
type Remedy = 'again' | 'anew' | 'never'

/** Keeps in mind how often a film's player erred, and where, in seconds of the film. */
export class FilmTroubles {
  #losses = 0
  #stumbles = 0
  #at = 0

  /** An error at a place: of the connection (`lost`) or the player, while its link stood or after it had ended. */
  erred({ at, lost, linkStands }: { at: number; lost: boolean; linkStands: boolean }): Remedy {
    this.#at = at
    // A lost connection is no fault of the film's, nor is a link that has ended.
    if (lost && (this.#losses += 1) <= MOST_LOSSES) return 'again'
    if (!linkStands) return 'again'
    this.#stumbles += 1
    if (this.#stumbles > MOST_STUMBLES) return 'never'
    return this.#stumbles === MOST_STUMBLES ? 'anew' : 'again'
  }

  /** Bytes came. */
  came(): void {
    this.#losses = 0
  }

  /** Something of it is drawn: whatever comes now, it is no film that cannot be played at all. */
  drew(): void {
    this.#stumbles = Math.min(this.#stumbles, MOST_STUMBLES - 1)
  }

  /** It has been played up to a place. */
  reached(at: number): void {
    if (at > this.#at + PAST_IT_S) this.#stumbles = 0
  }
}
