import { randomUUID } from 'node:crypto'
import { OwnTexts, ownTextFor } from '#components/case/own-texts.tsx'
import { Composer } from '#components/case/thread/composer.tsx'
import { ReadMarker } from '#components/case/thread/read-marker.tsx'
import { Thread } from '#components/case/thread/thread.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Lock, MessageSquare } from '#components/ui/icons.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { loadThread, type ThreadView } from '#lib/case/thread/queries.ts'
import { threadSearch, type ThreadSearch } from '#lib/case/thread/schema.ts'
import { ownTexts } from '#lib/organization/texts.ts'
import { casePage } from '#lib/web/page.ts'
import { audienceWords } from '#lib/words.ts'
import { post, read } from './actions.ts'

const page = casePage('thread.read', {
  path: ({ caseId }) => `/cases/${caseId}/thread`,
  load: async ({ db, actor, access }, _params, search) => {
    const parsed = threadSearch.parse(search)
    const thread = await loadThread(db, actor, access, parsed)
    return { thread, search: parsed, title: access.row.title, texts: thread.mayPost ? await ownTexts(db, actor) : [] }
  },
  title: ({ title }) => `Thread · ${title}`,
  render: ({ view: { thread, search, texts }, frame, shell }) => (
    <CaseWorkspace shell={shell} frame={frame} stage="thread">
      <section className="card thread" aria-labelledby="thread-title">
        <ThreadBar thread={thread} caseId={frame.caseId} find={search.find ?? ''} current={search.audience} />
        {thread.older && (
          <p className="px-4 pt-3">
            <ButtonLink size="small" variant="quiet" href={`?${new URLSearchParams({ before: thread.older })}`}>
              Show earlier messages
            </ButtonLink>
          </p>
        )}
        {thread.items.length === 0 ? (
          <Nothing found={Boolean(search.find || search.audience)} />
        ) : (
          <Thread view={thread} caseId={frame.caseId} zone={shell.timeZone} />
        )}
        {texts.length > 0 && (
          <div id="own-texts" className="px-4 pt-3">
            <OwnTexts texts={texts} field="own-texts" />
          </div>
        )}
        {thread.mayPost && (
          <Composer
            key={search.attach ?? search.text ?? 'new'}
            begun={begunBy(search, ownTextFor(frame, texts, search.text))}
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

/** What the composer begins with: a record and words to it from elsewhere in the case, or a text of the practice. */
function begunBy({ attach, words }: ThreadSearch, text: string | null): { attach: string; words: string } | undefined {
  if (attach) return { attach, words: words ?? '' }
  return text === null ? undefined : { attach: '', words: text }
}

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
