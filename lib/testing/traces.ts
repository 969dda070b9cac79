/** Walks that go side by side: each waits for PostgreSQL most of the time. */
const ABREAST = 4

/** How many traces a model-based test walks: a few on every run, as many as are asked for by `npm run check:consent`. */
export const traces = (few: number) => {
  const numRuns = Number(process.env.CONFERRAL_TRACES ?? few)
  const walkers = Math.min(ABREAST, numRuns)
  return {
    numRuns,
    patienceMs: 60_000 + numRuns * 300,
    /** All the runs, shared among walkers who go at the same time, each on cases of its own. */
    abreast: (walk: (runs: number) => Promise<void>): Promise<unknown> =>
      Promise.all(Array.from({ length: walkers }, (_, nth) => walk(Math.ceil((numRuns - nth) / walkers)))),
  }
}

/** How many races are run: a few on every run, as many as are asked for by the same script. */
export const races = (few: number): { count: number; patienceMs: number } => {
  const count = Number(process.env.CONFERRAL_RACES ?? few)
  return { count, patienceMs: 60_000 + count * 1000 }
}
