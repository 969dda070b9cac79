import { describe, expect, it } from 'vitest'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { labReportPdf } from '#lib/fixtures/pdf.ts'
import { ApartError, readApart } from './apart.ts'
import { readHeic } from './heic.ts'
import { readPdf } from './pdf.ts'

describe('a reader of files', () => {
  it('is ended when its time is over', async () => {
    const pdf = await labReportPdf(1, SAMPLE_FACTS)
    const late = readApart('pdf', pdf, { milliseconds: 5, heapMiB: 256, residentMiB: 1024 })
    await expect(late).rejects.toMatchObject({ name: 'ApartError', why: 'LIMITS' })
    await expect(late).rejects.toBeInstanceOf(ApartError)
  })

  it.runIf(process.platform === 'linux')('is ended when it wants too much memory', async () => {
    const pdf = await labReportPdf(1, SAMPLE_FACTS)
    const large = readApart('pdf', pdf, { milliseconds: 20_000, heapMiB: 256, residentMiB: 8 })
    await expect(large).rejects.toMatchObject({ why: 'LIMITS' })
  })

  it('answers for whatever is left of a file', async () => {
    const pdf = await labReportPdf(2, SAMPLE_FACTS)
    for (const part of [0, 0.02, 0.5, 0.98]) {
      const read = await readPdf(pdf.subarray(0, Math.floor(pdf.length * part)))
      expect([true, false]).toContain(read.ok)
    }
    expect(await readHeic(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1', 'latin1'))).toEqual({
      ok: false,
      why: 'DAMAGED',
    })
  })
})
