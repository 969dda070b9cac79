import { expect, test } from 'vitest'
import { NOTHING_OPEN } from './engine/state.ts'
import { commandOf, SHORTCUTS } from './keyboard.ts'
import { caption, pictureName, seriesSize, seriesTitle, spokenPlace } from './words.ts'

const series = {
  id: 's',
  number: 3,
  modality: 'CT',
  description: 'Thorax 2 mm',
  bodyPart: 'CHEST',
  images: 28,
  frames: 28,
  thumbnail: null,
  holder: 'OWNER',
  shows: 'IMAGES',
} as const
const shown = {
  ...NOTHING_OPEN,
  series,
  phase: 'OPEN',
  position: 11,
  count: 28,
  window: { width: 400, level: 40 },
} as const

test('no key means two things, and each key of the help does what it says', () => {
  const keys = SHORTCUTS.flatMap(({ lines }) => lines).flatMap((line) => line.keys)
  expect(new Set(keys).size).toBe(keys.length)
  expect(commandOf('3')).toEqual({ do: 'preset', number: 3 })
  expect(commandOf('ArrowUp')).toEqual({ do: 'go', steps: -1 })
  expect(commandOf('x')).toBeNull()
})

test('a series is named by what it says of itself', () => {
  expect(seriesTitle(series)).toBe('CT Thorax 2 mm')
  expect(seriesTitle({ ...series, description: null })).toBe('CT chest')
  expect(seriesTitle({ ...series, description: null, bodyPart: null })).toBe('CT series 3')
  expect(seriesTitle({ ...series, modality: null, description: null, bodyPart: null, number: null })).toBe('Series')
})

test('how much it is', () => {
  expect(seriesSize(series)).toBe('28 images')
  expect(seriesSize({ ...series, images: 1, frames: 40 })).toBe('1 image of 40 frames')
  expect(seriesSize({ ...series, images: 2, frames: 40 })).toBe('2 images, 40 frames')
  expect(seriesSize({ ...series, images: 1, frames: 0, shows: 'NO_PICTURE' })).toBe('1 file without a picture')
})

test('where it stands is heard; what cannot be shown with it', () => {
  expect(spokenPlace(shown)).toBe('Image 12 of 28, window 400, level 40')
  expect(spokenPlace({ ...shown, failure: { recordId: 'r', words: 'Broken.' } })).toMatch(/level 40\. Broken\.$/)
  expect(spokenPlace(NOTHING_OPEN)).toBe('')
})

test('a picture has a name that every system takes, and words with what was measured', () => {
  expect(pictureName({ ...shown, series: { ...series, description: 'a/b:c' } })).toBe('CT a b c, image 12.png')
  expect(caption(shown, [])).toBe('CT Thorax 2 mm, image 12 of 28')
  expect(caption({ ...shown, measured: false }, ['Length 120.0 px'])).toBe(
    'CT Thorax 2 mm, image 12 of 28: Length 120.0 px (the file gives no pixel spacing: lengths are in pixels)',
  )
})
