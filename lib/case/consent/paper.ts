import 'server-only'
import { NOT_SHOWN, printable } from '#lib/paper/glyphs.ts'
import { openPaper, type Paper } from '#lib/paper/paper.ts'
import { signalment } from '#lib/words.ts'
import { scopeInWords } from './scope.ts'
import type { SignedConsent } from './signed.ts'

export const CONSENT_TITLE: Record<SignedConsent['what'], string> = {
  RELEASE: 'Release of records',
  STATEMENT: 'Statement of the owner’s consent',
  AGREEMENT: 'Agreement to share records',
  REFUSAL: 'Refusal to share records',
}

/**
 * What was signed, by whom, when and how, as a tagged PDF. How it came to us stands in it for whoever signed only.
 * @param options `compress: false` leaves its streams readable
 */
export async function consentPdf(signed: SignedConsent, options: { compress?: boolean } = {}): Promise<Buffer> {
  const { what, patient, caseNumber, hospital, signedAt, id } = signed
  const title = CONSENT_TITLE[what]
  const paper = await openPaper({
    title: `${title}: ${patient.name} (${caseNumber})`,
    author: signed.signedName,
    at: signedAt,
    foot: { left: `${caseNumber} · ${patient.name} · ${title}`, below: `Signature ${id}` },
    compress: options.compress ?? true,
  })
  paper.heading(1, title)
  writeWhat(paper, signed)
  paper.heading(2, `The text, version ${signed.text.version}`)
  paper.text(signed.text.body)
  paper.heading(2, 'Signature')
  writeSignature(paper, signed)
  paper.text(`\nHow it stands today: ${signed.pageUrl}`, 'quiet')
  if (
    printable(`${patient.name}${signed.owner}${signed.signedName}${signed.vet}${signed.practice}${hospital.name}`).lost
  )
    paper.text(
      `Some characters cannot be printed here and are marked ${NOT_SHOWN}. The page shows all of them.`,
      'quiet',
    )
  return paper.end()
}

function writeWhat(paper: Paper, signed: SignedConsent): void {
  const { patient, hospital, what } = signed
  const shares = what !== 'REFUSAL'
  paper.facts([
    { label: 'Patient', value: `${patient.name}, ${signalment(patient, signed.signedAt)}` },
    { label: 'Case', value: `${signed.caseNumber}, ${signed.purpose.toLowerCase()}` },
    { label: 'Owner', value: signed.owner },
    { label: 'Owner consented', value: signed.stated },
    { label: 'Attending vet', value: [signed.vet, signed.practice].filter(Boolean).join(', ') },
    { label: 'Hospital', value: hospital.name },
    { label: 'May be read', value: shares ? scopeInWords(signed.scope, signed.names, Infinity) : '' },
    { label: 'From', value: shares ? moment(signed.signedAt, hospital.timeZone) : '' },
    { label: 'Until', value: shares ? moment(signed.expiresAt, hospital.timeZone) : '' },
    { label: 'Ended on', value: signed.revokedAt ? moment(signed.revokedAt, hospital.timeZone) : '' },
    { label: 'Reason', value: signed.reason },
  ])
}

function writeSignature(paper: Paper, { signedName, signedAt, hospital, proof }: SignedConsent): void {
  paper.facts([
    { label: 'Name typed', value: signedName },
    { label: 'Signed on', value: moment(signedAt, hospital.timeZone) },
    {
      label: 'By',
      value: proof ? `${proof.proof === 'LINK' ? 'the link mailed to' : 'the account of'} ${proof.email}` : '',
    },
    { label: 'From', value: proof?.place ?? '' },
    { label: 'With', value: proof?.agent ?? '' },
  ])
}

/** "22 November 2026, 18:00:05 (Europe/Berlin)" */
const moment = (at: Date, zone: string): string =>
  `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium', timeZone: zone }).format(at).replace(' at ', ', ')} (${zone.replaceAll('_', ' ')})`
