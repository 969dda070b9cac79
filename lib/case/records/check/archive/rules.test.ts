import { describe, expect, it } from 'vitest'
import type { Room } from '../../room.ts'
import { type ArchiveEntry, planArchive, tooManyEntries, unpackedWords } from './rules.ts'

const GIB = 1024 ** 3
const wide: Room = { records: 1, bytes: 10 * GIB, mostRecords: 10_000, mostBytes: 20 * GIB }
const ROOM = { archiveSize: 10 * GIB, rooms: { ofCase: wide, ofHolder: wide } }

let offset = 0
const file = (path: string, more: Partial<ArchiveEntry> = {}): ArchiveEntry => {
  const entry = {
    index: 0,
    path,
    packed: 900,
    size: 1000,
    offset,
    encrypted: false,
    link: false,
    readable: true,
    ...more,
  }
  offset += 30 + entry.packed + path.length
  return entry
}
const plan = (entries: ArchiveEntry[], room: typeof ROOM = ROOM) => {
  offset = 0
  return planArchive(entries, room)
}

describe('an archive that is not opened', () => {
  it.each<[what: string, entries: ArchiveEntry[], words: RegExp]>([
    ['locked', [file('a.pdf'), file('b.pdf', { encrypted: true })], /password/],
    ['a bomb in one file', [file('a.pdf'), file('0.bin', { packed: 4_000_000, size: 4 * GIB })], /far more/],
    ['a bomb of many files', [file('a', { packed: 1, size: 60_000_000 })], /far more/],
    ['overlapping', [file('a.bin', { offset: 0 }), file('b.bin', { offset: 100 })], /over each other/],
    ['past its own end', [file('a.bin', { offset: 11 * GIB })], /over each other/],
    ['too much', [1, 2, 3].map((n) => file(`${n}.dcm`, { packed: 3 * GIB, size: 4 * GIB })), /at most 11 GB/],
    ['empty', [], /no file/],
    ['of programs alone', [file('setup.exe'), file('autorun.inf')], /no file/],
  ])('%s', (_, entries, words) => {
    expect(plan(entries)).toEqual({ outcome: 'REFUSE', refusal: expect.stringMatching(words) })
  })

  it('because the case is full', () => {
    const full = { ...wide, records: 10_000 }
    expect(plan([file('a.pdf'), file('b.pdf')], { ...ROOM, rooms: { ofCase: full, ofHolder: wide } })).toEqual({
      outcome: 'REFUSE',
      refusal: expect.stringMatching(
        /^This archive holds 2 files\. There is no room for this file: a case holds at most 10,000/,
      ),
    })
    expect(tooManyEntries(20_001)).toMatch(/20,001 files/)
    expect(tooManyEntries(20_000)).toBeNull()
  })
})

describe('an archive that is opened', () => {
  it('gives its files under their own names; where they lay is kept for display', () => {
    const found = plan([
      file('CD/'),
      file('CD/DICOM/PA 1/IM0001', { index: 1 }),
      file('CD\u202e/bloods 12.pdf', { index: 2 }),
      file('notes.txt', { index: 3 }),
      file('large.dcm', { index: 4, packed: 4.5 * GIB, size: 4.8 * GIB }),
    ])
    expect(found).toEqual({
      outcome: 'TAKE',
      leftOut: {},
      entries: [
        { index: 1, name: 'IM0001', folder: 'CD/DICOM/PA 1', size: 1000 },
        { index: 2, name: 'bloods 12.pdf', folder: 'CD', size: 1000 },
        { index: 3, name: 'notes.txt', folder: null, size: 1000 },
        { index: 4, name: 'large.dcm', folder: null, size: 4.8 * GIB },
      ],
    })
  })

  it.each<[why: string, entry: ArchiveEntry]>([
    ['program', file('viewer/start.exe')],
    ['program', file('help/index.html')],
    ['program', file('AUTORUN.INF')],
    ['system', file('__MACOSX/._a.pdf')],
    ['system', file('pictures/Thumbs.db')],
    ['system', file('.DS_Store')],
    ['archive', file('older/more.zip')],
    ['outside', file('../../etc/cron.d/job')],
    ['outside', file('/etc/passwd')],
    ['outside', file('C:/Windows/a.txt')],
    ['outside', file('shortcut', { link: true })],
    ['empty', file('nothing.txt', { size: 0 })],
    ['large', file('film.mp4', { packed: 6 * GIB, size: 6 * GIB })],
    ['unreadable', file('packed-by-lzma.bin', { readable: false })],
  ])('leaves out, as %s, %o', (why, entry) => {
    const found = plan([{ ...entry, offset: 0 }, file('DICOMDIR', { offset: 7 * GIB })])
    expect(found).toMatchObject({ outcome: 'TAKE', leftOut: { [why]: 1 }, entries: [{ name: 'DICOMDIR' }] })
  })

  it('keeps settings and data of a folder that is no disc', () => {
    expect(plan([file('holter.dat'), file('export.ini')])).toMatchObject({ leftOut: {} })
  })

  it('is told in words', () => {
    expect(unpackedWords(1, {})).toBe('Unpacked into 1 file.')
    expect(unpackedWords(10_000, { program: 3, empty: 1, unreadable: 0 })).toBe(
      'Unpacked into 10,000 files. Left out: 3 programs and their parts, 1 empty file.',
    )
  })
})
