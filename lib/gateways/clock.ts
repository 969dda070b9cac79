/** Where the time comes from. Rules take times as arguments; commands and jobs ask a clock. */
export type Clock = { now: () => Date }

export const systemClock: Clock = { now: () => new Date() }

let current: Clock = systemClock

/** The time now, by the clock in use. */
export function now(): Date {
  return current.now()
}

/** Puts another clock in place, for tests. Returns a function that puts the former one back. */
export function setClock(clock: Clock): () => void {
  const former = current
  current = clock
  return () => {
    current = former
  }
}

/** A clock that stands still until it is moved by `advance` (milliseconds). */
export function fixedClock(start: Date | string): Clock & { advance: (milliseconds: number) => void } {
  let at = new Date(start).getTime()
  return {
    now: () => new Date(at),
    advance: (milliseconds) => {
      at += milliseconds
    },
  }
}
