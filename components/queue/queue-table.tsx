'use client'
import { clsx } from 'clsx'
import { DueClock } from '#components/case/frame/due-clock.tsx'
import { Siren } from '#components/ui/icons.tsx'
import type { QueueLine } from './row-words.ts'

type Props = {
  lines: QueueLine[]
  /** The list's own address, which a case is added to. */
  address: string
  selected: string | null
}

/**
 * The cases of a view: a dense table, on a phone a card each. A client component so that the rows travel once, as words: of
 * a table that the server renders, the browser gets every element twice, as markup and as the tree it was made from.
 */
export function QueueTable({ lines, address, selected }: Props) {
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
        {lines.map((line) => (
          <Row key={line.id} line={line} href={`${address}${line.id}`} selected={line.id === selected} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ line, href, selected }: { line: QueueLine; href: string; selected: boolean }) {
  return (
    <tr data-selected={selected ? '' : undefined}>
      <td>
        <a href={href} aria-current={selected || undefined}>
          {line.title}
        </a>
        {` ${line.look}`}
        <small>{line.sub}</small>
      </td>
      <td>
        {line.urgency && (
          <b className={line.urgency.code}>
            {line.urgency.code === 'URGENT' && <Siren />}
            {line.urgency.words}{' '}
          </b>
        )}
        {line.kind && <span className="pill tone-neutral">{line.kind}</span>} {line.asks}
      </td>
      <td>
        {line.practice}
        <small>{line.agreement}</small>
      </td>
      <td className="cell-end">{line.files}</td>
      <td>
        <span className={clsx('pill', line.yours ? 'tone-turn' : 'tone-neutral')} title={line.since}>
          {line.turn}
        </span>
      </td>
      <td title={line.dueAt}>{line.due ? <DueClock due={line.due} /> : <span className="clock clock-none">–</span>}</td>
    </tr>
  )
}
