// The present view as a picture: what is drawn, its annotations, and the labels that say whose image it is.

export type Labels = { top: string[]; bottom: string[] }

const FONT = 14
const EDGE = 10

/**
 * A PNG of a pane: pixels of the screen, nothing else of the file.
 * @throws Error when the browser does not give it
 */
export async function pictureOf(element: HTMLElement, labels: Labels): Promise<Blob> {
  const drawn = element.querySelector('canvas')
  if (!drawn) throw new Error('There is nothing to take a picture of')
  const paper = document.createElement('canvas')
  paper.width = drawn.width
  paper.height = drawn.height
  const pen = paper.getContext('2d')
  if (!pen) throw new Error('This browser gives no picture')
  pen.drawImage(drawn, 0, 0)
  await drawMarks(pen, element, paper)
  const scale = paper.height / Math.max(1, element.clientHeight)
  writeLabels(pen, paper, labels, scale)
  return new Promise((resolve, reject) => {
    paper.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('This browser gives no picture'))), 'image/png')
  })
}

/** The library draws measurements as SVG above the canvas. */
async function drawMarks(pen: CanvasRenderingContext2D, element: HTMLElement, paper: HTMLCanvasElement): Promise<void> {
  const marks = element.querySelector('svg')
  if (!marks) return
  const copy = marks.cloneNode(true) as SVGSVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(element.clientWidth))
  copy.setAttribute('height', String(element.clientHeight))
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
  await image.decode()
  pen.drawImage(image, 0, 0, paper.width, paper.height)
}

function writeLabels(pen: CanvasRenderingContext2D, paper: HTMLCanvasElement, labels: Labels, scale: number): void {
  const [size, edge] = [FONT * scale, EDGE * scale]
  pen.font = `${size}px system-ui, sans-serif`
  pen.fillStyle = 'white'
  pen.strokeStyle = 'black'
  pen.lineWidth = 3 * scale
  pen.textBaseline = 'top'
  const write = (line: string, y: number) => {
    pen.strokeText(line, edge, y)
    pen.fillText(line, edge, y)
  }
  for (const [at, line] of labels.top.entries()) write(line, edge + at * size * 1.35)
  const lowest = paper.height - edge - size
  for (const [at, line] of labels.bottom.toReversed().entries()) write(line, lowest - at * size * 1.35)
}
