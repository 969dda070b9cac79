import { randomUUID } from 'node:crypto'
import { Composer } from '#components/case/thread/composer.tsx'
import { ReadMarker } from '#components/case/thread/read-marker.tsx'
import { Thread } from '#components/case/thread/thread.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Lock, MessageSquare } from '#components/ui/icons.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { loadThread, type ThreadView } from '#lib/case/thread/queries.ts'
import { threadSearch } from '#lib/case/thread/schema.ts'
import { ownTextsOn } from '#lib/case/own-texts.ts'
import { casePage } from '#lib/web/page.ts'
import { audienceWords } from '#lib/words.ts'
import { post, read } from './actions.ts'

const page = casePage('thread.read', {
  path: ({ caseId }) => `/cases/${caseId}/thread`,
  load: async ({ db, actor, access }, _params, search) => {
    const parsed = threadSearch.parse(search)
    const thread = await loadThread(db, actor, access, parsed)
    return {
      thread,
      search: parsed,
      title: access.row.title,
      texts: thread.mayPost ? await ownTextsOn({ db, actor, access }) : [],
    }
  },
  title: ({ title }) => `Thread · ${title}`,
  render: ({ view: { thread, search, texts }, frame, shell }) => (
    <CaseWorkspace shell={shell} frame={frame} stage="thread">
      <section className="card thread" aria-labelledby="thread-title">
        <ThreadBar thread={thread} caseId={frame.caseId} find={search.find ?? ''} current={search.audience} />
        {thread.older && (
          <p className="px-4 pt-3">
            <ButtonLink size="small" variant="quiet" href={`?${new URLSearchParams(thread.older)}`}>
              Show earlier messages
            </ButtonLink>
          </p>
        )}
        {thread.items.length === 0 ? (
          <Nothing found={Boolean(search.find || search.audience)} />
        ) : (
          <Thread view={thread} caseId={frame.caseId} zone={shell.timeZone} />
        )}
        {thread.mayPost && (
          <Composer
            key={search.attach ?? 'new'}
            begun={search.attach ? { attach: search.attach, words: search.words ?? '' } : undefined}
            caseId={frame.caseId}
            reader={shell.person?.id ?? ''}
            clientKey={randomUUID()}
            audiences={thread.audiences.map(({ audience, readers }) => ({
              audience,
              readers,
              label: audienceWords(audience, thread.names.hospital),
              button: {
                EVERYONE: 'Post to everyone',
                VETS: 'Post to the vets',
                HOSPITAL: `Post to ${thread.names.hospital} only`,
              }[audience],
            }))}
            attachable={thread.attachable}
            ownTexts={texts}
            emergencyHref={`/emergency#${frame.patient?.species.toLowerCase() ?? 'all'}`}
            action={post}
          />
        )}
        {thread.newest && <ReadMarker caseId={frame.caseId} upTo={thread.newest} action={read} />}
      </section>
    </CaseWorkspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page

function Nothing({ found }: { found: boolean }) {
  return found ? (
    <EmptyState
      title="No message matches"
      icon={MessageSquare}
      level={3}
      action={<ButtonLink href="?">Show all</ButtonLink>}
    />
  ) : (
    <EmptyState title="Nothing written yet" icon={MessageSquare} level={3}>
      What owner, attending vet and hospital write to each other stands here, in one place.
    </EmptyState>
  )
}

type BarProps = { thread: ThreadView; caseId: string; find: string; current: string | undefined }

function ThreadBar({ thread, find, current }: BarProps) {
  const tones = { EVERYONE: 'neutral', VETS: 'vets', HOSPITAL: 'hosp' } as const
  return (
    <div className="thread-bar">
      <h2 id="thread-title">Thread</h2>
      {thread.audiences.length > 1 &&
        thread.audiences.map(({ audience, count }) => (
          <a
            key={audience}
            href={current === audience ? '?' : `?audience=${audience}`}
            aria-current={current === audience ? 'true' : undefined}
          >
            <Pill tone={tones[audience]}>
              {audience === 'HOSPITAL' && <Lock />}
              {audienceWords(audience, thread.names.hospital)} <b className="num">{count}</b>
            </Pill>
          </a>
        ))}
      <form role="search" aria-label="This thread" className="ml-auto max-sm:w-full" action="">
        <input
          type="search"
          name="find"
          defaultValue={find}
          aria-label="Find in this thread"
          placeholder="Find in thread"
          className="control control-small"
        />
      </form>
    </div>
  )
}
