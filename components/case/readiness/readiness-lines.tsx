import { clsx } from 'clsx'
import { CircleAlert, CircleCheck, CircleX, ClockAlert } from '#components/ui/icons.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ReadinessLine } from '#lib/case/records/readiness/queries.ts'
import { type ItemState, STATE_WORDS } from '#lib/case/records/readiness/rules.ts'
import { AddItem } from './add-item.tsx'

type Props = {
  lines: ReadinessLine[]
  zone: string
  practice: string
  addTo: string | null
}

const SHAPES: Record<ItemState, { Shape: typeof CircleCheck; tone: string }> = {
  there: { Shape: CircleCheck, tone: 'text-brand' },
  doubtful: { Shape: CircleAlert, tone: 'text-turn' },
  'too old': { Shape: ClockAlert, tone: 'text-turn' },
  missing: { Shape: CircleX, tone: 'text-muted' },
}

/** Items of a list, each with its state in words, what was found, and how to come by it. */
export function ReadinessLines({ lines, zone, practice, addTo }: Props) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {lines.map((line) => (
        <Line key={line.id} {...{ line, zone, practice, addTo }} />
      ))}
    </ul>
  )
}

function Line({ line, zone, practice, addTo }: Omit<Props, 'lines'> & { line: ReadinessLine }) {
  const { Shape, tone } = SHAPES[line.state]
  const there = line.state === 'there'
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 py-2.5" data-item={line.id} data-state={line.state}>
      <Shape className={clsx('mt-0.5', tone)} />
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{line.name}</span>
          <span className="text-small text-muted">
            {STATE_WORDS[line.state]}
            {!there && line.limit && `, wanted ${line.limit}`}
          </span>
          {!there && line.importance === 'REQUIRED' && <Pill>Must have</Pill>}
        </p>
        <Found line={line} />
        {!there && (
          <p className="text-small">
            {line.how} <span className="text-muted">{line.why}</span>
          </p>
        )}
        {!there && line.asked && (
          <p className="text-small text-muted">
            {line.asked.by === 'HOSPITAL' ? 'The hospital asked' : 'The owner asked'} {practice} for it on{' '}
            <Time value={line.asked.at} detail="date" zone={zone} />.
          </p>
        )}
        {there && <p className="text-tiny text-muted">Source: {line.source}</p>}
        {!there && addTo && <AddItem caseId={addTo} line={line} />}
      </div>
    </li>
  )
}

function Found({ line: { by, more, words } }: { line: ReadinessLine }) {
  if (by.length === 0 && words === '') return null
  return (
    <p className="text-small break-words text-muted">
      {by.map(({ id, name }, place) => (
        <span key={id}>
          {place > 0 && ', '}
          <bdi>{name}</bdi>
        </span>
      ))}
      {more > 0 && ` and ${more} more`}
      {by.length > 0 && words && ': '}
      {words}
    </p>
  )
}
