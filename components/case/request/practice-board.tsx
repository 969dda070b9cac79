import { EmptyState } from '#components/ui/empty-state.tsx'
import { Inbox } from '#components/ui/icons.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import type { Board, BoardView } from '#lib/case/board.ts'
import { CaseLines } from './case-lines.tsx'

type Props = { board: Board; name: string; slug: string; later: boolean; zone: string }

const WORDS: Record<BoardView, { tab: string; empty: string; text: string }> = {
  waiting: {
    tab: 'Waiting for us',
    empty: 'Nothing waits for you',
    text: 'When an owner names one of your vets and asks for a second opinion, it shows here, and you get an e-mail.',
  },
  progress: {
    tab: 'In progress',
    empty: 'No case is under way',
    text: 'Cases of your patients that a hospital is looking at will be here, with whose turn it is.',
  },
  answered: {
    tab: 'Answered',
    empty: 'No answers yet',
    text: 'Signed recommendations for your patients will be here.',
  },
  ended: {
    tab: 'Ended',
    empty: 'Nothing here',
    text: 'Cases that were declined, withdrawn or lapsed will be here, with the reason.',
  },
}

/** A practice's cases: what waits for its answer first. */
export function PracticeBoard({ board, name, slug, later, zone }: Props) {
  const href = (view: BoardView) => (view === 'waiting' ? `/practice/${slug}` : `/practice/${slug}?view=${view}`)
  const words = WORDS[board.view]
  const query = (after: string) => `/practice/${slug}?${new URLSearchParams({ view: board.view, after })}`
  return (
    <div className="page grid gap-5">
      <h1 className="text-large">Cases of {name}</h1>
      <Tabs
        label="Views"
        items={(Object.keys(WORDS) as BoardView[]).map((view) => ({
          href: href(view),
          label: WORDS[view].tab,
          count: board.counts[view] >= 500 ? '500+' : board.counts[view],
          current: view === board.view,
        }))}
      />
      {board.lines.length > 0 ? (
        <CaseLines lines={board.lines} side="PRACTICE" zone={zone} label={words.tab} />
      ) : (
        <EmptyState className="card" icon={Inbox} title={words.empty}>
          {words.text}
        </EmptyState>
      )}
      <Pagination next={board.next && query(board.next)} previous={later ? href(board.view) : null} />
    </div>
  )
}
