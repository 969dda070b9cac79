import sharp from 'sharp'
import { expect, it } from 'vitest'
import { ctSeries } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { drawApart, drawFrame, keepSpareEasel } from './picture.ts'

const [one, other] = ctSeries('pictures', SAMPLE_FACTS, 2)
const isWebp = (picture: Buffer | null) => picture?.toString('latin1', 8, 12) === 'WEBP'

it('draws one file after another, and goes on after one that is no picture', async () => {
  const pictures = await Promise.all([
    drawApart('a', one!, 0),
    drawApart('a', Buffer.from('no picture at all'), 0),
    drawApart('a', other!, 0),
    drawApart('b', one!, 0),
    drawApart('b', new Uint8Array(), 0),
    drawApart('a', one!, 0),
  ])
  expect(pictures.map(isWebp)).toEqual([true, false, true, true, false, true])
  expect(pictures[0]?.equals(pictures[3]!)).toBe(true)
})

it('a process that waits for the next case draws as one that is begun for it', async () => {
  keepSpareEasel()
  const [before, after] = [await drawApart('c', one!, 0), await drawApart('d', one!, 0)]
  expect(isWebp(before)).toBe(true)
  expect(after?.equals(before!)).toBe(true)
})

it('plain grey pixels are drawn without a process apart, and look the same', async () => {
  const [here, apart] = await Promise.all([drawFrame('e', one!, 0), drawApart('e', one!, 0)])
  const [a, b] = await Promise.all(
    [here, apart].map((picture) => sharp(picture!).removeAlpha().raw().toBuffer({ resolveWithObject: true })),
  )
  expect([a!.info.width, a!.info.height, a!.info.channels]).toEqual([b!.info.width, b!.info.height, b!.info.channels])
  const away = a!.data.reduce((sum, value, at) => sum + Math.abs(value - b!.data[at]!), 0) / a!.data.length
  expect(away).toBeLessThan(1)
})

it('pixels that are not square are drawn apart, in their true proportions; what is no picture is not drawn', async () => {
  const text = one!.toString('latin1').replace(String.raw`0.7\0.7`, String.raw`0.7\1.4`)
  const picture = await drawFrame('f', Buffer.from(text, 'latin1'), 0)
  const { width, height } = await sharp(picture!).metadata()
  expect(width / height).toBeCloseTo(2, 1)
  expect(await drawFrame('f', Buffer.from('no picture at all'), 0)).toBeNull()
})
