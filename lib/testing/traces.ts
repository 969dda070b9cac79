/** How many traces a model-based test walks: a few on every run, as many as are asked for by `npm run check:consent`. */
export const traces = (few: number): { numRuns: number; patienceMs: number } => {
  const numRuns = Number(process.env.CONFERRAL_TRACES ?? few)
  return { numRuns, patienceMs: 60_000 + numRuns * 300 }
}
