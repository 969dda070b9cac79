import { Button, ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Field } from '#components/ui/field.tsx'
import { Inbox, MessageSquare, Search, Send } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import type { Board } from '#lib/case/board.ts'
import { BOARD_VIEWS, type BoardView } from '#lib/case/board-views.ts'
import { BEGUN_WORDS } from '#lib/case/request/practice-rules.ts'
import { searchWords } from '#lib/case/search-query.ts'
import { type BoardActions, BoardNote } from './board-note.tsx'
import { CaseLines } from './case-lines.tsx'

type Props = {
  board: Board
  name: string
  slug: string
  later: boolean
  zone: string
  /** The practice's sites; none for one of a single place. */
  sites: { id: string; name: string }[]
  actions: BoardActions
}

const WORDS: Record<BoardView, { tab: string; empty: string; text: string }> = {
  waiting: {
    tab: 'Waiting for us',
    empty: 'Nothing waits for you',
    text: 'When an owner names one of your vets and asks for a second opinion, it shows here, and you get an e-mail.',
  },
  followups: {
    tab: 'Follow-ups due',
    empty: 'No follow-up is due',
    text: 'What a recommendation asks of you by a day will be here, the earliest first, and answers that nobody here has read yet.',
  },
  progress: {
    tab: 'In progress',
    empty: 'No case is under way',
    text: 'Cases of your patients that a hospital is looking at will be here, with whose turn it is.',
  },
  sent: {
    tab: 'Sent by us',
    empty: 'No case of yours is under way',
    text: 'Patients that you refer, and questions that you ask a specialist yourselves, will be here until they end. Those that ended are under “Ended”, those that were answered and closed under “Answered”.',
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
export function PracticeBoard({ board, name, slug, later, zone, sites, actions }: Props) {
  const { view, find, site } = board
  const href = (to: BoardView, more: Record<string, string> = {}) => {
    const query = new URLSearchParams({
      ...(to === 'waiting' ? {} : { view: to }),
      ...(find ? { q: find } : {}),
      ...(site ? { site } : {}),
      ...more,
    })
    return `/practice/${slug}${query.size > 0 ? `?${query}` : ''}`
  }
  const words = WORDS[view]
  return (
    <div className="page grid gap-5">
      <div className="page-head">
        <h1 className="text-large">Cases of {name}</h1>
        <Find {...{ slug, board, sites }} />
      </div>
      <Start slug={slug} />
      <Tabs
        label="Views"
        items={BOARD_VIEWS.map((one) => ({
          href: href(one),
          label: WORDS[one].tab,
          count: board.counts[one] >= 500 ? '500+' : board.counts[one],
          current: one === view,
        }))}
      />
      {board.lines.length > 0 ? (
        <CaseLines
          lines={board.lines}
          side="PRACTICE"
          zone={zone}
          label={words.tab}
          words={searchWords(find)}
          notes={
            new Map(
              board.lines.map((line) => [line.id, <BoardNote key="note" {...{ line, view, zone, sites, actions }} />]),
            )
          }
        />
      ) : (
        <Nothing view={view} find={find} />
      )}
      <Pagination next={board.next && href(view, { after: board.next })} previous={later ? href(view) : null} />
    </div>
  )
}

/** What a practice begins by itself. */
function Start({ slug }: { slug: string }) {
  return (
    <div className="flex flex-wrap gap-2">
      <ButtonLink href={`/practice/${slug}/new?kind=REFERRAL`} variant="primary">
        <Send /> {BEGUN_WORDS.REFERRAL.verb}
      </ButtonLink>
      <ButtonLink href={`/practice/${slug}/new?kind=CONSULTATION`}>
        <MessageSquare /> {BEGUN_WORDS.CONSULTATION.verb}
      </ButtonLink>
    </div>
  )
}

function Nothing({ view, find }: { view: BoardView; find: string }) {
  const words = WORDS[view]
  if (find)
    return (
      <EmptyState className="card" icon={Search} title={`Nothing here has “${find}”`}>
        Every word must occur, or begin a word: a name, a number, the complaint. It may be in another of the views
        above.
      </EmptyState>
    )
  return (
    <EmptyState className="card" icon={Inbox} title={words.empty}>
      {words.text}
    </EmptyState>
  )
}

/** A plain form of the page's own address: it works without JavaScript, and the back button goes back. */
function Find({ slug, board: { view, find, site }, sites }: Pick<Props, 'slug' | 'board' | 'sites'>) {
  return (
    <form
      role="search"
      aria-label="Cases of the practice"
      action={`/practice/${slug}`}
      method="get"
      className="flex flex-wrap gap-2"
    >
      {view !== 'waiting' && <input type="hidden" name="view" value={view} />}
      <Field name="q" label="Name, number or complaint" labelHidden className="min-w-48 grow">
        <Input type="search" defaultValue={find} maxLength={200} placeholder="Name, number or complaint" />
      </Field>
      {sites.length > 0 && (
        <Field name="site" label="Site" labelHidden>
          <Select defaultValue={site ?? ''}>
            <option value="">All sites</option>
            {sites.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Button type="submit">
        <Search /> Find
      </Button>
    </form>
  )
}
