import { expect, it } from 'vitest'
import { ctSeries } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { drawFrame, keepSpareEasel } from './picture.ts'

const [one, other] = ctSeries('pictures', SAMPLE_FACTS, 2)
const isWebp = (picture: Buffer | null) => picture?.toString('latin1', 8, 12) === 'WEBP'

it('draws one file after another, and goes on after one that is no picture', async () => {
  const pictures = await Promise.all([
    drawFrame('a', one!, 0),
    drawFrame('a', Buffer.from('no picture at all'), 0),
    drawFrame('a', other!, 0),
    drawFrame('b', one!, 0),
    drawFrame('b', new Uint8Array(), 0),
    drawFrame('a', one!, 0),
  ])
  expect(pictures.map(isWebp)).toEqual([true, false, true, true, false, true])
  expect(pictures[0]?.equals(pictures[3]!)).toBe(true)
})

it('a process that waits for the next case draws as one that is begun for it', async () => {
  keepSpareEasel()
  const [before, after] = [await drawFrame('c', one!, 0), await drawFrame('d', one!, 0)]
  expect(isWebp(before)).toBe(true)
  expect(after?.equals(before!)).toBe(true)
})
