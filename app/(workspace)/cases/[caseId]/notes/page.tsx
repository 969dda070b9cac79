import { Notes } from '#components/case/support/notes.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { readNote } from '#lib/case/support/queries.ts'
import { notFound } from '#lib/errors.ts'
import { casePage } from '#lib/web/page.ts'
import { keepNote, saveNote } from './actions.ts'

const page = casePage('support.own', {
  path: ({ caseId }) => `/cases/${caseId}/notes`,
  load: async ({ db, actor, access }) => {
    if (actor.kind !== 'PERSON') throw notFound()
    return { note: await readNote(db, actor, access), title: access.row.title }
  },
  title: ({ title }) => `Your notes · ${title}`,
  render: ({ view: { note }, frame, shell }) => (
    <CaseWorkspace shell={shell} frame={frame} stage={null}>
      <Notes
        caseId={frame.caseId}
        reader={shell.person?.id ?? ''}
        owner={frame.people.find(({ part }) => part === 'OWNER')?.name ?? 'the owner'}
        note={note}
        save={saveNote}
        keep={keepNote}
      />
    </CaseWorkspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
