// How arrived files are checked: in which strides, and when again. Pure.

/** Files up to this size are read with one request and looked at whole, many side by side. */
export const SMALL_BYTES = 8 * 1024 * 1024
/** Records that become ready in one transaction. */
export const STRIDE = 64
/** A job takes no longer, and leaves the rest to the next one: the queue frees jobs that seem forsaken after 15 minutes. */
export const JOB_MS = 4 * 60_000
/** Of a very large study the first pictures are there after so long, although the rest is still being checked. */
export const FOLLOW_EVERY_MS = 5000
/** Whoever claimed a record and has not come back by then, has died. */
export const CLAIM_MS = 10 * 60_000
/** A file at which our own code fails so often will not be read by it the next time either. */
export const MOST_FAILURES = 6

export const isSmall = (sizeBytes: bigint): boolean => sizeBytes <= BigInt(SMALL_BYTES)

/**
 * Milliseconds until the next try while the store or the scanner is away: soon at first, and every two minutes for as
 * long as it takes, so that an outage of hours ends by itself minutes after it is over.
 */
export const waitBefore = (tries: number): number => Math.min(120_000, 2000 * 2 ** Math.min(tries, 10))
