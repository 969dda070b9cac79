import type { PartyTone } from '#components/ui/avatar.tsx'

// What the frame around a case shows: plain data, already cut down to what the reader may see.

export type StageName = 'request' | 'records' | 'consent' | 'triage' | 'fee' | 'thread' | 'recommendation'

export type StageView = {
  stage: StageName
  href: string
  state: 'done' | 'now' | 'later'
  /** One short line under the name: "14 files · 2 studies". */
  note?: string
  unread?: number
  /** The page that is open. */
  current?: boolean
  /** The case waits here for the reader. */
  yours?: boolean
}

export type HeadView = {
  /** The animal's name. */
  name: string
  /** `CAT`, `DOG` ...: picks the picture. */
  species: string
  /** "Cat, domestic shorthair · female, spayed · 9 years · 4.1 kg"; `signalmentLine` makes it. */
  signalment: string
  owner?: string | null
  /** "CF-7K3M2". */
  number: string
  /** In words: "Second opinion". */
  kind: string
  specialty?: string | null
  /** In plain words: "In review". */
  status?: string | null
  urgent?: boolean
}

export type ClockState = 'running' | 'soon' | 'late' | 'paused'

export type DueView = {
  at: Date | null
  state: ClockState
  /** Milliseconds; negative when late. */
  leftMs?: number | null
  promisedMs?: number | null
}

export type TurnView = {
  /** It is the reader's move: the only time that the bar is amber. */
  yours: boolean
  /** Nobody has to move: answered, closed, ended. */
  over?: boolean
  /** Over without an answer: declined, withdrawn, expired. */
  ended?: boolean
  /** "Your turn", "Waiting for Riverside Vets", "Answered". */
  who: string
  since?: Date | null
  /** What happened and what comes next, without a full stop: "the fee is paid". */
  detail?: string | null
  due?: DueView | null
  /** Time so far, per party. */
  spent?: { who: string; ms: number }[]
}

export type PersonView = {
  name: string
  tone: PartyTone
  /** "Attending vet · Riverside Vets". */
  role: string
}

export type SeenView = { who: string; what: string; at: Date }

/** The reader's clock: IANA zone and "now" as the server has it. */
export type Clock = { zone: string; now?: Date }
