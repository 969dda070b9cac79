import 'server-only'
import PDFDocument from 'pdfkit'
import { printable } from '#lib/paper/glyphs.ts'
import { documentFonts } from '#lib/paper/paper.ts'

// Sets one page of A4 or Letter in two columns as a tagged PDF: measured before anything is drawn, so that it stays one page.

/** A titled block: entries with dots or numbers, or plain text. */
export type Block = { title: string; lines: readonly string[]; marks: 'NONE' | 'DOTS' | 'NUMBERS' }
export type Column = readonly Block[]

export type Sheet = {
  head(head: { title: string; lines: readonly string[] }): void
  /** Would these leave room for the foot? */
  fits(body: { wide: Column; left: Column; right: Column }, foot: readonly string[]): boolean
  column(place: 'WIDE', blocks: Column): void
  /** Read left first, then right. */
  columns(left: Column, right: Column): void
  end(foot: readonly string[]): Promise<Buffer>
}

type Setup = { title: string; author: string; at: Date; paper: 'A4' | 'LETTER'; compress: boolean }

const MARGIN = { top: 40, left: 44, right: 44, bottom: 36 }
const GAP = 20
const SIZE = { title: 18, block: 9.5, body: 9, foot: 7 }
const LEAD = 1.5
const INDENT = 11
const [INK, QUIET, RULE] = ['black', 'dimgray', 'silver']

type Doc = PDFKit.PDFDocument

/** A new document; nothing is read but the two fonts. */
export async function openSheet({ title, author, at, paper, compress }: Setup): Promise<Sheet> {
  const [regular, semibold] = await documentFonts()
  const doc = new PDFDocument({
    ...{ size: paper, margins: MARGIN, pdfVersion: '1.7', tagged: true, lang: 'en', displayTitle: true, compress },
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
    async end(foot) {
      const y = doc.page.height - MARGIN.bottom - heightOfFoot(doc, foot)
      root.add(
        doc.struct('P', {}, () => write(doc, foot.join(' '), { x: MARGIN.left, y, width: widthOf(doc), look: 'foot' })),
      )
      root.end()
      doc.end()
      await done
      return Buffer.concat(chunks)
    },
  }
}

const widthOf = (doc: Doc): number => doc.page.width - MARGIN.left - MARGIN.right
const columnWidth = (doc: Doc): number => (widthOf(doc) - GAP) / 2

function writers(doc: Doc, root: PDFKit.PDFStructureElement): Omit<Sheet, 'end'> {
  const add = (tag: string, draw: () => void) => root.add(doc.struct(tag, {}, draw))
  const blocks = (column: Column, x: number, width: number, from: number): number =>
    column.reduce((y, block) => drawBlock(doc, add, block, { x, y, width }), from)
  return {
    head({ title, lines }) {
      const width = widthOf(doc)
      add('H1', () => write(doc, title, { x: MARGIN.left, y: MARGIN.top, width, look: 'title' }))
      for (const line of lines.filter(Boolean))
        add('P', () => write(doc, line, { x: MARGIN.left, y: doc.y + 1, width, look: 'quiet' }))
      doc.y += 6
    },
    fits({ wide, left, right }, foot) {
      const width = columnWidth(doc)
      const body = heightOf(doc, wide, widthOf(doc)) + Math.max(heightOf(doc, left, width), heightOf(doc, right, width))
      return doc.y + body + 8 + heightOfFoot(doc, foot) <= doc.page.height - MARGIN.bottom
    },
    column(_place, wide) {
      doc.y = blocks(wide, MARGIN.left, widthOf(doc), doc.y)
    },
    columns(left, right) {
      const [from, width] = [doc.y, columnWidth(doc)]
      const ends = [blocks(left, MARGIN.left, width, from), blocks(right, MARGIN.left + width + GAP, width, from)]
      doc.y = Math.max(...ends)
    },
  }
}

type Look = 'title' | 'block' | 'body' | 'quiet' | 'foot'
type At = { x: number; y: number; width: number; look: Look }

function dress(doc: Doc, look: Look): Doc {
  const size = look === 'title' || look === 'block' || look === 'foot' ? SIZE[look] : SIZE.body
  return doc
    .font(look === 'title' || look === 'block' ? 'semibold' : 'regular')
    .fontSize(size)
    .fillColor(look === 'quiet' || look === 'foot' ? QUIET : INK)
}

/** `height` keeps pdfkit from beginning another page; what is written was measured to fit. */
function write(doc: Doc, text: string, { x, y, width, look }: At): void {
  const height = doc.page.height - MARGIN.bottom - y
  dress(doc, look).text(printable(text).text, x, y, { width, height, lineGap: LEAD, ellipsis: true })
}

const tall = (doc: Doc, text: string, width: number, look: Look): number =>
  dress(doc, look).heightOfString(printable(text).text, { width, lineGap: LEAD })

const heightOfFoot = (doc: Doc, foot: readonly string[]): number => tall(doc, foot.join(' '), widthOf(doc), 'foot')

const BEFORE = 8
const AFTER_TITLE = 2

function heightOf(doc: Doc, column: Column, width: number): number {
  return column.reduce((sum, { title, lines, marks }) => {
    const inner = marks === 'NONE' ? width : width - INDENT
    const body = lines.reduce((all, line) => all + tall(doc, line, inner, 'body'), 0)
    return sum + BEFORE + tall(doc, title, width, 'block') + AFTER_TITLE + body
  }, 0)
}

type Place = { x: number; y: number; width: number }

/** @returns where it ends */
function drawBlock(doc: Doc, add: (tag: string, draw: () => void) => void, block: Block, place: Place): number {
  const { x, width } = place
  let y = place.y + BEFORE
  doc
    .moveTo(x, y - 3)
    .lineTo(x + width, y - 3)
    .lineWidth(0.5)
    .strokeColor(RULE)
  doc.markContent('Artifact', { type: 'Layout' }).stroke()
  doc.endMarkedContent()
  add('H2', () => write(doc, block.title, { x, y, width, look: 'block' }))
  y += tall(doc, block.title, width, 'block') + AFTER_TITLE
  const indent = block.marks === 'NONE' ? 0 : INDENT
  block.lines.forEach((line, at) => {
    const mark = block.marks === 'NUMBERS' ? `${at + 1}.` : block.marks === 'DOTS' ? '•' : ''
    add('P', () => {
      if (mark) write(doc, mark, { x, y, width: INDENT, look: 'body' })
      write(doc, line, { x: x + indent, y, width: width - indent, look: 'body' })
    })
    y += tall(doc, line, width - indent, 'body')
  })
  return y
}
