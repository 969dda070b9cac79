import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import PDFDocument from 'pdfkit'
import { printable } from './glyphs.ts'

// Sets text on A4 as a tagged PDF: structure for screen readers, embedded fonts, and the same bytes for the same input.

export type Paper = {
  heading(level: 1 | 2 | 3, text: string): void
  /** One paragraph a line of the text. */
  text(text: string, look?: 'plain' | 'quiet'): void
  /** "Name: value" lines; those without a value are left out. */
  facts(items: readonly { label: string; value: string }[]): void
  list(items: readonly string[]): void
  end(): Promise<Buffer>
}

type Setup = {
  title: string
  author: string
  /** Stands for "now" in the file, so that it can be made again. */
  at: Date
  /** Left and right of each page's foot; the page number stands between them. */
  foot: { left: string; below: string }
  /** False leaves the streams readable: for tests. */
  compress: boolean
}

const MARGIN = { top: 56, left: 62, right: 62, bottom: 74 }
const SIZE = { body: 10.5, small: 9, tiny: 7.5, headings: { 1: 22, 2: 13.5, 3: 11 } }
const [INK, QUIET] = ['black', 'dimgray']

let loaded: Promise<[Buffer, Buffer]> | undefined

/** Regular and semibold. Named in full from the project's folder, so that a standalone build carries the files along. */
export function documentFonts(): Promise<[Buffer, Buffer]> {
  loaded ??= Promise.all([
    readFile(path.join(process.cwd(), 'lib/paper/fonts/document-regular.ttf')),
    readFile(path.join(process.cwd(), 'lib/paper/fonts/document-semibold.ttf')),
  ])
  return loaded
}

/** A new document; nothing is read but the two fonts. */
export async function openPaper({ title, author, at, foot, compress }: Setup): Promise<Paper> {
  const [regular, semibold] = await documentFonts()
  const doc = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    compress,
    // As the first font, so that none of the built-in ones, which know Latin only, is ever opened.
    font: regular as unknown as string,
    info: { Title: title, Author: author, Creator: 'Conferral', Producer: 'Conferral', CreationDate: at, ModDate: at },
  })
  doc.registerFont('regular', regular)
  doc.registerFont('semibold', semibold)
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  const root = doc.struct('Document')
  doc.addStructure(root)
  return {
    ...writers(doc, root),
    async end() {
      root.end()
      footPages(doc, foot)
      doc.end()
      await done
      return Buffer.concat(chunks)
    },
  }
}

function writers(doc: PDFKit.PDFDocument, root: PDFKit.PDFStructureElement): Omit<Paper, 'end'> {
  const add = (tag: string, draw: () => void) => root.add(doc.struct(tag, {}, draw))
  const body = (look: 'plain' | 'quiet' = 'plain') =>
    doc
      .font('regular')
      .fontSize(look === 'plain' ? SIZE.body : SIZE.small)
      .fillColor(look === 'plain' ? INK : QUIET)
  const named = (label: string, value: string) => {
    doc.font('semibold').fontSize(SIZE.body).fillColor(INK).text(`${label}: `, { continued: true, lineGap: 2 })
    doc.font('regular').text(value, { lineGap: 2 })
  }
  return {
    heading(level, text) {
      if (level > 1) doc.moveDown(level === 2 ? 0.9 : 0.5)
      keepTogether(doc, level === 3 ? 44 : 60)
      add(`H${level}`, () =>
        doc.font('semibold').fontSize(SIZE.headings[level]).fillColor(INK).text(printable(text).text),
      )
      doc.moveDown(level === 3 ? 0.1 : 0.25)
    },
    text(text, look) {
      for (const line of text.split('\n')) {
        const { text: shown } = printable(line)
        if (shown.trim() === '') doc.moveDown(0.4)
        else add('P', () => body(look).text(shown, { lineGap: 2.5, paragraphGap: 3 }))
      }
    },
    facts(items) {
      for (const { label, value } of items) if (value !== '') add('P', () => named(label, printable(value).text))
    },
    list(items) {
      for (const item of items) add('P', () => body().text(`• ${printable(item).text}`, { indent: 0, lineGap: 2 }))
    },
  }
}

/** A heading does not stand alone at the foot of a page. @param room points that must be left below it */
function keepTogether(doc: PDFKit.PDFDocument, room: number): void {
  if (doc.y + room > doc.page.height - MARGIN.bottom) doc.addPage()
}

/** Written when all pages are there, as they say how many; not part of what a screen reader reads. */
function footPages(doc: PDFKit.PDFDocument, { left, below }: Setup['foot']): void {
  const { start, count } = doc.bufferedPageRange()
  for (let at = start; at < start + count; at += 1) {
    doc.switchToPage(at)
    // Below the margin, where text would otherwise begin a new page.
    doc.page.margins.bottom = 0
    const y = doc.page.height - MARGIN.bottom + 26
    const width = doc.page.width - MARGIN.left - MARGIN.right
    doc.markContent('Artifact', { type: 'Pagination' })
    doc.font('regular').fontSize(SIZE.tiny).fillColor(QUIET)
    doc.text(printable(left).text, MARGIN.left, y, { width: width * 0.75, lineBreak: false, ellipsis: true })
    doc.text(`Page ${at + 1} of ${count}`, MARGIN.left, y, { width, align: 'right', lineBreak: true })
    doc.text(below, MARGIN.left, y + 12, { width, lineBreak: false })
    doc.endMarkedContent()
    doc.page.margins.bottom = MARGIN.bottom
  }
}
