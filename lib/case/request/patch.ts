import { type Happened, happenedOf, phoneProblem } from '#lib/case/wishes.ts'
import type { Urgency } from '#lib/db/generated/enums.ts'
import { invalid, type AppError } from '#lib/errors.ts'
import {
  MOST_QUESTIONS,
  realQuestions,
  type RedFlagAnswer,
  type RequestStep,
  stepAfter,
  stepBefore,
  vetAddressProblem,
} from './rules.ts'
import type { SaveInput } from './schema.ts'

/** What one save changes; an absent field stays. `serviceId` chooses a hospital's service. */
export type DraftPatch = {
  redFlags?: string[]
  redFlagAnswer?: RedFlagAnswer | null
  presentingComplaint?: string
  history?: string
  workingDiagnosis?: string
  proposedPlan?: string
  medications?: string
  decisionAhead?: string
  whatMatters?: string
  questions?: string[]
  situation?: string
  happened?: Happened[]
  priorities?: string[]
  decisionOn?: string | null
  reachBy?: string[]
  reachPhone?: string
  reachTimes?: string
  language?: string
  urgency?: Urgency
  serviceId?: string
  attendingVetName?: string
  attendingVetPractice?: string
  attendingVetEmail?: string
  livesIn?: string
}

const PLAIN = [
  'presentingComplaint',
  'history',
  'workingDiagnosis',
  'proposedPlan',
  'medications',
  'decisionAhead',
  'whatMatters',
  'urgency',
  'situation',
  'decisionOn',
  'reachPhone',
  'reachTimes',
  'language',
  'attendingVetName',
  'attendingVetPractice',
  'attendingVetEmail',
  'livesIn',
] as const

/** What the box "none of these" posts. */
export const NO_RED_FLAG = 'NONE'

/**
 * A posted step as a change of the draft. Boxes that are not ticked are not posted, so the safety step is read as a whole;
 * going on in spite of a sign is an answer of its own and makes the request urgent.
 */
export function patchOf(input: SaveInput): DraftPatch {
  const patch: DraftPatch = Object.fromEntries(
    PLAIN.filter((name) => input[name] !== undefined).map((name) => [name, input[name]]),
  )
  if (input['questions[]']) patch.questions = withAdded(input['questions[]'], input.add)
  if (input['when[]'] && input['what[]']) patch.happened = happenedOf(input['when[]'], input['what[]'])
  // Boxes that are not ticked are not posted: these steps are read as a whole.
  if (input.step === 'questions') patch.priorities = input['priorities[]'] ?? []
  if (input.step === 'reach') patch.reachBy = input['reachBy[]'] ?? []
  if (input.service) patch.serviceId = input.service
  return input.step === 'check' ? { ...patch, ...safetyPatch(input) } : patch
}

/** A suggested question goes into the first empty line; asked already, it stays one. */
function withAdded(lines: readonly string[], added = ''): string[] {
  const asked = realQuestions(lines)
  return added === '' || asked.includes(added) || asked.length >= MOST_QUESTIONS ? [...lines] : [...asked, added]
}

function safetyPatch(input: SaveInput): DraftPatch {
  if (input.go === 'on') return { redFlagAnswer: 'WENT_ON', urgency: 'URGENT' }
  if (input.go === 'again') return { redFlags: [], redFlagAnswer: null }
  const ticked = (input['redFlags[]'] ?? []).filter((id) => id !== NO_RED_FLAG)
  const none = ticked.length === 0 && (input['redFlags[]'] ?? []).includes(NO_RED_FLAG)
  return { redFlags: ticked, redFlagAnswer: none ? 'NONE' : null }
}

/** The step that a posted one leads to. A ticked sign stays on the safety step, which then shows what to do. */
export function stepFrom({ step, go, add }: Pick<SaveInput, 'step' | 'go' | 'add'>, patch: DraftPatch): RequestStep {
  if (go === 'more' || add) return step
  if (go === 'back') return stepBefore(step)
  if (go === 'again' || (step === 'check' && patch.redFlagAnswer === null)) return 'check'
  return stepAfter(step)
}

/**
 * What must be right before a step leads on; what is merely missing is said at the end. Going back and saving in passing
 * are never refused.
 */
export function refuseHalfStep(input: SaveInput, ownerAddress: string): AppError | null {
  if (input.add && realQuestions(input['questions[]'] ?? []).length >= MOST_QUESTIONS)
    return invalid('One thing needs another look.', {
      'questions[]': [`${MOST_QUESTIONS} questions are asked already: empty a line first`],
    })
  if (input.go !== 'next') return null
  if (input.step === 'check' && !input['redFlags[]']?.length)
    return invalid('One thing needs another look.', {
      'redFlags[]': ['Tick what is happening, or “None of these”'],
    })
  const phone = input.step === 'reach' && input['reachBy[]']?.includes('PHONE') && phoneProblem(input.reachPhone ?? '')
  if (phone) return invalid('One thing needs another look.', { reachPhone: [phone] })
  const problem =
    input.step === 'vet' && input.attendingVetEmail ? vetAddressProblem(input.attendingVetEmail, ownerAddress) : null
  return problem ? invalid('One thing needs another look.', { attendingVetEmail: [problem] }) : null
}
