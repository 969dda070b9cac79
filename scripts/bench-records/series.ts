import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ctSeries } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { readDicom } from '#lib/files/dicom.ts'

// Enough CT slices of one study to measure with: copies of a real series where there is one, else of one that is made.

const REAL = path.join(import.meta.dirname, '../../../shared/samples/dicom/ct-series-ge28')

/** So many files in series of as many as there are originals; every file is an object of its own, none a copy by its UIDs. */
export function manySlices(count: number, mark: number): Buffer[] {
  const originals = existsSync(REAL)
    ? readdirSync(REAL)
        .toSorted()
        .map((name) => readFileSync(path.join(REAL, name)))
    : ctSeries('bench', SAMPLE_FACTS, 28).map((slice) => Buffer.from(slice))
  return Array.from({ length: count }, (_, at) => {
    const original = originals[at % originals.length]
    if (!original) throw new Error('There is no slice to copy')
    const series = Math.floor(at / originals.length)
    return renamed(original, { series: mark * 1000 + series, instance: mark * 100_000 + at })
  })
}

/** A copy whose UIDs end otherwise; as long as before, so that nothing else moves. */
function renamed(original: Buffer, ends: { series: number; instance: number }): Buffer {
  const facts = readDicom(original)
  const copy = Buffer.from(original)
  for (const [uid, end] of [
    [facts?.seriesUid, ends.series],
    [facts?.instanceUid, ends.instance],
    [facts?.studyUid, Math.floor(ends.series / 1000)],
  ] as const) {
    if (!uid) throw new Error('A slice has no UID')
    const other = `${uid.slice(0, uid.length - 9)}${String(100_000_000 + end).slice(-9)}`
    for (let at = copy.indexOf(uid, 0, 'latin1'); at >= 0 && at < 4096; at = copy.indexOf(uid, at + 1, 'latin1'))
      copy.write(other, at, 'latin1')
  }
  return copy
}
