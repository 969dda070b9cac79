import { SearchPage } from '#components/case/request/search-page.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { searchCases } from '#lib/case/search.ts'
import { personPage, type Search } from '#lib/web/page.ts'

const page = personPage({
  path: (_params, search) => `/search?${new URLSearchParams({ q: typed(search) })}`,
  load: async ({ db }, _params, search) => searchCases(db, typed(search)),
  title: ({ typed: words }) => (words ? `Search: ${words.slice(0, 60)}` : 'Search'),
  render: ({ view, shell }) => (
    <Workspace shell={shell}>
      <SearchPage result={view} side={shell.hat?.kind ?? 'OWNER'} zone={shell.timeZone} />
    </Workspace>
  ),
})

const typed = (search: Search): string => (typeof search.q === 'string' ? search.q.trim().slice(0, 200) : '')

export const generateMetadata = page.metadata
export default page.Page
