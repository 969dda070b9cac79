import { useEffect, useRef } from 'react'
import type { Pdf } from './pdf-engine.ts'

/** As an A4 page, until it is drawn. */
const [WIDTH, HEIGHT] = [96, 136]

/** The pages as small pictures, each drawn once it comes into view. */
export function PdfPages({ pdf, current }: { pdf: Pdf; current: number }) {
  const list = useRef<HTMLElement>(null)
  useEffect(() => {
    const seen = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting || !(target instanceof HTMLCanvasElement)) continue
          seen.unobserve(target)
          void draw(pdf, target)
        }
      },
      { root: list.current, rootMargin: '200px' },
    )
    for (const canvas of list.current?.querySelectorAll('canvas') ?? []) seen.observe(canvas)
    return () => seen.disconnect()
  }, [pdf])
  useEffect(() => {
    const strip = list.current
    const here = strip?.querySelector<HTMLElement>(`[data-at="${current}"]`)
    if (!strip || !here) return
    // Not scrollIntoView, which would move the page too.
    const [top, left] = [here.offsetTop - strip.clientHeight / 3, here.offsetLeft - strip.clientWidth / 3]
    strip.scrollTo({ top, left })
  }, [current])
  return (
    <nav ref={list} aria-label="Pages" className="doc-pages">
      {Array.from({ length: pdf.document.numPages }, (_, at) => at + 1).map((page) => (
        <button
          key={page}
          type="button"
          data-at={page}
          aria-label={`Page ${page}`}
          aria-current={page === current ? 'page' : undefined}
          onClick={() => pdf.go(page)}
        >
          <canvas data-page={page} width={WIDTH} height={HEIGHT} />
          <span className="num">{page}</span>
        </button>
      ))}
    </nav>
  )
}

async function draw(pdf: Pdf, canvas: HTMLCanvasElement): Promise<void> {
  try {
    const { drawThumb } = await import('./pdf-engine.ts')
    await drawThumb(pdf.document, Number(canvas.dataset.page), canvas)
  } catch {
    // A page that cannot be drawn stays white; it still leads where it should.
  }
}
