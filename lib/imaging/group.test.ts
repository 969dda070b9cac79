import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDicom } from '#lib/files/dicom.ts'
import type { DicomFacts } from '#lib/files/dicom.ts'
import { ctSeries, dxImage } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { mergedSeries, mergedStudy, type Place, placeOf } from './group.ts'
import { sliceOrder } from './order.ts'
import { whyNotViewable } from './viewable.ts'

const BASE = readDicom(ctSeries('group', SAMPLE_FACTS, 1)[0] ?? Buffer.alloc(0)) as DicomFacts
const file = (more: Partial<DicomFacts> = {}): DicomFacts => ({ ...BASE, ...more })

/** The groups of a pile as the database holds them: facts by study and series. */
function groups(pile: readonly DicomFacts[]) {
  const found = new Map<string, Pick<Place, 'study' | 'series' | 'frames'> & { files: string[] }>()
  for (const facts of pile) {
    const place = placeOf(facts)
    if (!place) continue
    const key = `${place.studyKey} / ${place.seriesKey}`
    const there = found.get(key)
    found.set(key, {
      study: there ? mergedStudy(there.study, place.study) : place.study,
      series: there ? mergedSeries(there.series, place.series) : place.series,
      frames: (there?.frames ?? 0) + place.frames,
      files: [...(there?.files ?? []), place.sopUid].toSorted(),
    })
  }
  return Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

describe('a pile of files', () => {
  it('falls into studies and series by their UIDs', () => {
    const pile = [...ctSeries('pile', SAMPLE_FACTS, 4), dxImage('pile', SAMPLE_FACTS)].map((bytes) =>
      file(readDicom(bytes) ?? {}),
    )
    expect(Object.values(groups(pile)).map(({ files, series }) => [series.modality, files.length])).toEqual(
      expect.arrayContaining([
        ['CT', 4],
        ['DX', 1],
      ]),
    )
  })

  it('falls into the same groups in any order', () => {
    const oneOf = <T>(...values: T[]) => fc.constantFrom(...values)
    const facts = fc
      .record({
        studyUid: oneOf('1.2', '1.3', null),
        seriesUid: oneOf('1.2.1', '1.2.2', null),
        instanceUid: oneOf('1.1', '1.2', '1.3', null),
        patientName: oneOf('Rex', 'REX', 'Bella', 'Ünal', null),
        description: oneOf('Thorax', 'thorax', 'Ärztin', '胸部', '😀', null),
        seriesDescription: oneOf('a', 'B', null),
        bodyPart: oneOf('CHEST', 'HEAD', null),
        modality: oneOf('CT', 'SR', null),
        studyDate: oneOf('2026-01-01', '2026-02-01', null),
        frames: oneOf(0, 1, 30),
        rows: oneOf(256, 512),
        localizer: fc.boolean(),
        orientation: oneOf([1, 0, 0, 0, 1, 0], [1, 0, 0, 0, 0, -1], null),
        seriesNumber: oneOf(1, 2, null),
      })
      .map(file)
    const pile = fc.array(facts, { maxLength: 12 })
    fc.assert(
      fc.property(
        pile.chain((one) => fc.tuple(fc.constant(one), fc.shuffledSubarray(one, { minLength: one.length }))),
        ([one, other]) => {
          expect(groups(other)).toEqual(groups(one))
        },
      ),
    )
  })

  it.each([
    ['two animals under one study', { patientName: 'Bella' }, true],
    [
      'one animal, its name the other way round',
      { patientName: BASE.patientName?.split(' ').toReversed().join(', ') ?? '' },
      false,
    ],
    ['an overview picture', { localizer: true }, true],
    ['another size', { rows: 512 }, true],
    ['another plane', { orientation: [1, 0, 0, 0, 0, -1] }, true],
    ['the same plane, a little tilted', { orientation: [1, 0, 0, 0, 0.98, 0.17] }, false],
    ['a report in the series', { frames: 0, modality: 'SR' }, true],
    ['another series', { seriesUid: '1.9' }, true],
    ['no series UID', { seriesUid: null }, true],
  ])('%s', (_, more, apart) => {
    expect(Object.keys(groups([file(), file({ ...more, instanceUid: '1.5' })]))).toHaveLength(apart ? 2 : 1)
  })

  it('keeps X-rays of several sizes together, and leaves out the index of a disc and what says nothing', () => {
    const flat = { orientation: null, modality: 'DX' }
    expect(Object.keys(groups([file(flat), file({ ...flat, rows: 900 })]))).toHaveLength(1)
    expect(placeOf(file({ sopClass: '1.2.840.10008.1.3.10' }))).toBeNull()
    expect(placeOf(file({ studyUid: null, seriesUid: null, instanceUid: null, modality: null, frames: 0 }))).toBeNull()
  })

  it('groups files without any UID by day and kind', () => {
    const bare = { studyUid: null, seriesUid: null, instanceUid: null }
    expect(Object.keys(groups([file(bare), file(bare)]))).toHaveLength(1)
    expect(Object.keys(groups([file(bare), file({ ...bare, studyDate: '2020-01-01' })]))).toHaveLength(2)
  })
})

describe('the order of slices', () => {
  const slice = (id: string, z: number | null, instanceNumber: number | null, more: Partial<DicomFacts> = {}) => ({
    ...file({ position: z === null ? null : [0, 0, z], instanceNumber, orientation: [1, 0, 0, 0, 1, 0], ...more }),
    id,
  })
  const ids = (images: readonly { id: string }[]) => images.map(({ id }) => id).join('')

  it.each([
    ['by place, numbered upwards', [slice('b', 2, 2), slice('a', 0, 1), slice('c', 4, 3)], 'abc'],
    ['by place, numbered downwards', [slice('b', 2, 2), slice('a', 4, 1), slice('c', 0, 3)], 'abc'],
    ['by place when the numbers are wrong', [slice('b', 2, 9), slice('a', 0, 1), slice('c', 4, 5)], 'abc'],
    ['by number when two phases share a place', [slice('c', 0, 3), slice('b', 2, 2), slice('a', 0, 1)], 'abc'],
    ['by number without a place', [slice('b', null, 2), slice('a', null, 1)], 'ab'],
    [
      'by time without a number',
      [slice('b', null, null, { acquisitionTime: '11' }), slice('a', null, null, { acquisitionTime: '10' })],
      'ab',
    ],
    [
      'by number when slices turn round an axis',
      [slice('b', 0, 2, { orientation: [0, 1, 0, 0, 0, -1] }), slice('a', 5, 1)],
      'ab',
    ],
  ])('%s', (_, images, expected) => {
    expect(ids(sliceOrder(images))).toBe(expected)
    expect(ids(sliceOrder(images.toReversed()))).toBe(expected)
  })

  it('is the same whatever order they come in', () => {
    const place = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 5 }))
    const images = fc
      .array(fc.tuple(place, place), { maxLength: 8 })
      .map((all) => all.map(([z, n], at) => slice(String.fromCodePoint(97 + at), z, n)))
    fc.assert(
      fc.property(
        images.chain((one) => fc.tuple(fc.constant(one), fc.shuffledSubarray(one, { minLength: one.length }))),
        ([one, other]) => {
          expect(ids(sliceOrder(other))).toBe(ids(sliceOrder(one)))
        },
      ),
    )
  })
})

it('says what the viewer cannot show, and of nothing else', () => {
  expect(whyNotViewable(file())).toBeNull()
  expect(whyNotViewable(file({ frames: 0 }))).toMatch(/no picture/)
  expect(whyNotViewable(file({ transferSyntax: '1.2.840.10008.1.2.4.102' }))).toMatch(/video/)
  expect(whyNotViewable(file({ photometric: 'YBR_FULL_422' }))).toBeNull()
  expect(whyNotViewable(file({ segmentedPalette: true, bitsAllocated: 16 }))).toMatch(/table/)
})
