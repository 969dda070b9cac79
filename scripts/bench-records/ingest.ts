import { byOrthanc, hasOrthanc } from './orthanc.ts'
import { product } from './product.ts'
import { type BenchRow, middle } from './row.ts'
import { manySlices } from './series.ts'
import { byWorker } from './take-in.ts'

// From stored objects to series that can be looked at: type, hash, index, study and series, and a thumbnail each, by the
// worker as it runs, warm from a round before; beside a DICOM server that takes the same files, in turns.

const FILES = 433
const ROUNDS = 5

export async function rows(): Promise<BenchRow[]> {
  const running = await product()
  await byWorker(running, manySlices(FILES, 1))
  const reached: number[] = []
  const floors: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const files = manySlices(FILES, 2 + round)
    reached.push(await byWorker(running, files))
    if (hasOrthanc()) floors.push(await byOrthanc(files))
  }
  const value = middle(reached)
  if (floors.length === 0) {
    console.log(`${value.toFixed(0)} files/s taken in; Orthanc is not installed: nothing to compare with`)
    return []
  }
  const floor = middle(floors)
  return [
    {
      ...{
        name: `taking in ${FILES} CT files`,
        value,
        unit: 'files/s',
        against: 'Orthanc, REST, 4 connections',
        floor,
      },
      ...{ ratio: value / floor, goal: 'at least 1' },
    },
  ]
}
