import { BeginCase } from '#components/case/request/begin-case.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { offerOf } from '#lib/case/directory.ts'
import { BEGUN_KINDS, BEGUN_WORDS, type BegunKind } from '#lib/case/request/practice-rules.ts'
import { orgPage } from '#lib/web/page.ts'
import { begin } from './actions.ts'

const page = orgPage('org.startCase', {
  path: ({ slug }) => `/practice/${slug}/new`,
  load: async ({ db, org }, _params, search) => ({
    slug: org.slug,
    practice: org.name,
    kind: BEGUN_KINDS.find((kind): kind is BegunKind => kind === search.kind) ?? null,
    offer: await offerOf(db, search),
  }),
  title: ({ kind }) => (kind ? BEGUN_WORDS[kind].title : 'A new case'),
  render: ({ view, shell }) => (
    <Workspace shell={shell} current={`/practice/${view.slug}`}>
      <BeginCase {...view} begin={begin} />
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
