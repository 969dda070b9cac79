// Reads a PDF from its input in a process of its own (lib/files/apart.ts): how many pages, their text, a picture of the first.
import { createRequire } from 'node:module'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PdfReading } from '../pdf.ts'
import { lineText } from '../pdf-text.ts'

const MOST_PAGES = 400
const MOST_TEXT = 400_000
/** Text is read for so long; what there is by then is kept. */
const TEXT_MS = 8000
const PICTURE_WIDTH = 512
/** A larger picture on the page is left out: a few kilobytes can claim to be gigabytes. */
const MOST_IMAGE_PIXELS = 64_000_000
/** A page many times longer than wide would be a large picture all the same. */
const MOST_PICTURE_HEIGHT = 2048

const library = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))

process.stdout.write(JSON.stringify(await read(new Uint8Array(await buffer(process.stdin)))))

async function read(data: Uint8Array): Promise<PdfReading> {
  const task = getDocument({
    data,
    verbosity: VerbosityLevel.ERRORS,
    useSystemFonts: false,
    stopAtErrors: false,
    maxImageSize: MOST_IMAGE_PIXELS,
    cMapUrl: `${library}/cmaps/`,
    standardFontDataUrl: `${library}/standard_fonts/`,
    wasmUrl: `${library}/wasm/`,
  })
  try {
    const document = await task.promise
    const text = await textOf(document)
    return { ok: true, pages: document.numPages, text, picture: await pictureOf(document) }
  } catch (error) {
    return { ok: false, why: error instanceof Error && error.name === 'PasswordException' ? 'LOCKED' : 'DAMAGED' }
  }
}

async function textOf(document: PDFDocumentProxy): Promise<string> {
  const until = Date.now() + TEXT_MS
  let text = ''
  for (let n = 1; n <= Math.min(document.numPages, MOST_PAGES); n += 1) {
    if (text.length > MOST_TEXT || Date.now() > until) break
    try {
      const page = await document.getPage(n)
      const { items } = await page.getTextContent()
      text += `${lineText(items.filter((item) => 'str' in item))}\n\n`
      page.cleanup()
    } catch {
      // One page that cannot be read does not take the others with it.
    }
  }
  return text.slice(0, MOST_TEXT)
}

/** The first page as PNG in base64; null when it cannot be drawn. */
async function pictureOf(document: PDFDocumentProxy): Promise<string | null> {
  try {
    const page = await document.getPage(1)
    const whole = page.getViewport({ scale: 1 })
    const scale = Math.min(PICTURE_WIDTH / whole.width, MOST_PICTURE_HEIGHT / whole.height)
    const viewport = page.getViewport({ scale })
    const { canvas } = (document.canvasFactory as CanvasFactory).create(
      Math.max(1, Math.round(viewport.width)),
      Math.max(1, Math.round(viewport.height)),
    )
    await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport }).promise
    return canvas.toBuffer('image/png').toString('base64')
  } catch {
    return null
  }
}

/** What the library makes in Node, where it finds a canvas for it. */
type CanvasFactory = { create: (width: number, height: number) => { canvas: { toBuffer: (type: string) => Buffer } } }
