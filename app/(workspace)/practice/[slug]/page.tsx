import { PracticeBoard } from '#components/case/request/practice-board.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { markPlan } from '#app/(workspace)/cases/[caseId]/recommendation/actions.ts'
import { nameSiteOfCase } from './actions.ts'
import { readBoard } from '#lib/case/board.ts'
import { asBoardView, asFind, asSite } from '#lib/case/board-views.ts'
import { notFound } from '#lib/errors.ts'
import { readSites } from '#lib/organization/sites.ts'
import { orgPage } from '#lib/web/page.ts'

const page = orgPage('org.board', {
  path: ({ slug }) => `/practice/${slug}`,
  load: async ({ db, actor, org }, _params, search) => {
    if (org.kind !== 'PRACTICE') throw notFound()
    const asked = {
      view: asBoardView(search.view),
      after: search.after,
      find: asFind(search.q),
      site: asSite(search.site),
    }
    const board = await readBoard(db, actor, org, asked)
    return { board, sites: await readSites(db, org), name: org.name, slug: org.slug, later: search.after !== undefined }
  },
  title: ({ name }) => `Cases of ${name}`,
  render: ({ view, shell }) => (
    <Workspace shell={shell} current={`/practice/${view.slug}`}>
      <PracticeBoard {...view} zone={shell.timeZone} actions={{ done: markPlan, nameSite: nameSiteOfCase }} />
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
