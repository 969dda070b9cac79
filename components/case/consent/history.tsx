import { Card } from '#components/ui/card.tsx'
import { CircleCheck, CircleX, Mail } from '#components/ui/icons.tsx'
import { Time } from '#components/ui/time.tsx'
import type { HistoryEntry } from '#lib/case/consent/history.ts'

const LOOK = {
  yes: { Shape: CircleCheck, className: 'text-brand' },
  no: { Shape: CircleX, className: 'text-danger' },
  plain: { Shape: Mail, className: 'text-muted' },
}

/** All that was granted, refused and taken back, newest first. For owner and practice. */
export function ConsentHistory({ entries, zone }: { entries: HistoryEntry[]; zone: string }) {
  return (
    <Card title="History">
      <ol className="grid gap-2.5">
        {entries.map(({ at, who, what, version, tone }) => {
          const { Shape, className } = LOOK[tone]
          return (
            <li key={`${at.getTime()} ${who} ${what}`} className="flex gap-2.5 text-small">
              <Shape className={`mt-0.5 ${className}`} />
              <span className="min-w-0 grow">
                <b>{who}</b> {what}
                {version !== null && <span className="text-muted"> (text version {version})</span>}
              </span>
              <Time value={at} zone={zone} className="flex-none text-muted" />
            </li>
          )
        })}
      </ol>
    </Card>
  )
}
