import 'server-only'
import { NOT_SHOWN, printable } from '#lib/paper/glyphs.ts'
import { openSheet, type Column, type Sheet } from './sheet.ts'
import { type CutPart, cutParts, leftOutWords, madeAt, PARTS, type Place, SHARES, SOME_LEFT_OUT } from './rules.ts'
import type { SummaryView } from './view.ts'

/**
 * The case on one page as a tagged PDF. What does not fit is left out by the rules, and the page says what. The same view gives
 * the same bytes.
 * @param options `compress: false` leaves its streams readable
 */
export async function summaryPdf(view: SummaryView, options: { compress?: boolean } = {}): Promise<Buffer> {
  const sheet = await openSheet({
    title: `Summary of ${view.patient} (${view.number})`,
    author: view.madeFor,
    ...{ at: view.asOf, paper: view.paper, compress: options.compress ?? true },
  })
  writeHead(sheet, view)
  const parts = cutToFit(sheet, view)
  const [wide, left, right] = (['WIDE', 'LEFT', 'RIGHT'] as const).map((place) => inPlace(parts, place))
  sheet.column('WIDE', wide ?? [])
  sheet.columns(left ?? [], right ?? [])
  return sheet.end(footOf(view, parts))
}

function writeHead(sheet: Sheet, view: SummaryView): void {
  const { people, patient, number, status } = view
  sheet.head({
    title: patient,
    lines: [
      view.signalment,
      [...people.map(({ label, value }) => `${label}: ${value}`), `Case ${number}, ${status.toLowerCase()}`].join(
        ' · ',
      ),
    ],
  })
}

/** The least cut that the paper holds, measured with the fonts that are used. */
function cutToFit(sheet: Sheet, view: SummaryView): CutPart[] {
  const cuts = SHARES.map((share) => cutParts(view.parts, share))
  const fits = cuts.find((parts) => {
    const [wide, left, right] = (['WIDE', 'LEFT', 'RIGHT'] as const).map((place) => inPlace(parts, place))
    return sheet.fits({ wide: wide ?? [], left: left ?? [], right: right ?? [] }, footOf(view, parts))
  })
  return fits ?? cuts.at(-1) ?? []
}

const inPlace = (parts: readonly CutPart[], place: Place): Column =>
  parts
    .filter(({ key }) => PARTS[key].place === place)
    .map(({ title, lines, many, key }) => ({
      ...{ title, lines },
      marks: key === 'questions' ? ('NUMBERS' as const) : many ? ('DOTS' as const) : ('NONE' as const),
    }))

function footOf(view: SummaryView, parts: readonly CutPart[]): string[] {
  const lost = printable(`${view.patient}${view.signalment}${parts.flatMap(({ lines }) => lines).join('')}`).lost
  return [
    leftOutWords(parts),
    view.closed ? 'Made of what is shared with this reader so far: consent is not complete.' : '',
    view.part && !view.closed ? SOME_LEFT_OUT : '',
    lost
      ? `Characters that cannot be printed here are marked ${NOT_SHOWN}; the page in Conferral shows all of them.`
      : '',
    `Made for ${view.madeFor} on ${madeAt(view.asOf, view.zone)}, of what this reader may see. It changes as the case goes on: ${view.pageUrl}`,
  ].filter(Boolean)
}
