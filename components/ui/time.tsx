import type { TimeDetail, TimeOptions } from './time-format.ts'
import { formatRelative, formatTime } from './time-format.ts'

type Props = TimeOptions & {
  value: Date | string | number
  /** What of it is shown; the title always has all, with the zone. */
  detail?: TimeDetail
  /** Adds "(2 hours ago)"; `only` shows nothing else. */
  relative?: boolean | 'only'
  className?: string
}

/** A moment: absolute, with the time zone on hover, and relative beside it on demand. */
export function Time({ value, detail = 'datetime', relative, className, ...options }: Props) {
  const date = new Date(value)
  const near = relative ? formatRelative(date, options) : ''
  // Words like "2 hours ago" differ between the server's render and the browser's; the server's stand until the next.
  return (
    <time
      dateTime={date.toISOString()}
      title={formatTime(date, 'full', options)}
      className={`num ${className ?? ''}`.trim()}
      suppressHydrationWarning
    >
      {relative === 'only' ? near : formatTime(date, detail, options)}
      {relative === true && <span className="text-muted"> ({near})</span>}
    </time>
  )
}
