/** One measure of `npm run bench:records`: what was reached, beside a floor of the same run. */
export type BenchRow = {
  name: string
  value: number
  unit: string
  /** What the floor is. */
  against: string
  floor: number
  /** Value by floor. */
  ratio: number
  /** What it should be, in words: "at least 0.8". */
  goal: string
}

/** The middle one of several measures of the same: a machine is not the same from one second to the next. */
export const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
