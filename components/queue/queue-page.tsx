import { Workspace } from '#components/shell/workspace.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Check, ChevronDown, Inbox } from '#components/ui/icons.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import type { Queue } from '#lib/case/queue/queries.ts'
import { countWords, QUEUE_VIEWS, SORT_WORDS, SORTS_OF, VIEW_WORDS, writeCursor } from '#lib/case/queue/rules.ts'
import type { QueueSearch } from '#lib/case/queue/schema.ts'
import { languageWords } from '#lib/languages.ts'
import type { Shell } from '#lib/web/shell.ts'
import { CASE_KIND_WORDS, SPECIALTY_WORDS, SPECIES_WORDS } from '#lib/words.ts'
import { queueAddress } from './address.ts'
import { Preview } from './preview.tsx'
import { QueueKeys } from './queue-keys.tsx'
import { QueueTable } from './queue-table.tsx'
import { queueLine } from './row-words.ts'

type View = {
  queue: Queue
  search: QueueSearch
  /** Of the case beside the list. */
  may: { decide: boolean; ask: boolean }
  now: Date
}
type Props = View & { shell: Shell; path: string }

/** The hospital's queue: what needs a decision, what is under way, and one case beside the list. */
export function QueuePage({ shell, path, ...view }: Props) {
  const { search, queue } = view
  return (
    <Workspace shell={shell} current={path}>
      <div className="page page-wide">
        <div className="page-head">
          <div className="flex flex-col gap-x-4 sm:flex-row sm:items-baseline">
            <h1>Queue</h1>
            <p className="num text-small text-muted">{summary(queue.counts)}</p>
          </div>
          <ButtonLink size="small" href={queueAddress(search, {}, `${path}/export`)} download>
            Export CSV
          </ButtonLink>
        </div>
        <Tabs
          label="Views"
          items={QUEUE_VIEWS.map((name) => ({
            href: queueAddress({ ...search, ...NO_FILTER }, { view: name }, path),
            label: VIEW_WORDS[name].label,
            count: countWords(queue.counts[name]),
            current: name === search.view,
          }))}
        />
        <div className="queue-bar">
          <Filters search={search} spoken={queue.rows.map((row) => row.language)} />
          <div className="queue-keys">
            <p className="queue-hint text-small text-muted">
              <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>a</Kbd> accept <Kbd>d</Kbd> decline <Kbd>i</Kbd> ask
            </p>
            <QueueKeys />
          </div>
        </div>
        <Columns {...view} zone={shell.timeZone} />
      </div>
    </Workspace>
  )
}

function Columns({ queue, search, may, now, zone }: View & { zone: string }) {
  const { rows, preview, next } = queue
  const firstPage = search.cursor === null
  if (rows.length === 0 && !(preview && search.caseId))
    return (
      <div className="card">
        <Nothing search={search} />
      </div>
    )
  return (
    <div className="queue-cols">
      <div className="card queue-list">
        {rows.length === 0 ? (
          <Nothing search={search} />
        ) : (
          <QueueTable
            lines={rows.map((row) => queueLine(row, zone, now))}
            address={rowsAddress(search)}
            selected={preview?.id ?? null}
          />
        )}
        <Pagination
          className="p-3"
          previous={firstPage ? null : queueAddress(search, {})}
          next={next && queueAddress(search, { cursor: next })}
          summary={firstPage ? `The first ${rows.length}` : undefined}
        />
      </div>
      {preview && (
        <Preview
          preview={preview}
          chosen={search.caseId !== null}
          mayDecide={may.decide}
          mayAsk={may.ask}
          backHref={queueAddress(search, {})}
        />
      )}
    </div>
  )
}

/** A case is chosen on the page of the list that it stands on. */
function rowsAddress(search: QueueSearch): string {
  const list = queueAddress(search, { cursor: search.cursor && writeCursor(search.cursor) })
  return `${list}${list === '?' ? '' : '&'}case=`
}

function summary(counts: Queue['counts']): string {
  const parts = [counts.triage, counts.review, counts.waiting]
  const open = parts.reduce((sum, count) => sum + count, 0)
  return `${parts.some((count) => count > 500) ? '500+' : open} open · ${countWords(counts.due)} due within 24 hours`
}

const NO_FILTER = { specialty: null, species: null, language: null, kind: null }

type Choice = { label: string; href: string; on: boolean }

/** @param spoken the owners' languages on this page: a hospital whose owners share one is not asked about it */
function Filters({ search, spoken }: { search: QueueSearch; spoken: readonly string[] }) {
  const { view, sort, language } = search
  const languages = [...new Set(['en', ...spoken, ...(language ? [language] : [])])]
  const species = Object.entries(SPECIES_WORDS).map(([code, { label }]) => [code, label] as const)
  return (
    <div className="flex flex-wrap gap-2" role="group" aria-label="Narrow and sort">
      <Narrow search={search} by="kind" any="Any kind" choices={Object.entries(CASE_KIND_WORDS)} />
      <Narrow search={search} by="specialty" any="Any specialty" choices={Object.entries(SPECIALTY_WORDS)} />
      <Narrow search={search} by="species" any="Any species" choices={species} />
      {languages.length > 1 && (
        <Narrow
          search={search}
          by="language"
          any="Any language"
          choices={languages.map((code) => [code, languageWords(code)])}
        />
      )}
      {SORTS_OF[view].length > 1 && (
        <Filter
          label={SORT_WORDS[sort]}
          choices={SORTS_OF[view].map((one) => ({
            ...{ label: SORT_WORDS[one], href: queueAddress(search, { sort: one }), on: one === sort },
          }))}
        />
      )}
    </div>
  )
}

type Narrowing = {
  search: QueueSearch
  by: keyof typeof NO_FILTER
  any: string
  /** Code and words of each. */
  choices: (readonly [string, string])[]
}

/** One of the filters, which says what the list is narrowed to. */
function Narrow({ search, by, any, choices }: Narrowing) {
  const chosen = search[by]
  const all = [[null, any] as const, ...choices]
  return (
    <Filter
      label={all.find(([code]) => code === chosen)?.[1] ?? any}
      choices={all.map(([code, label]) => ({
        ...{ label, href: queueAddress(search, { [by]: code }), on: code === chosen },
      }))}
    />
  )
}

function Filter({ label, choices }: { label: string; choices: Choice[] }) {
  return (
    <Menu
      triggerClassName="pill tone-neutral queue-filter"
      trigger={
        <>
          {label} <ChevronDown />
        </>
      }
    >
      {choices.map((choice) => (
        <a key={choice.href} href={choice.href} className="menu-item" aria-current={choice.on || undefined}>
          {choice.label}
          {choice.on && <Check className="ml-auto" />}
        </a>
      ))}
    </Menu>
  )
}

function Nothing({ search }: { search: QueueSearch }) {
  const words = VIEW_WORDS[search.view]
  if (search.specialty || search.species || search.language || search.kind)
    return (
      <EmptyState
        icon={Inbox}
        title="No case matches"
        action={<ButtonLink href={queueAddress(search, NO_FILTER)}>Show all</ButtonLink>}
      >
        There may be others in this view without the filter.
      </EmptyState>
    )
  if (search.cursor)
    return (
      <EmptyState
        icon={Inbox}
        title="That was the last page"
        action={<ButtonLink href={queueAddress(search, {})}>To the beginning</ButtonLink>}
      />
    )
  return (
    <EmptyState icon={Inbox} title={words.empty}>
      {words.explain}
    </EmptyState>
  )
}
