import dicomParser from 'dicom-parser'
import { describe, expect, test } from 'vitest'
import { ctSeries } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { SeriesClosed } from '../images.ts'
import { failureWords, mayComeBack, NO_PICTURE } from './failure.ts'
import { expand } from './full-colour.ts'
import { matchingSlice, planeOf } from './matching.ts'
import { measuredWords } from './measured-words.ts'
import { edgesOf } from './orientation.ts'
import { asPart10 } from './part10.ts'
import { presetsFor, rangeOf, shortNumber, windowOf } from './presets.ts'
import { recordIdIn, slotsOf } from './slots.ts'
import { findTags, tagLines } from './tags.ts'
import { Unreadable } from './unreadable.ts'
import { holdsFrame } from './whole.ts'

const [ct] = ctSeries(7, SAMPLE_FACTS, 1) as [Buffer]
const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

describe('windows', () => {
  test('width and level survive the way to the edges and back', () => {
    for (const window of [
      { width: 400, level: 40 },
      { width: 1500, level: -600 },
      { width: 1, level: 0.5 },
    ])
      expect(windowOf(rangeOf(window))).toEqual(window)
  })

  test('what the file offers comes first, then the windows of CT; no more than there are number keys', () => {
    const own = { width: 300, level: 50 }
    expect(presetsFor('CT', [own]).map(({ name }) => name)).toEqual([
      'From the file',
      'Soft tissue',
      'Lung',
      'Bone',
      'Brain',
      'Abdomen',
    ])
    expect(presetsFor('DX', [{ ...own, name: 'SOFT ' }])).toEqual([{ name: 'SOFT', ...own }])
    expect(presetsFor('DX', [{ width: 0, level: 5 }])).toEqual([])
    expect(
      presetsFor(
        'CT',
        Array.from({ length: 12 }, () => own),
      ),
    ).toHaveLength(9)
  })

  test('numbers are short', () => {
    expect([400, -600, 0.5, 12.3456, 1234.5].map(shortNumber)).toEqual(['400', '-600', '0.5', '12', '1235'])
  })
})

describe('slices that lie beside each other', () => {
  const axial = (z: number, frame = 'f') => planeOf(frame, [0, 0, z], [1, 0, 0, 0, 1, 0])

  test('the nearest parallel slice of the same frame of reference', () => {
    expect(matchingSlice(axial(11), [axial(0), axial(5), axial(10), axial(15)])).toBe(2)
    expect(matchingSlice(axial(11), [null, axial(10)])).toBe(1)
  })

  test('none where another frame, another direction or too far', () => {
    expect(matchingSlice(axial(10), [axial(10, 'other')])).toBeNull()
    expect(matchingSlice(axial(10), [planeOf('f', [0, 0, 10], [1, 0, 0, 0, 0, 1])])).toBeNull()
    expect(matchingSlice(axial(10), [axial(60)])).toBeNull()
    expect(matchingSlice(null, [axial(10)])).toBeNull()
  })

  test('a file without position has no plane', () => {
    expect(planeOf('f', undefined, [1, 0, 0, 0, 1, 0])).toBeNull()
    expect(planeOf('f', [0, 0, Number.NaN], [1, 0, 0, 0, 1, 0])).toBeNull()
  })
})

test('each frame takes a place of its own; a file without a picture takes one, and says so', () => {
  const file = { instanceNumber: 1, rows: 2, columns: 2, transferSyntax: null, url: 'u' }
  const slots = slotsOf({
    seriesId: 's',
    expiresAt: '',
    images: [
      { ...file, recordId: 'a', name: 'a', frames: 1, viewable: null },
      { ...file, recordId: 'b', name: 'b', frames: 3, viewable: null },
      { ...file, recordId: 'c', name: 'c', frames: 0, viewable: 'No picture' },
    ],
  })
  expect(slots.map(({ recordId, frame, refused }) => [recordId, frame, refused])).toEqual([
    ['a', null, null],
    ['b', 1, null],
    ['b', 2, null],
    ['b', 3, null],
    ['c', null, 'No picture'],
  ])
  expect(slots.map(({ imageId }) => recordIdIn(imageId))).toEqual(['a', 'b', 'b', 'b', 'c'])
})

describe('what cannot be shown', () => {
  test('is said in words, however deep the library wraps it', () => {
    expect(failureWords(new Unreadable({ error: new SeriesClosed() }))).toBe('This series is no longer shared with you')
    expect(failureWords(new Unreadable(new Error(NO_PICTURE)))).toBe(NO_PICTURE)
    expect(failureWords(new TypeError('Failed to fetch'))).toMatch(/connection was lost/)
    expect(failureWords(new Error('The file store answered 500'))).toBe('The file store answered 500.')
    for (const thrown of ['text', null, { error: 'decoder' }, new RangeError('offset')])
      expect(failureWords(thrown)).toMatch(/cannot be shown here/)
  })

  test('is offered again only where that may help', () => {
    expect(mayComeBack(failureWords(new TypeError('Failed to fetch')))).toBe(true)
    expect(mayComeBack(failureWords('decoder'))).toBe(false)
    expect(mayComeBack(NO_PICTURE)).toBe(false)
  })
})

describe('files as they are', () => {
  test('a file without the usual beginning gets one; others stay as they are', () => {
    const whole = bufferOf(ct)
    expect(asPart10(whole)).toBe(whole)
    const metaOnly = dicomParser.parseDicom(new Uint8Array(asPart10(bufferOf(ct.subarray(132)))))
    expect(metaOnly.uint16('x00280010')).toBe(256)
    const dataSet = dicomParser.parseDicom(ct)
    const bare = ct.subarray((dataSet.elements['x00080005']?.dataOffset ?? 0) - 8)
    const parsed = dicomParser.parseDicom(new Uint8Array(asPart10(bufferOf(bare))))
    expect(parsed.string('x00020010')).toBe('1.2.840.10008.1.2.1')
    expect(parsed.uint16('x00280010')).toBe(256)
  })

  test('a picture with fewer pixels than it speaks of is known', () => {
    expect(holdsFrame(dicomParser.parseDicom(ct), 0)).toBe(true)
    expect(holdsFrame(dicomParser.parseDicom(ct), 1)).toBe(false)
    const taller = Buffer.from(ct)
    taller.writeUInt16LE(257, dicomParser.parseDicom(ct).elements['x00280010']?.dataOffset ?? 0)
    expect(holdsFrame(dicomParser.parseDicom(taller), 0)).toBe(false)
  })

  test('colour for every second pixel becomes colour for each', () => {
    expect([...expand(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]))]).toEqual([1, 3, 4, 2, 3, 4, 5, 7, 8, 6, 7, 8])
  })

  test('its data are lines in words, which are searched; who it is about is marked', () => {
    const lines = tagLines(dicomParser.parseDicom(ct))
    const value = (name: string) => lines.find((line) => line.name === name)?.value
    expect(value('Rows')).toBe('256')
    expect(value('Pixel spacing, mm')).toBe('0.7 × 0.7')
    expect(value('Study date')).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(value('Patient’s name')).toContain(SAMPLE_FACTS.patient)
    expect(lines.filter(({ personal }) => personal).map(({ group }) => group)).toContain('Animal and owner')
    expect(findTags(lines, 'pixel 0.7').map(({ name }) => name)).toEqual(['Pixel spacing, mm'])
    expect(findTags(lines, '00280010').map(({ name }) => name)).toEqual(['Rows'])
    expect(findTags(lines, 'zzyzx')).toEqual([])
  })
})

test('sides of the animal at the edges of the screen, also when it is mirrored or turned', () => {
  // As every CT is shown: seen from the feet, the back below.
  expect(edgesOf([0, -1, 0], [0, 0, -1], false)).toEqual({ top: 'A', bottom: 'P', right: 'L', left: 'R' })
  expect(edgesOf([0, -1, 0], [0, 0, 1], false)).toEqual({ top: 'A', bottom: 'P', right: 'R', left: 'L' })
  expect(edgesOf([1, 0, 0], [0, 0, -1], false)).toMatchObject({ top: 'L', right: 'P' })
  expect(edgesOf([0, -1, 0], [0, 0, -1], true)).toEqual({ top: 'V', bottom: 'D', right: 'Le', left: 'Rt' })
  expect(edgesOf([0, -0.8, 0.6], [0, -0.6, -0.8], false)).toMatchObject({ top: 'AH', bottom: 'PF' })
})

test('measurements in words, with the unit that the image allows', () => {
  expect(measuredWords('Length', { length: 23.44, unit: 'mm' })).toBe('Length 23.4 mm')
  expect(measuredWords('Length', { length: 120, unit: 'px' })).toBe('Length 120.0 px')
  expect(measuredWords('Angle', { angle: 12.34 })).toBe('Angle 12.3°')
  expect(
    measuredWords('EllipticalROI', { area: 1537.2, areaUnit: 'mm²', mean: -7, stdDev: 3.25, modalityUnit: 'HU' }),
  ).toBe('Area 1537 mm², mean -7.0 ± 3.3 HU')
  expect(measuredWords('Length', {})).toBeNull()
  expect(measuredWords('Length', undefined)).toBeNull()
})
