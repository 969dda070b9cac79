import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { actorId, type Participant, type PersonActor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { loadCase } from '#lib/case/load.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestCase } from '#lib/testing/world.ts'
import { parseInput } from '#lib/web/form.ts'
import { markRead, postMessage } from './commands.ts'
import { loadThread } from './queries.ts'
import { postInput } from './schema.ts'

let owner: PersonActor, stranger: PersonActor, specialist: PersonActor, billing: PersonActor, rival: PersonActor
let open: TestCase, closed: TestCase

beforeAll(async () => {
  ;[owner, stranger] = [await person(), await person('Eve')]
  const hospital = await organization('HOSPITAL', 'Northgate')
  ;[specialist, billing] = [await member(hospital, 'SPECIALIST', 'Helena Lindqvist'), await member(hospital, 'BILLING')]
  rival = await member(await organization('HOSPITAL', 'Southgate'), 'ADMIN')
  open = await caseIn({ owner, hospital, status: 'IN_REVIEW' })
  closed = await caseIn({ owner, hospital, status: 'CLOSED' })
})

const post = (actor: Participant, input: object, caseId = open.id) =>
  asActor(actor, async (db) => {
    const access = await loadCase(db, actor, caseId)
    return postMessage(
      db,
      actor,
      access,
      parseInput(postInput, { clientKey: randomUUID(), audience: 'EVERYONE', body: 'Hello', ...input }),
    )
  })
const read = (actor: Participant, search = {}) =>
  asActor(actor, async (db) => loadThread(db, actor, await loadCase(db, actor, open.id), search))
const bodies = async (actor: Participant) =>
  (await read(actor)).items.flatMap((item) => (item.kind === 'message' ? [item.body] : []))

describe('the thread', () => {
  it('shows each reader what was written for them, and never more', async () => {
    await post(owner, { body: 'from the owner' })
    await post(open.link, { body: 'between vets', audience: 'VETS' })
    await post(specialist, { body: 'our own note', audience: 'HOSPITAL' })
    expect(await bodies(owner)).toEqual(['from the owner'])
    expect(await bodies(open.link)).toEqual(['from the owner', 'between vets'])
    expect(await bodies(specialist)).toEqual(['from the owner', 'between vets', 'our own note'])
    const events = await asActor(owner, (db) =>
      db.caseEvent.findMany({ where: { caseId: open.id, type: 'thread.posted' } }),
    )
    expect(events).toHaveLength(1)
  })

  it('refuses an audience that is not theirs, a closed case, a foreign case and a role without the right', async () => {
    await expect(post(owner, { audience: 'HOSPITAL' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(post(open.link, { audience: 'HOSPITAL' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(post(owner, {}, closed.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    for (const actor of [stranger, rival]) await expect(post(actor, {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(post(billing, {})).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('stores a message sent twice once, also at the same moment', async () => {
    const clientKey = randomUUID()
    const ids = await Promise.all([1, 2, 3].map(() => post(owner, { clientKey, body: 'only once' })))
    expect(new Set(ids).size).toBe(1)
    expect((await bodies(owner)).filter((body) => body === 'only once')).toHaveLength(1)
    expect(await post(owner, { clientKey, body: 'again' })).toBe(ids[0])
  })

  it('is at its end with a key of words that the author may not read', async () => {
    const clientKey = randomUUID()
    await post(specialist, { clientKey, body: 'our own', audience: 'HOSPITAL' })
    await expect(post(owner, { clientKey, body: 'whose?' })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await bodies(owner)).not.toContain('whose?')
  })

  it('marks what is new, and what was read stays read', async () => {
    const fresh = async (actor: Participant) =>
      (await read(actor)).items.filter((item) => item.kind === 'message' && item.isNew).length
    const mark = (actor: Participant, at: Date) =>
      asActor(actor, async (db) => markRead(db, actor, await loadCase(db, actor, open.id), at))
    await mark(owner, new Date())
    expect(await fresh(owner)).toBe(0)
    await post(specialist, { body: 'news' })
    expect(await fresh(owner)).toBe(1)
    await mark(owner, new Date(0))
    expect(await fresh(owner)).toBe(1)
    await mark(owner, new Date(Date.now() + 9e9))
    expect(await fresh(owner)).toBe(0)
    await post(specialist, { body: 'more news' })
    expect(await fresh(owner)).toBe(1)
  })

  it('is told of once for several messages in a row to the same readers, and at once when it is urgent', async () => {
    const { owner: admin } = useDatabase()
    const waiting = async () =>
      (
        await admin.query<{ about: string; later: boolean }>(
          `select j.payload ->> 'subjectId' as about, j.run_at > now() as later from graphile_worker._private_jobs j
           join graphile_worker._private_tasks t on t.id = j.task_id and t.identifier = 'notify' order by j.id`,
        )
      ).rows
    await admin.query('delete from graphile_worker._private_jobs')
    await post(specialist, { body: 'first' })
    const second = await post(specialist, { body: 'second' })
    expect(await waiting()).toEqual([{ about: second, later: true }])
    const others = [
      await post(specialist, { body: 'to the vets', audience: 'VETS' }),
      await post(owner, { body: 'another author' }),
    ]
    const urgent = await post(specialist, { body: 'now', urgent: 'on' })
    expect(await waiting()).toEqual([
      ...[second, ...others].map((about) => ({ about, later: true })),
      { about: urgent, later: false },
    ])
  })

  it('attaches records that the author sees, and closes them to a reader whose consent has ended', async () => {
    const { owner: admin } = useDatabase()
    const recordId = randomUUID()
    await admin.query(
      `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status) values ($1, $2, 'PRACTICE', 'LAB', 'bloods.pdf', 1, $3, 'READY')`,
      [open.id, recordId, randomUUID()],
    )
    await post(open.link, { body: 'see this', 'records[]': [recordId] })
    const attached = async (actor: Participant) => {
      const last = (await read(actor)).items.findLast((item) => item.kind === 'message' && item.body === 'see this')
      return last?.kind === 'message' ? { seen: last.records.map((r) => r.name), hidden: last.hidden } : null
    }
    expect(await attached(specialist)).toEqual({ seen: ['bloods.pdf'], hidden: 0 })
    await admin.query('update "Release" set "revokedAt" = now() where "caseId" = $1', [open.id])
    expect(await attached(specialist)).toEqual({ seen: [], hidden: 0 })
    expect(await attached(owner)).toEqual({ seen: ['bloods.pdf'], hidden: 0 })
    await admin.query('update "Release" set "revokedAt" = null where "caseId" = $1', [open.id])
    await expect(post(owner, { 'records[]': [randomUUID()] })).rejects.toMatchObject({ code: 'INVALID' })
  })

  it.each([
    ['nothing', '', 'Write something first'],
    ['only blanks', ' \n\t ', 'Write something first'],
    ['too much', 'x'.repeat(100_000), 'too long'],
    ['a NUL', 'a\u0000b', 'cannot be stored'],
    ['half a surrogate', 'a\ud800b', 'cannot be stored'],
  ])('refuses %s with plain words', async (_name, body, message) => {
    await expect(post(owner, { body })).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { body: [expect.stringContaining(message)] },
    })
  })

  it.each([
    '🐈‍⬛ Müsli',
    'مرحبا بالقط',
    '猫の心臓',
    '<script>alert(1)</script>',
    `'); drop table "Case"; --`,
    '\u202Egnp.exe',
  ])('keeps %s as it was typed, and finds it again', async (body) => {
    await post(owner, { body })
    expect(await bodies(specialist)).toContain(body)
    const found = await read(specialist, { find: body })
    expect(found.items).toMatchObject([{ body }])
  })

  it('counts for each reader what they hear and have not read', async () => {
    const told = (actor: Participant) =>
      asActor(actor, async (db) => {
        const counts = await db.$queryRaw<{ audience: string; messages: number; unread: number }[]>`
          select audience::text, messages, unread from app.thread_counts(${open.id}::uuid) order by audience`
        const heard = await db.message.findMany({ where: { caseId: open.id } })
        const mark = await db.readMark.findFirst({ where: { caseId: open.id, readerId: actorId(actor) } })
        const fresh = heard.filter(
          (one) => one.authorId !== actorId(actor) && (!mark || one.createdAt.getTime() > mark.readAt.getTime()),
        )
        return { counts, heard, fresh }
      })
    await post(owner, { body: 'one more' })
    for (const actor of [owner, specialist, billing, open.link]) {
      const { counts, heard, fresh } = await told(actor)
      expect(heard.length).toBeGreaterThan(0)
      expect(counts).toEqual(
        ['EVERYONE', 'HOSPITAL', 'VETS'].flatMap((audience) => {
          const [messages, unread] = [heard, fresh].map(
            (list) => list.filter((one) => one.audience === audience).length,
          )
          return messages ? [{ audience, messages, unread }] : []
        }),
      )
    }
    for (const actor of [stranger, rival]) expect((await told(actor)).counts).toEqual([])
  })

  it('reads long threads page by page, of messages of one moment each once', async () => {
    const { owner: admin } = useDatabase()
    await admin.query(
      `insert into "Message" ("caseId", id, audience, side, "authorKind", "authorId", "authorName", body, "clientKey", "createdAt")
       select $1, gen_random_uuid(), 'EVERYONE', 'OWNER', 'PERSON', $2, 'Ana', 'old ' || n, gen_random_uuid(), now() - interval '1 day' - (n / 40) * interval '1 minute' from generate_series(1, 120) n`,
      [open.id, owner.personId],
    )
    const seen = new Set<string>()
    let from = {}
    for (let pages = 0; pages < 10; pages++) {
      const page = await read(owner, from)
      for (const item of page.items) if (item.kind === 'message') seen.add(item.id)
      if (!page.older) break
      from = page.older
    }
    const total = await asActor(owner, (db) => db.message.count({ where: { caseId: open.id } }))
    expect(seen.size).toBe(total)
  })
})
