import 'server-only'
import type { Participant } from '#lib/access/actor.ts'
import { actorId } from '#lib/access/actor.ts'
import { eventWords } from '#lib/case/event-words.ts'
import type { EventType } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { Audience, RecordKind, Side } from '#lib/db/generated/enums.ts'
import { audiencesOf, type Names, PAGE, readers } from './rules.ts'
import type { ThreadSearch } from './schema.ts'

export type MessageView = {
  kind: 'message'
  id: string
  at: Date
  audience: Audience
  /** Named on what is not for everyone. */
  readers: string
  side: Side
  author: string
  mine: boolean
  isNew: boolean
  urgent: boolean
  body: string
  /** Attached records that this reader may see now; consent is asked at every read. */
  records: { id: string; name: string; kind: RecordKind }[]
  /** Attached, but taken out of the case since. Of what consent closes to a hospital, it is not told the number either. */
  hidden: number
}

export type EventView = { kind: 'event'; id: string; at: Date; words: string }

export type ThreadView = {
  items: (MessageView | EventView)[]
  audiences: { audience: Audience; readers: string; count: number }[]
  names: Names
  /** Leads to older messages. */
  older: { before: string; beforeId: string } | null
  /** The newest message's time: what "read up to" means for this page. */
  newest: string | null
  attachable: { id: string; name: string }[]
  mayPost: boolean
}

type Row = {
  id: string
  audience: Audience
  side: Side
  authorId: string
  authorName: string
  body: string
  urgent: boolean
  createdAt: Date
  records: { id: string; name: string; kind: RecordKind }[] | null
  /** Records it carries that this reader may know of. */
  carries: number
}

/** The thread as this reader may read it, oldest of the page first. */
export async function loadThread(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  search: ThreadSearch,
): Promise<ThreadView> {
  const caseId = access.row.id
  const mayPost = access.can('thread.post')
  const { names, owners, readAt, counts, attachable } = await readSurroundings(db, access, actorId(actor), mayPost)
  const page = await readPage(db, caseId, search)
  const shown = page.slice(0, PAGE).toReversed()
  const oldest = page.length > PAGE ? shown[0] : undefined
  const messages = shown.map((row) => messageView(row, names, actorId(actor), readAt))
  const plain = !search.find && !search.audience
  const events = plain
    ? await readEvents(db, access.row, { names, owners }, oldest?.createdAt ?? null, search.before)
    : []
  return {
    items: [...messages, ...events].toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    audiences: audiencesOf(access.side, access.row.kind).map((audience) => ({
      audience,
      readers: readers(audience, names),
      count: counts[audience] ?? 0,
    })),
    names,
    older: oldest ? { before: oldest.createdAt.toISOString(), beforeId: oldest.id } : null,
    newest: search.before ? null : (shown.at(-1)?.createdAt.toISOString() ?? null),
    attachable,
    mayPost,
  }
}

/** Before every id. */
const NIL = '00000000-0000-0000-0000-000000000000'

function readPage(db: Db, caseId: string, { before, beforeId, audience, find }: ThreadSearch): Promise<Row[]> {
  const like = find ? `%${find.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` : null
  return db.$queryRaw<Row[]>`
    select m.id, m.audience, m.side, m."authorId", m."authorName", m.body, m.urgent, m."createdAt",
      (select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'kind', r.kind)) from "MessageRecord" a
        join "Record" r on r."caseId" = a."caseId" and r.id = a."recordId" and r.status = 'READY'
        where a."caseId" = m."caseId" and a."messageId" = m.id) as records,
      (select count(*)::int from "MessageRecord" a where a."caseId" = m."caseId" and a."messageId" = m.id) as carries
    from "Message" m
    where m."caseId" = ${caseId}::uuid and (m."createdAt", m.id) < (${before ?? 'infinity'}::timestamptz, ${beforeId ?? NIL}::uuid)
      and (${audience ?? null}::text is null or m.audience::text = ${audience ?? null}) and (${like}::text is null or m.body ilike ${like})
    order by m."createdAt" desc, m.id desc limit ${PAGE + 1}`
}

function messageView(row: Row, names: Names, readerId: string, readAt: Date | null): MessageView {
  const mine = row.authorId === readerId
  const records = row.records ?? []
  return {
    kind: 'message',
    id: row.id,
    at: row.createdAt,
    audience: row.audience,
    readers: readers(row.audience, names),
    side: row.side,
    author: row.authorName,
    mine,
    isNew: !mine && (readAt === null || row.createdAt > readAt),
    urgent: row.urgent,
    body: row.body,
    records,
    hidden: Math.max(0, row.carries - records.length),
  }
}

async function readEvents(
  db: Db,
  { id: caseId, kind }: CaseAccess['row'],
  { names, owners }: Pick<Surroundings, 'names' | 'owners'>,
  since: Date | null,
  before?: string,
): Promise<EventView[]> {
  const rows = await db.$queryRaw<
    { place: number; type: EventType; at: Date; count: number | null; side: Side; actorId: string | null }[]
  >`
    select (row_number() over (partition by at order by seq))::int as place, type, at, side, "actorId", (data ->> 'count')::int as count from "CaseEvent" where "caseId" = ${caseId}::uuid
      and told and type not in ('thread.posted', 'record.viewed', 'record.downloaded', 'series.viewed')
      and (${since}::timestamptz is null or at >= ${since}::timestamptz)
      and (${before ?? null}::timestamptz is null or at < ${before ?? null}::timestamptz)
    order by seq desc limit 100`
  // Named by their time, not by their place in the chain: gaps there would count what this reader does not hear of.
  return rows.flatMap(({ place, type, at, count, side, actorId: by }, index) => {
    // A history is written line by line: several in a row are told once, at the time of the last.
    const again = type.startsWith('history.') && rows[index - 1]?.type === type
    const many = type === 'record.added' && count ? `${count} records were added` : null
    const words = again
      ? null
      : (many ?? eventWords(type, { ...names, owner: (side === 'OWNER' && by && owners[by]) || names.owner }, kind))
    return words ? [{ kind: 'event' as const, id: `event-${at.getTime()}-${place}`, at, words }] : []
  })
}

type Surroundings = {
  names: Names
  /** Everybody who is or was an owner beside the first, by id: what they did bears their name. */
  owners: Record<string, string>
  readAt: Date | null
  counts: Partial<Record<Audience, number>>
  attachable: { id: string; name: string }[]
}

/** What stands around the messages, in one query: who takes part, how far was read, how many there are, what can be attached. */
async function readSurroundings(
  db: Db,
  { row }: CaseAccess,
  readerId: string,
  mayPost: boolean,
): Promise<Surroundings> {
  const [found] = await db.$queryRaw<
    (Pick<Surroundings, 'readAt' | 'counts' | 'attachable'> &
      Record<'owner' | 'practice' | 'hospital', string | null> & {
        support: string[] | null
        coOwners: { personId: string; name: string; standing: boolean }[]
      })[]
  >`
    select (select name from "Person" where id = c."ownerId") as owner, (select name from "Organization" where id = c."practiceId") as practice,
      (select name from "Organization" where id = c."hospitalId") as hospital, (select array_agg(s.name) from app.support_on(c.id) s) as support,
      (select coalesce(jsonb_agg(k), '[]') from app.co_owners_on(c.id) k) as "coOwners",
      (select m."readAt" from "ReadMark" m where m."caseId" = c.id and m."readerId" = ${readerId}::uuid) as "readAt",
      (select coalesce(jsonb_object_agg(n.audience, n.messages), '{}') from app.thread_counts(c.id) n) as counts,
      (select coalesce(jsonb_agg(r), '[]') from (select r.id, r.name from "Record" r where ${mayPost} and r."caseId" = c.id and r.status = 'READY'
        order by r."createdAt" desc limit 100) r) as attachable
    from "Case" c where c.id = ${row.id}::uuid`
  const coOwners = found?.coOwners ?? []
  return {
    owners: Object.fromEntries(coOwners.map(({ personId, name }) => [personId, name])),
    names: {
      owner: found?.owner ?? 'the owner',
      coOwners: coOwners.filter(({ standing }) => standing).map(({ name }) => name),
      support: found?.support ?? [],
      vet: row.attendingVetName || 'the attending vet',
      practice: found?.practice ?? row.attendingVetPractice,
      hospital: found?.hospital ?? 'the hospital',
    },
    readAt: found?.readAt ?? null,
    counts: found?.counts ?? {},
    attachable: found?.attachable ?? [],
  }
}
