import 'server-only'
import { createHash } from 'node:crypto'
import { signalment } from '#lib/words.ts'
import { NOT_SHOWN, printable } from '#lib/paper/glyphs.ts'
import { openPaper, type Paper } from '#lib/paper/paper.ts'
import type { PrintedView } from './printed.ts'
import { type AtHand, together } from './at-hand.ts'
import { canonical, MEDICATION_NOTE, sectionsOf, shortHash, URGENCY_MEANS } from './rules.ts'

/**
 * A signed version as a tagged PDF, the same for all readers: nothing in it is for some of them only. The same view gives
 * the same bytes.
 * @param options `compress: false` leaves its streams readable
 */
export async function recommendationPdf(view: PrintedView, options: { compress?: boolean } = {}): Promise<Buffer> {
  const { signed, patient, caseNumber, hospital } = view
  const title = signed.number > 1 ? `Addendum ${signed.number - 1} to the recommendation` : 'Recommendation'
  const paper = await openPaper({
    title: `${title} for ${patient.name} (${caseNumber})`,
    author: `${signed.signedName}, ${hospital.name}`,
    at: signed.signedAt,
    foot: {
      left: `${caseNumber} · ${patient.name} · ${hospital.name}`,
      below: `SHA-256 of the signed content: ${signed.contentHash}`,
    },
    compress: options.compress ?? true,
  })
  paper.text(hospital.name, 'quiet')
  paper.heading(1, title)
  writeFacts(paper, view)
  writeSections(paper, view)
  writeRelied(paper, view)
  return paper.end()
}

function writeFacts(paper: Paper, view: PrintedView): void {
  const { signed, patient, hospital } = view
  paper.facts([
    { label: 'Patient', value: `${patient.name}, ${signalment(patient, signed.signedAt)}` },
    { label: 'Case', value: view.caseNumber },
    { label: 'Owner', value: view.owner },
    { label: 'Attending vet', value: [view.vet, view.practice].filter(Boolean).join(', ') },
    { label: 'Signed by', value: `${signed.signedName}, ${hospital.name}` },
    { label: 'Signed on', value: signedOn(signed.signedAt, hospital.timeZone) },
    { label: 'Urgency', value: signed.content.urgency ? URGENCY_MEANS[signed.content.urgency] : '' },
  ])
  if (cannotPrintAll(view))
    paper.text(
      `\nSome characters cannot be printed here and are marked ${NOT_SHOWN}. The page shows all of them: ${view.pageUrl}`,
      'quiet',
    )
}

/** "22 November 2026, 18:00 (Europe/Berlin)" */
export const signedOn = (at: Date, zone: string): string =>
  `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(at).replace(' at ', ', ')} (${zone.replaceAll('_', ' ')})`

const cannotPrintAll = (view: PrintedView): boolean =>
  printable(
    `${canonical({ ...view.signed, caseNumber: view.caseNumber })}${view.patient.name}${view.patient.breed}${view.owner}${view.hospital.name}`,
  ).lost

function writeSections(paper: Paper, { signed }: PrintedView): void {
  if (signed.content.addendumReason) {
    paper.heading(2, 'What changed and why')
    paper.text(signed.content.addendumReason)
  }
  for (const { title, text, answers } of sectionsOf(signed.content, 'OWNER')) {
    paper.heading(2, title)
    if (text) paper.text(text)
    answers.forEach(({ question, answer }, place) => {
      paper.heading(3, `${place + 1}. ${question}`)
      paper.text(answer)
    })
  }
}

function writeRelied(paper: Paper, { signed, pageUrl }: PrintedView): void {
  paper.heading(2, 'Records that were at hand')
  const lines = together(signed.reliedOn)
  if (lines.length === 0) paper.text('None.')
  else paper.list(lines.map(reliedWords))
  if (lines.length < signed.reliedOn.length)
    paper.text(`Each file with its SHA-256: ${pageUrl}?number=${signed.number}&records=all`, 'quiet')
  paper.heading(2, 'About this document')
  paper.text(MEDICATION_NOTE)
  paper.text(`Signed in Conferral. It cannot change; later versions, if there are any, stand on its page: ${pageUrl}`)
}

/** Of files told together, the hash over their hashes: whoever has all of them can still prove it. */
function reliedWords({ label, first, records }: AtHand<{ name: string; sha256: string }>): string {
  if (records.length === 1) return first.sha256 ? `${label} (SHA-256 ${shortHash(first.sha256)}…)` : label
  const hash = createHash('sha256').update(records.map(({ sha256 }) => sha256).join('\n'))
  return `${label} (SHA-256 over theirs ${shortHash(hash.digest('hex'))}…)`
}
