import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keptText, readAs, shows, sizeNote } from './rules.ts'

describe('what is read and shown of a record', () => {
  it.each([
    ['image/jpeg', 'PICTURE', true, 'PICTURE'],
    ['image/heic', 'HEIC', true, 'PICTURE'],
    ['image/heic', 'HEIC', false, 'NOTHING'],
    ['application/pdf', 'PDF', false, 'PDF'],
    ['text/csv', 'TEXT', false, 'TABLE'],
    ['text/plain', 'TEXT', false, 'TEXT'],
    ['video/mp4', null, false, 'FILM'],
    ['audio/mpeg', null, false, 'FILM'],
    // Could run something, or needs a program: handed over as it is.
    ['image/svg+xml', null, false, 'NOTHING'],
    ['text/html', null, false, 'NOTHING'],
    ['application/xml', null, false, 'NOTHING'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', null, false, 'NOTHING'],
    ['application/dicom', null, false, 'NOTHING'],
    ['application/zip', null, false, 'NOTHING'],
    [null, null, false, 'NOTHING'],
  ] as const)('%s', (type, as, picture, shown) => {
    expect(readAs(type)).toBe(as)
    expect(shows(type, picture)).toBe(shown)
  })

  it('is left out of files that would cost too much, in words', () => {
    expect(sizeNote('PDF', 1000)).toBeNull()
    expect(sizeNote('PDF', 1e9)).toMatch(/no preview of files over 134 MB/)
    expect(sizeNote('TEXT', 1e12)).toBeNull()
  })
})

describe('kept text', () => {
  it('can be stored whatever it was, within its bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 4, max: 60 }), (text, most) => {
        const kept = keptText(text, most)
        expect(new TextEncoder().encode(kept).length).toBeLessThanOrEqual(most)
        expect(kept).not.toMatch(/[\u0000-\u0008\u202e]/)
        expect(kept.isWellFormed()).toBe(true)
      }),
    )
  })

  it('keeps its lines', () => expect(keptText(' a\r\nb\rc\u0000d ')).toBe('a\nb\nc d'))
})
