import { byOrthanc, hasOrthanc } from './orthanc.ts'
import { product } from './product.ts'
import type { BenchRow } from './row.ts'
import { manySlices } from './series.ts'
import { byWorker } from './take-in.ts'

// From stored objects to series that can be looked at: type, hash, index, study and series, and a thumbnail each, by the
// worker as it runs; beside a DICOM server that takes the same files.

const FILES = 433

export async function rows(): Promise<BenchRow[]> {
  const running = await product()
  await byWorker(running, manySlices(56, 1))
  const files = manySlices(FILES, 2)
  const reached = await byWorker(running, files)
  if (!hasOrthanc()) {
    console.log(`${reached.toFixed(0)} files/s taken in; Orthanc is not installed: nothing to compare with`)
    return []
  }
  const floor = await byOrthanc(files)
  return [
    {
      ...{
        name: `taking in ${FILES} CT files`,
        value: reached,
        unit: 'files/s',
        against: 'Orthanc, REST, 4 connections',
        floor,
      },
      ...{ ratio: reached / floor, goal: 'at least 1' },
    },
  ]
}
