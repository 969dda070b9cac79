import { clsx } from 'clsx'
import { DueClock } from '#components/case/frame/due-clock.tsx'
import { Siren } from '#components/ui/icons.tsx'
import { clockView } from '#lib/case/clock.ts'
import type { QueueRow } from '#lib/case/queue/queries.ts'
import { AGREEMENT_WORDS } from '#lib/case/queue/rules.ts'
import type { QueueSearch } from '#lib/case/queue/schema.ts'
import { URGENCY_WORDS } from '#lib/words.ts'
import { queueAddress } from './address.ts'
import { fullTime, lookWords, turnSince } from './row-words.ts'

type Props = { rows: QueueRow[]; search: QueueSearch; selected: string | null; zone: string; now: Date }

/** The cases of a view: a dense table, on a phone a card each. Markup is kept small, as there are fifty of them. */
export function QueueTable({ rows, search, selected, zone, now }: Props) {
  return (
    <table className="table queue-table" id="queue">
      <caption className="sr-only">Cases; choose one to see it beside the list</caption>
      <thead>
        <tr>
          <th scope="col">Patient</th>
          <th scope="col">Asks</th>
          <th scope="col">From</th>
          <th scope="col" className="cell-end">
            Files
          </th>
          <th scope="col">Turn</th>
          <th scope="col">Due</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-selected={row.id === selected ? '' : undefined}>
            <td>
              <a href={queueAddress(search, { case: row.id })} aria-current={row.id === selected || undefined}>
                {row.title || 'No name'}
              </a>
              {` ${lookWords(row, now)}`}
              <small>{`${row.number} · ${row.ownerName ?? ''}`}</small>
            </td>
            <td>
              {row.urgency !== 'ROUTINE' && (
                <b className={row.urgency}>
                  {row.urgency === 'URGENT' && <Siren />}
                  {URGENCY_WORDS[row.urgency]}{' '}
                </b>
              )}
              {row.headline}
            </td>
            <td>
              {row.practiceName}
              <small>{AGREEMENT_WORDS[row.agreement]}</small>
            </td>
            <td className="cell-end">{row.recordCount}</td>
            <td>
              <span
                className={clsx('pill', row.turn === 'HOSPITAL' ? 'tone-turn' : 'tone-neutral')}
                title={fullTime(row.turnSince, zone)}
              >
                {turnSince(row, now)}
              </span>
            </td>
            <td title={row.dueAt ? fullTime(row.dueAt, zone) : undefined}>
              <Due row={row} now={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The whole promise of this turn is from its beginning to its end: a question in between has moved both. */
function Due({ row: { dueAt, clockLeftMs, turnSince: since }, now }: { row: QueueRow; now: Date }) {
  const clock = clockView(dueAt, clockLeftMs, now)
  if (!clock) return <span className="clock clock-none">–</span>
  const promisedMs = dueAt && dueAt > since ? dueAt.getTime() - since.getTime() : null
  return <DueClock due={{ ...clock, promisedMs }} />
}
