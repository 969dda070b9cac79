import type { ReactNode } from 'react'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Hourglass } from '#components/ui/icons.tsx'
import { Time } from '#components/ui/time.tsx'
import type { CaseFrame } from '#lib/case/frame.ts'
import { turnWords } from '#lib/words.ts'

type Props = {
  frame: CaseFrame
  zone: string
  /** Told to the hospital's own people only. */
  draftSavedAt: Date | null
}

/** Before there is an answer: whose turn it is, and when it is due. */
export function Waiting({ frame, zone, draftSavedAt }: Props) {
  const hospital = frame.hospital?.name ?? 'The hospital'
  const { title, words, stage } = stateOf(frame, hospital, zone)
  return (
    <Card>
      <EmptyState
        title={title}
        icon={Hourglass}
        action={
          stage &&
          mayOpen(frame, stage) && <ButtonLink href={`/cases/${frame.caseId}/${stage}`}>See where it stands</ButtonLink>
        }
      >
        {words}
        {draftSavedAt && (
          <p className="mt-2">
            A draft is being written, saved <Time value={draftSavedAt} zone={zone} relative />.
          </p>
        )}
      </EmptyState>
    </Card>
  )
}

/** Some readers have no page of consent, triage or fee. */
const mayOpen = ({ can }: CaseFrame, stage: NonNullable<State['stage']>): boolean =>
  can(stage === 'request' ? 'case.read' : `${stage}.read`)

type State = { title: string; words: ReactNode; stage?: 'triage' | 'request' | 'consent' | 'fee' }

function stateOf(frame: CaseFrame, hospital: string, zone: string): State {
  const { row, people, practiceName } = frame
  const owner = people.find(({ part }) => part === 'OWNER')?.name ?? 'the owner'
  const whose = turnWords(row.turn, { owner, practice: practiceName || 'the practice', hospital })
  switch (row.status) {
    case 'IN_REVIEW':
      return {
        title: `${hospital} is writing the recommendation`,
        words: (
          <p>
            {row.dueAt ? (
              <>
                It is due <Time value={row.dueAt} zone={zone} relative />.{' '}
              </>
            ) : null}
            {row.kind === 'CONSULTATION' ? 'The attending vet gets' : 'Owner and attending vet get'} a mail as soon as
            it is signed, and {row.kind === 'CONSULTATION' ? 'reads' : 'read'} it here.
          </p>
        ),
      }
    case 'NEEDS_INFORMATION':
      return {
        title: `Waiting for ${whose}`,
        words: <p>{hospital} asked for something. Its clock waits meanwhile and goes on with the answer.</p>,
        stage: 'triage',
      }
    case 'DECLINED':
      return { title: 'There is no recommendation', words: <p>{hospital} could not take the case.</p>, stage: 'triage' }
    case 'WITHDRAWN':
    case 'EXPIRED':
      return { title: 'There is no recommendation', words: <p>The request ended before it was answered.</p> }
    case 'ANSWERED':
    case 'CLOSED':
      if (row.kind === 'CONSULTATION' && frame.side === 'OWNER')
        return {
          title: `The answer went to ${practiceName}`,
          words: <p>Your vet talks it over with you, and can share it with you here.</p>,
        }
      return { title: 'There is no recommendation', words: <p>It cannot be found here. Please ask in the thread.</p> }
    default:
      return {
        title: 'The recommendation will stand here',
        words: (
          <p>
            {hospital} writes it once the case is accepted and paid. Now it waits for {whose}.
          </p>
        ),
        stage: STAGE_NOW[row.status],
      }
  }
}

const STAGE_NOW = {
  DRAFT: 'request',
  AWAITING_CONSENT: 'consent',
  IN_TRIAGE: 'triage',
  AWAITING_PAYMENT: 'fee',
} as const
