import fc from 'fast-check'
import { randomInt } from 'node:crypto'

/** Walks that go side by side: each waits for PostgreSQL most of the time. */
const ABREAST = 4
const MOST_SEED = 0x7fffff00
/** A long run says how far it is. */
const SAID_EVERY = 1000

export type Walk<T> = (trace: T) => Promise<void>

/** How many traces a model-based test walks: a few on every run, as many as are asked for by `npm run check:consent`. */
export const traces = (few: number) => {
  const numRuns = Number(process.env.CONFERRAL_TRACES ?? few)
  const seed = Number(process.env.CONFERRAL_SEED ?? randomInt(MOST_SEED))
  const walkers = Math.min(ABREAST, numRuns)
  return {
    numRuns,
    /** All that a run walked is walked again by the same seed and number of traces. */
    seed,
    // Ten times what it takes on a machine that does nothing else.
    patienceMs: 60_000 + numRuns * 1000,
    /**
     * All the traces, shared among walkers who go at the same time, each on cases of its own and by a seed of its own. The first to
     * find something has it made smaller, and the others stop.
     */
    async abreast<T>(trace: fc.Arbitrary<T>, walk: Walk<T>): Promise<void> {
      let [found, walked] = [false, 0]
      const walker = async (nth: number): Promise<void> => {
        let mine = false
        const property = fc.asyncProperty(trace, async (steps) => {
          if (found && !mine) return
          await walk(steps).catch((error: unknown) => {
            if (found && !mine) return
            found = mine = true
            throw error
          })
          walked += 1
          if (walked % SAID_EVERY === 0) process.stdout.write(`${walked} of ${numRuns} traces walked\n`)
        })
        await fc.assert(property, { numRuns: Math.ceil((numRuns - nth) / walkers), seed: seed + nth })
      }
      await Promise.all(Array.from({ length: walkers }, (_, nth) => walker(nth)))
    },
  }
}

/** How many races are run: a few on every run, as many as are asked for by the same script. */
export const races = (few: number): { count: number; patienceMs: number } => {
  const count = Number(process.env.CONFERRAL_RACES ?? few)
  return { count, patienceMs: 60_000 + count * 4000 }
}
