import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { takeTable, textOf } from './intake.ts'
import { readTable } from './parse.ts'

const now = new Date('2026-11-25T12:00:00Z')
const take = (table: string, some: { day?: string | null; leaveOut?: boolean } = {}) =>
  takeTable({ table, day: '2026-11-01', laboratory: 'Idexx', leaveOut: false, ...some }, now)

describe('what somebody pasted', () => {
  it('is taken whole, or comes back with each line that is not certain', () => {
    const mixed = 'ALT 240 U/L\nCreatinine two point four'
    expect(() => take(mixed)).toThrow('1 value can be read, and nothing is saved yet.')
    try {
      take(mixed)
    } catch (error) {
      expect(error).toMatchObject({
        fieldErrors: {
          table: [
            'One line cannot be read for certain',
            'Line 2: there is no result in it. It says: Creatinine two point four',
          ],
        },
      })
    }
    expect(take(mixed, { leaveOut: true })).toMatchObject({
      leftOut: 1,
      sheets: [{ day: '2026-11-01', laboratory: 'Idexx' }],
    })
    expect(() => take('nothing at all', { leaveOut: true })).toThrow(/no values/)
  })

  it('must say its day somewhere', () => {
    expect(() => take('ALT 240 U/L', { day: null })).toThrow(/another look/)
    expect(take('Test;Result;Date\nALT;240;2026-03-01', { day: null }).sheets).toMatchObject([{ day: '2026-03-01' }])
  })
})

describe('a file of text', () => {
  it('is read as it was written', () => {
    expect(textOf(new TextEncoder().encode('Harnsäure'))).toBe('Harnsäure')
    expect(textOf(Uint8Array.from([0x48, 0xe4]))).toBe('Hä')
    expect(textOf(Buffer.from('\ufeffHä', 'utf16le'))).toBe('Hä')
  })

  const horses = path.join(import.meta.dirname, '../../../../shared/samples/records/tables/horse-colic.csv')
  it.skipIf(!existsSync(horses))('of figures without names is no laboratory sheet, whole or in part', () => {
    const { count, unread } = readTable(readFileSync(horses, 'utf8'), now)
    expect(count).toBe(0)
    expect(unread).toHaveLength(300)
  })
})
