import * as pdfjs from 'pdfjs-dist'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import type { EventBus, PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs'
import { type FileLink, readRange } from './document-link.ts'

// The library's own viewer in our frame: pages drawn as they come into view, their text selectable and searched. It runs no
// script of a document, fills in no form and opens nothing by itself. Loaded only where a PDF is opened.

export type PdfState = { page: number; scale: number; matches: { current: number; total: number } | null }

export type Pdf = {
  document: PDFDocumentProxy
  go: (page: number) => void
  larger: () => void
  smaller: () => void
  fit: () => void
  /** `''` ends the search. */
  find: (words: string, way: 'first' | 'next' | 'previous') => void
  close: () => void
}

type Wanted = {
  /** What scrolls, and within it what holds the pages. */
  container: HTMLDivElement
  viewer: HTMLDivElement
  link: (fresh?: boolean) => Promise<FileLink>
  onState: (state: Partial<PdfState>) => void
  /** Asks for a password, and again when it was wrong; resolves once somebody has typed one. */
  askPassword: (wrong: boolean) => Promise<string>
}

const CHUNK_BYTES = 256 * 1024
/** Canvases of more pixels are drawn coarser: phones give up on them. */
const MOST_CANVAS_PIXELS = 2 ** 24
/** A larger picture on a page is left out rather than taking the browser down. */
const MOST_IMAGE_PIXELS = 2 ** 27

/** The decoders of scanned pages, which the worker of the library asks for by name. */
const DECODERS: Record<string, URL> = {
  'openjpeg.wasm': new URL('pdfjs-dist/wasm/openjpeg.wasm', import.meta.url),
  'jbig2.wasm': new URL('pdfjs-dist/wasm/jbig2.wasm', import.meta.url),
  'qcms_bg.wasm': new URL('pdfjs-dist/wasm/qcms_bg.wasm', import.meta.url),
}

// An address, and no `new Worker` of ours: that would bring its loader into every page's first script.
pdfjs.GlobalWorkerOptions.workerSrc = new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href

class Decoders {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const address = DECODERS[filename]
    if (!address) throw new Error(`no ${filename} here`)
    return new Uint8Array(await (await fetch(address)).arrayBuffer())
  }
}

/** Opens a PDF by ranges of its bytes. @throws what the library throws (InvalidPDFException ...), LinkError */
export async function openPdf({ container, viewer, link, onState, askPassword }: Wanted): Promise<Pdf> {
  const { sizeBytes } = await link()
  const stop = new AbortController()
  const range = new pdfjs.PDFDataRangeTransport(sizeBytes, null)
  let failed: (error: unknown) => void = () => undefined
  const failure = new Promise<never>((_resolve, reject) => {
    failed = reject
  })
  range.requestDataRange = (from: number, to: number) => {
    readRange(link, from, to, stop.signal).then((bytes) => range.onDataRange(from, bytes), failed)
  }
  const task = pdfjs.getDocument({
    range,
    rangeChunkSize: CHUNK_BYTES,
    disableAutoFetch: true,
    disableStream: true,
    enableXfa: false,
    maxImageSize: MOST_IMAGE_PIXELS,
    useWorkerFetch: false,
    BinaryDataFactory: Decoders,
    disableWorkerRendering: true,
  })
  task.onPassword = (answer: (password: string) => void, reason: number) => {
    void askPassword(reason === pdfjs.PasswordResponses.INCORRECT_PASSWORD).then(answer)
  }
  const end = () => {
    stop.abort()
    void task.destroy()
  }
  try {
    const document = await Promise.race([task.promise, failure])
    const { unwatch, ...shown } = await show(document, { container, viewer, onState })
    const close = () => {
      unwatch()
      end()
    }
    return { document, ...shown, close }
  } catch (error) {
    end()
    throw error
  }
}

type Shown = Pick<Pdf, 'go' | 'larger' | 'smaller' | 'fit' | 'find'> & { unwatch: () => void }

async function show(
  document: PDFDocumentProxy,
  { container, viewer, onState }: Pick<Wanted, 'container' | 'viewer' | 'onState'>,
): Promise<Shown> {
  // The viewer takes the library from there.
  Object.assign(globalThis, { pdfjsLib: pdfjs })
  const parts = await import('pdfjs-dist/web/pdf_viewer.mjs')
  const eventBus = new parts.EventBus()
  const linkService = new parts.PDFLinkService({
    eventBus,
    externalLinkTarget: parts.LinkTarget.BLANK,
    externalLinkRel: 'noopener noreferrer nofollow',
  })
  const findController = new parts.PDFFindController({ linkService, eventBus })
  const view = new parts.PDFViewer({
    container,
    viewer,
    eventBus,
    linkService,
    findController,
    textLayerMode: 1,
    annotationMode: pdfjs.AnnotationMode.ENABLE,
    annotationEditorMode: pdfjs.AnnotationEditorType.DISABLE,
    maxCanvasPixels: MOST_CANVAS_PIXELS,
    removePageBorders: true,
    enableAutoLinking: false,
  })
  linkService.setViewer(view)
  listen(eventBus, view, onState)
  view.setDocument(document)
  linkService.setDocument(document)
  findController.setDocument(document)
  // As wide as fits stays so when the window, or what stands beside the pages, changes.
  const resized = new ResizeObserver(() => {
    if (view.currentScaleValue === 'page-width') view.currentScaleValue = 'page-width'
  })
  resized.observe(container)
  return {
    unwatch: () => resized.disconnect(),
    go: (page) => {
      view.currentPageNumber = page
    },
    larger: () => view.increaseScale({}),
    smaller: () => view.decreaseScale({}),
    fit: () => {
      view.currentScaleValue = 'page-width'
    },
    find(query, way) {
      const type = way === 'first' ? '' : 'again'
      const how = { caseSensitive: false, entireWord: false, highlightAll: true, matchDiacritics: false }
      eventBus.dispatch('find', { source: eventBus, type, query, findPrevious: way === 'previous', ...how })
    },
  }
}

function listen(eventBus: EventBus, view: PDFViewer, onState: Wanted['onState']): void {
  eventBus.on('pagesinit', () => {
    view.currentScaleValue = 'page-width'
  })
  eventBus.on('pagechanging', ({ pageNumber }: { pageNumber: number }) => onState({ page: pageNumber }))
  eventBus.on('scalechanging', ({ scale }: { scale: number }) => onState({ scale }))
  const count = ({ matchesCount }: { matchesCount: { current: number; total: number } }) =>
    onState({ matches: matchesCount })
  eventBus.on('updatefindmatchescount', count)
  eventBus.on('updatefindcontrolstate', count)
}

/** Draws a page as a picture of this width, in pixels of the screen. */
export async function drawThumb(document: PDFDocumentProxy, page: number, canvas: HTMLCanvasElement): Promise<void> {
  const found = await document.getPage(page)
  const whole = found.getViewport({ scale: 1 })
  const viewport = found.getViewport({ scale: canvas.width / whole.width })
  canvas.height = Math.round(viewport.height)
  await found.render({ canvas, viewport }).promise
}
