import { describe, expect, it } from 'vitest'
import { refusalOf, refusals, type Room, roomWords } from './room.ts'

const GB = 1e9
const wide: Room = { records: 0, bytes: 0, mostRecords: 10_000, mostBytes: 20 * GB }
const rooms = (ofCase: Partial<Room>, ofHolder: Partial<Room> = {}) => ({
  ofCase: { ...wide, ...ofCase },
  ofHolder: { ...wide, mostRecords: 50_000, mostBytes: 100 * GB, ...ofHolder },
})

describe('room for more', () => {
  it.each([
    ['there is', rooms({}), 1, GB, null],
    ['the last byte fits', rooms({ bytes: 19 * GB }), 1, GB, null],
    ['the last record fits', rooms({ records: 9999 }), 1, 1, null],
    ['a case is full of bytes', rooms({ bytes: 19 * GB }), 1, GB + 1, /at most 20 GB, and 1\.0 GB are free/],
    ['a case is full to the brim', rooms({ bytes: 21 * GB }), 1, 1, /nothing is free/],
    ['a case has too many records', rooms({ records: 10_000 }), 1, 1, /at most 10,000 records/],
    ['a holder has too many bytes', rooms({}, { bytes: 100 * GB }), 1, 1, /over all cases you may keep 100 GB/],
    [
      'a holder has too many records',
      rooms({}, { records: 50_000 }),
      1,
      1,
      /over all cases you may keep 50,000 records/,
    ],
  ])('%s', (_what, room, records, bytes, words) => {
    const refusal = refusalOf(room, { records, bytes })
    if (words) expect(refusal).toMatch(words)
    else expect(refusal).toBeNull()
  })

  it('is given in order: a small file goes in where a large one before it does not', () => {
    const fit = (at: Partial<Room>, sizes: number[]) => refusals(rooms(at), sizes).map((why) => why === null)
    expect(fit({ bytes: 19 * GB }, [GB / 2, GB, GB / 2, 1])).toEqual([true, false, true, false])
    expect(fit({ records: 9998 }, [1, 1, 1])).toEqual([true, true, false])
  })

  it('is spoken of once it is getting little', () => {
    expect(roomWords(rooms({ bytes: 10 * GB }))).toBeNull()
    expect(roomWords(rooms({ bytes: 19 * GB }))).toBe('This case has room for 1.0 GB more.')
    expect(roomWords(rooms({ records: 9000 }))).toBe('This case has room for 1,000 more records.')
  })
})
