import { PracticeBoard } from '#components/case/request/practice-board.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { asBoardView, readBoard } from '#lib/case/board.ts'
import { notFound } from '#lib/errors.ts'
import { orgPage } from '#lib/web/page.ts'

const page = orgPage('org.board', {
  path: ({ slug }) => `/practice/${slug}`,
  load: async ({ db, org }, _params, search) => {
    if (org.kind !== 'PRACTICE') throw notFound()
    const board = await readBoard(db, org, asBoardView(search.view), search.after)
    return { board, name: org.name, slug: org.slug, later: search.after !== undefined }
  },
  title: ({ name }) => `Cases of ${name}`,
  render: ({ view, shell }) => (
    <Workspace shell={shell} current={`/practice/${view.slug}`}>
      <PracticeBoard {...view} zone={shell.timeZone} />
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
