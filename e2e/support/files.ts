import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { extractText, getDocumentProxy } from 'unpdf'
import { dxImage } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { photoJpeg } from '#lib/fixtures/jpeg.ts'
import { labReportPdf } from '#lib/fixtures/pdf.ts'

export type OnDisk = { pdf: string; jpeg: string; dicom: string; remove: () => Promise<void> }

/** Files of three kinds on disk, made by our own generators, to be picked as a person picks them. */
export async function filesOnDisk(): Promise<OnDisk> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'conferral-files-'))
  const put = async (name: string, bytes: Buffer) => {
    const file = path.join(folder, name)
    await writeFile(file, bytes)
    return file
  }
  return {
    pdf: await put('bloods 12 Nov.pdf', await labReportPdf(7, SAMPLE_FACTS)),
    jpeg: await put('Miso asleep.jpg', await photoJpeg(7)),
    dicom: await put('thorax.dcm', dxImage(7, SAMPLE_FACTS)),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The text of a PDF, as a reader would copy it. */
export async function pdfText(bytes: Buffer): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  return (await extractText(pdf, { mergePages: true })).text
}

export const pdfPages = async (bytes: Buffer): Promise<number> =>
  (await getDocumentProxy(new Uint8Array(bytes))).numPages
