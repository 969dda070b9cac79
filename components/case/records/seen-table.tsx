import { Download, Eye } from '#components/ui/icons.tsx'
import { Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SeenItem } from '#lib/case/records/seen.ts'
import { imagesWords } from '#lib/imaging/words.ts'
import type { Side } from '#lib/db/generated/enums.ts'

const ACTION: Record<string, { words: string; icon: typeof Eye }> = {
  viewed: { words: 'opened it', icon: Eye },
  downloaded: { words: 'downloaded it', icon: Download },
}

type Props = { items: readonly SeenItem[]; names: Record<Side, string>; zone: string; caption: string }

/** Every look at a record: when, who, for whom, what. */
export function SeenTable({ items, names, zone, caption }: Props) {
  return (
    <Table caption={caption} className="table-cards">
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">Record</th>
          <th scope="col">What</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const action = ACTION[item.action] ?? { words: item.action, icon: Eye }
          const Shape = action.icon
          return (
            <tr key={item.id}>
              <th scope="row" className="cell-wide font-medium text-ink">
                {item.who}
                {item.side !== 'OWNER' && <span className="block font-normal text-muted">{names[item.side]}</span>}
              </th>
              <td className="cell-wide break-words">
                {item.record === null ? 'A record no longer shared with you' : <bdi>{item.record}</bdi>}
                {item.record !== null && item.images !== null && `, ${imagesWords({ images: item.images, frames: 0 })}`}
              </td>
              <td className="whitespace-nowrap">
                <Shape className="mr-1.5 text-muted" />
                {action.words}
              </td>
              <td className="whitespace-nowrap">
                <Time value={item.at} zone={zone} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}
