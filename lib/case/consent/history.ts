import type { AgreementDecision, Side } from '#lib/db/generated/enums.ts'
import { asConsentWay, CONSENT_WAY_WORDS, type Signed, standingOf } from './rules.ts'
import { scopeInWords } from './scope.ts'

// Everything that was granted, refused and taken back, in words, newest first. Pure.

type Signature = Signed & { id: string; signedName: string; signedAt: Date; version: number }
export type ReleaseRow = Signature & { statedHow: string | null; statedOn: Date | null; statedNote: string }
/** `because`: of a refusal, the reason chosen. */
export type AnswerRow = Signature & { decision: AgreementDecision; reason: string; because?: unknown }
export type ConsentEvent = { type: string; side: Side; at: Date; data: Record<string, unknown> }

export type HistoryEntry = {
  at: Date
  who: string
  what: string
  /** The version of the text, where one was signed. */
  version: number | null
  tone: 'yes' | 'no' | 'plain'
}

type Names = {
  owner: string
  practice: string
  vet: string
  hospital: string
  /** Of single records that signatures name. */
  items: ReadonlyMap<string, string>
}

/** Words for each event and for what ended by itself on its date, newest first. */
export function historyOf(
  events: readonly ConsentEvent[],
  releases: readonly ReleaseRow[],
  answers: readonly AnswerRow[],
  names: Names,
  now: Date,
): HistoryEntry[] {
  const told = events.flatMap((event) => {
    const words = wordsOf(event, releases, answers, names)
    return words ? [{ at: event.at, version: null, tone: 'plain' as const, ...words }] : []
  })
  const lapsed = [...releases, ...answers.filter((answer) => answer.decision === 'AGREED')]
    .filter((signed) => standingOf(signed, now) === 'EXPIRED')
    .map((signed) => ({
      ...{ at: signed.expiresAt, version: signed.version, tone: 'no' as const },
      ...{ who: signed.signedName, what: 'reached its end date' },
    }))
  return [...told, ...lapsed].sort((a, b) => b.at.getTime() - a.at.getTime())
}

type Words = Omit<HistoryEntry, 'at' | 'version' | 'tone'> & Partial<Pick<HistoryEntry, 'version' | 'tone'>>

function wordsOf(
  { type, side, data }: ConsentEvent,
  releases: readonly ReleaseRow[],
  answers: readonly AnswerRow[],
  { owner, practice, vet, hospital, items }: Names,
): Words | null {
  const release = releases.find(({ id }) => id === data.releaseId)
  const answer = answers.find(({ id }) => id === data.agreementId)
  const instead = data.replaces ? ', in place of the one before' : ''
  switch (type) {
    case 'consent.asked':
      return { who: owner, what: data.again === true ? 'sent the mail to the vet again' : 'asked the vet by mail' }
    case 'consent.reminded':
      return { who: 'Conferral', what: 'reminded the vet by mail' }
    case 'consent.passedOn':
      return { who: practice, what: 'passed the question on to a colleague' }
    case 'consent.vetRenamed':
      return { who: owner, what: data.linkId ? 'named another vet' : 'corrected the vet’s name' }
    case 'consent.released':
      if (release?.statedHow)
        return signed(release, `stated that ${owner} consents, ${statedWords(release)}${instead}`, 'yes')
      return release
        ? signed(release, `released ${scopeInWords(release.scope, items)} to ${hospital}${instead}`, 'yes')
        : { who: owner, what: 'signed a release' }
    case 'consent.releaseEnded':
      if (side === 'PRACTICE') return { who: practice, what: 'ended the owner’s consent', tone: 'no' }
      return {
        who: owner,
        what: data.because === 'withdrawn' ? 'withdrew the request, which ends the release' : 'ended the release',
        tone: 'no',
      }
    case 'consent.agreed':
      return answer
        ? signed(answer, `agreed to share ${scopeInWords(answer.scope, items)} with ${hospital}${instead}`, 'yes')
        : { who: vet, what: 'agreed' }
    case 'consent.narrowed':
      return narrowed(release ?? answer, side === 'PRACTICE' ? practice : owner, hospital, items)
    case 'consent.commented':
      return { who: answer?.signedName ?? vet, what: 'added a comment' }
    case 'consent.agreementDeclined':
      return answer
        ? signed(answer, `did not agree: ${answer.reason}`, 'no')
        : { who: vet, what: 'did not agree', tone: 'no' }
    case 'consent.agreementEnded':
      return { who: side === 'PRACTICE' ? practice : owner, what: 'ended the agreement', tone: 'no' }
    case 'consent.proceededWithoutPractice':
      return { who: owner, what: 'went on without the practice' }
    case 'consent.completed':
      return { who: 'Both', what: `signed, and the case went to ${hospital}`, tone: 'yes' }
    default:
      return null
  }
}

/** "By telephone, noted by us, on 20 November 2026" */
export function statedWords({ statedHow, statedOn }: Pick<ReleaseRow, 'statedHow' | 'statedOn'>): string {
  const way = asConsentWay(statedHow)
  const day = statedOn ? new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(statedOn) : ''
  return [way ? CONSENT_WAY_WORDS[way].toLowerCase() : '', day && `on ${day}`].filter(Boolean).join(', ')
}

function narrowed(smaller: Signature | undefined, who: string, hospital: string, items: Names['items']): Words {
  if (!smaller) return { who, what: 'shares less' }
  const what = `shares less with ${hospital}: ${scopeInWords(smaller.scope, items)}`
  return { who: smaller.signedName, what, tone: 'no' }
}

const signed = ({ signedName, version }: Signature, what: string, tone: 'yes' | 'no'): Words => ({
  ...{ who: signedName, what, version, tone },
})
