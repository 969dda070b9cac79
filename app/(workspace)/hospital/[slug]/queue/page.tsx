import { QueuePage } from '#components/queue/queue-page.tsx'
import { caseRole, mayOnCase } from '#lib/access/policy.ts'
import { loadQueue } from '#lib/case/queue/queries.ts'
import { VIEW_WORDS } from '#lib/case/queue/rules.ts'
import { queueSearch } from '#lib/case/queue/schema.ts'
import { orgPage } from '#lib/web/page.ts'

const page = orgPage('org.queue', {
  path: ({ slug }, search) => {
    const kept = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    const query = new URLSearchParams(kept).toString()
    return `/hospital/${slug}/queue${query && `?${query}`}`
  },
  load: async ({ db, actor, org }, _params, given) => {
    const search = queueSearch.parse(given)
    const queue = await loadQueue(db, org, search)
    const role = caseRole(actor, 'HOSPITAL', 'SECOND_OPINION')
    const may = (action: 'triage.decide' | 'triage.ask') =>
      role !== null && queue.preview !== null && mayOnCase(role, action, queue.preview.status)
    return { search, queue, now: new Date(), may: { decide: may('triage.decide'), ask: may('triage.ask') } }
  },
  title: ({ search }) => `${VIEW_WORDS[search.view].label} · Queue`,
  render: ({ view, shell, params }) => <QueuePage {...view} shell={shell} path={`/hospital/${params.slug}/queue`} />,
})

export const generateMetadata = page.metadata
export default page.Page
