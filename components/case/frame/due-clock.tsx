import type { CSSProperties } from 'react'
import { clsx } from 'clsx'
import { formatDuration } from '#components/ui/time-format.ts'
import type { DueView } from './types.ts'

type Clock = Omit<DueView, 'at'>

/** "23 h left of 48 h", "2 h late", "paused, 23 h left". */
export function dueWords({ state, leftMs, promisedMs }: Clock) {
  if (leftMs == null) return state === 'paused' ? 'clock paused' : ''
  if (leftMs < 0) return `${formatDuration(-leftMs)} late`
  const left = `${formatDuration(leftMs)} left`
  if (state === 'paused') return `clock paused, ${left}`
  return promisedMs ? `${left} of ${formatDuration(promisedMs)}` : left
}

/** The hospital's clock for a list: a short bar and words. `null` says that no answer is due. */
export function DueClock({ due, className }: { due: Clock | null; className?: string }) {
  if (!due || (due.leftMs == null && due.state !== 'paused')) return <span className="clock clock-none">not due</span>
  const { state, leftMs, promisedMs } = due
  const used = leftMs == null || !promisedMs ? null : Math.min(1, Math.max(0.04, 1 - leftMs / promisedMs))
  const style: CSSProperties = { width: `${Math.round((used ?? 0) * 100)}%` }
  return (
    <span className={clsx('clock num', `clock-${state}`, className)}>
      {used !== null && state !== 'paused' && (
        <span className="clock-bar" aria-hidden>
          <span style={style} />
        </span>
      )}
      {dueWords({ ...due, promisedMs: null })}
    </span>
  )
}
