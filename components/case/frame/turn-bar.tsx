import type { ReactNode } from 'react'
import { clsx } from 'clsx'
import { CircleCheck, CircleX, Clock as ClockIcon, ClockAlert, Hourglass } from '#components/ui/icons.tsx'
import { Time } from '#components/ui/time.tsx'
import { formatDuration } from '#components/ui/time-format.ts'
import { dueWords } from './due-clock.tsx'
import type { Clock, DueView, TurnView } from './types.ts'

type Props = {
  turn: TurnView
  clock: Clock
  /** The one primary action and at most one beside it. */
  children?: ReactNode
}

/** Whose turn, since when, what next and by when; the case's primary action stands at its end. */
export function TurnBar({ turn, clock, children }: Props) {
  const Shape = SHAPES[stateOf(turn)]
  const spent = turn.spent?.filter(({ ms }) => ms >= 60_000) ?? []
  return (
    <section
      aria-label="Whose turn"
      className={clsx('turnbar', turn.yours ? 'tone-turn' : turn.over && !turn.ended ? 'tone-brand' : 'tone-neutral')}
    >
      <Shape />
      <div className="turnbar-text">
        <p>
          <span className="turnbar-who">{turn.who}</span>
          {turn.detail && `: ${turn.detail}`}
          {turn.due && <Due due={turn.due} clock={clock} />}
        </p>
        {(turn.since || spent.length > 0) && (
          <p className="text-tiny text-muted">
            {turn.since && (
              <>
                Since <Time value={turn.since} relative {...clock} />
              </>
            )}
            {turn.since && spent.length > 0 && ' · '}
            {spent.length > 0 &&
              `Time so far: ${spent.map(({ who, ms }) => `${who} ${formatDuration(ms)}`).join(' · ')}`}
          </p>
        )}
      </div>
      {children && <div className="turnbar-acts">{children}</div>}
    </section>
  )
}

const SHAPES = { over: CircleCheck, ended: CircleX, waiting: Hourglass, yours: ClockIcon, late: ClockAlert }

function stateOf({ over, ended, yours, due }: TurnView): keyof typeof SHAPES {
  if (over) return ended ? 'ended' : 'over'
  if (!yours) return 'waiting'
  return due?.state === 'late' ? 'late' : 'yours'
}

function Due({ due, clock }: { due: DueView; clock: Clock }) {
  const words = dueWords(due)
  const late = due.state === 'late'
  return (
    <>
      {due.at && (
        <>
          {', answer due '}
          <b className={late ? 'text-danger' : undefined}>
            <Time value={due.at} {...clock} />
          </b>
        </>
      )}
      {words && (
        <span className={late ? 'font-medium text-danger' : 'text-muted'}>{due.at ? ` (${words})` : `, ${words}`}</span>
      )}
    </>
  )
}
