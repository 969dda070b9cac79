// How fast it goes and how long it still takes. Pure.

/** Weight of the newest measure: smooth over some ten seconds, so that the words do not jump. */
const SMOOTHING = 0.2
const SAMPLE_MS = 500

/** Bytes a second, smoothed. Give it the bytes sent so far; it measures at most twice a second. */
export class Rate {
  #speed: number | null = null
  #last: { sent: number; at: number } | null = null

  /** Fewer bytes than before (a part sent anew) measure nothing and begin again from there. */
  add(sent: number, at: number): void {
    if (!this.#last || sent < this.#last.sent) {
      this.#last = { sent, at }
      return
    }
    const elapsed = at - this.#last.at
    if (elapsed < SAMPLE_MS) return
    const now = ((sent - this.#last.sent) * 1000) / elapsed
    this.#speed = this.#speed === null ? now : this.#speed + SMOOTHING * (now - this.#speed)
    this.#last = { sent, at }
  }

  /** After a pause, the time that passed is no measure. */
  rest(): void {
    this.#last = null
  }

  /** Seconds that so many bytes will take, or null while it cannot be said. */
  secondsFor(bytes: number): number | null {
    if (bytes <= 0) return 0
    return this.#speed === null || this.#speed < 1 ? null : bytes / this.#speed
  }
}

/** "about 2 minutes left"; nothing while it cannot be said. */
export function timeLeftWords(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return ''
  if (seconds < 8) return 'a few seconds left'
  if (seconds < 55) return `about ${Math.ceil(seconds / 10) * 10} seconds left`
  const minutes = Math.round(seconds / 60)
  if (minutes <= 1) return 'about a minute left'
  if (minutes < 90) return `about ${minutes} minutes left`
  const hours = Math.round(seconds / 3600)
  return hours < 48 ? `about ${hours} hours left` : 'more than two days left'
}

const BASE_MS = 500
const LONGEST_MS = 15_000

/** How long to wait before try number `n` (from 1): doubling, with a random half so that parts do not return together. */
export function backoffMs(n: number, chance: number): number {
  return Math.min(LONGEST_MS, BASE_MS * 2 ** (n - 1)) * (0.5 + chance / 2)
}
