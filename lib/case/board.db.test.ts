import { beforeAll, describe, expect, it } from 'vitest'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestOrg } from '#lib/testing/world.ts'
import { type Board, type BoardSearch, readBoard } from './board.ts'
import { BOARD_VIEWS } from './board-views.ts'

let owner: PersonActor
let hospital: TestOrg
beforeAll(async () => {
  owner = await person('Ana Ruiz')
  hospital = await organization('HOSPITAL', 'Northgate')
})

const sql = (text: string, values: unknown[]) => useDatabase().owner.query(text, values)
const read = (who: PersonActor, asked: Partial<BoardSearch>): Promise<Board> =>
  asActor(who, (db) =>
    readBoard(db, who, who.hat as OrgHat, { view: 'waiting', after: null, find: '', site: null, ...asked }),
  )
const ids = (board: Board) => board.lines.map(({ id }) => id)

describe('a practice’s board', () => {
  it('tells what is due the earliest first, and what it is; an answer nobody has read is due too', async () => {
    const practice = await organization('PRACTICE', 'Riverside')
    const vet = await member(practice, 'VET')
    const cases = await Promise.all([1, 2, 3].map(() => caseIn({ owner, hospital, practice, status: 'ANSWERED' })))
    const [late, soon, unread] = cases.map(({ id }) => id)
    const line = (caseId: string | undefined, what: string, days: number) =>
      sql(
        `insert into "PlanItem" ("caseId", id, who, what, "dueOn", side, "authorId", "authorName")
         values ($1, uuidv7(), 'PRACTICE', $2, current_date + $3::int, 'HOSPITAL', gen_random_uuid(), 'Dr Lindqvist')`,
        [caseId, what, days],
      )
    await line(late, 'Bloods', -3)
    await line(late, 'Echo', 60)
    await line(soon, 'Blood pressure', 5)
    await sql(`update "Case" set "followUpEndsAt" = now() + interval '14 days' where id = $1`, [unread])
    const board = await read(vet, { view: 'followups' })
    expect(ids(board)).toEqual([late, soon, unread])
    expect(board.lines.map(({ next }) => next?.what ?? null)).toEqual(['Bloods', 'Blood pressure', null])
    expect(board.counts).toMatchObject({ followups: 3, answered: 3 })
  })

  it('finds by name, number and complaint within a view, and nothing of another practice', async () => {
    const practice = await organization('PRACTICE', 'Oakfield')
    const vet = await member(practice, 'NURSE')
    const [one, other] = [
      await caseIn({ owner, hospital, practice, status: 'IN_TRIAGE' }),
      await caseIn({ owner, hospital, practice, status: 'IN_TRIAGE' }),
    ]
    await caseIn({ owner, hospital, practice: await organization('PRACTICE', 'Elsewhere'), status: 'IN_TRIAGE' })
    await sql(`update "Case" set headline = 'Lame on the left fore' where id = $1`, [one.id])
    expect(ids(await read(vet, { view: 'progress', find: 'lam fore' }))).toEqual([one.id])
    expect(new Set(ids(await read(vet, { view: 'progress', find: 'miso' })))).toEqual(new Set([one.id, other.id]))
    expect(ids(await read(vet, { view: 'ended', find: 'miso' }))).toEqual([])
    expect(ids(await read(vet, { view: 'progress', find: '!!' }))).toHaveLength(2)
  })

  it('says why a hospital declined, and how many messages this member has not read', async () => {
    const practice = await organization('PRACTICE', 'Hillcrest')
    const vet = await member(practice, 'RECEPTION')
    const one = await caseIn({ owner, hospital, practice, status: 'DECLINED' })
    await sql(
      `insert into "Decline" ("caseId", reason, explanation, suggestion, "declinedById") values ($1, 'CAPACITY', 'We are full until May', '', $2)`,
      [one.id, owner.personId],
    )
    for (const audience of ['EVERYONE', 'VETS', 'HOSPITAL'])
      await sql(
        `insert into "Message" ("caseId", id, audience, side, "authorKind", "authorId", "authorName", body, "clientKey")
         values ($1, uuidv7(), $2::"Audience", 'HOSPITAL', 'PERSON', gen_random_uuid(), 'Dr L', 'x', gen_random_uuid())`,
        [one.id, audience],
      )
    const board = await read(vet, { view: 'ended' })
    expect(board.lines).toMatchObject([{ declined: 'We are full until May', unread: 2 }])
    await sql(`insert into "ReadMark" ("caseId", "readerId", "readAt") values ($1, $2, now())`, [one.id, vet.personId])
    expect((await read(vet, { view: 'ended' })).lines).toMatchObject([{ unread: 0 }])
  })

  it('keeps what the practice sent itself in a view of its own', async () => {
    const practice = await organization('PRACTICE', 'Prairie')
    const vet = await member(practice, 'VET')
    const one = await caseIn({ owner, hospital, practice, status: 'IN_TRIAGE' })
    await caseIn({ owner, hospital, practice, status: 'IN_TRIAGE' })
    await sql(`update "Case" set kind = 'REFERRAL' where id = $1`, [one.id])
    expect(ids(await read(vet, { view: 'sent' }))).toEqual([one.id])
    // What has ended is apart from what is under way.
    await sql(`update "Case" set status = 'DECLINED', turn = 'NOBODY' where id = $1`, [one.id])
    expect(ids(await read(vet, { view: 'sent' }))).toEqual([])
    expect(ids(await read(vet, { view: 'ended' }))).toEqual([one.id])
  })
})

describe('a board of five thousand cases', () => {
  it('pages through each view once, by index, in little time', async () => {
    const practice = await organization('PRACTICE', 'Very Large')
    const vet = await member(practice, 'VET')
    await sql(
      `insert into "Case" (id, number, kind, status, turn, "ownerId", "practiceId", "hospitalId", title, "submittedAt", "updatedAt", "turnSince", "answeredAt", "followUpEndsAt")
       select uuidv7(), 'CF-V' || n, (case when n % 5 = 0 then 'REFERRAL' else 'SECOND_OPINION' end)::"CaseKind",
         (array['AWAITING_CONSENT', 'IN_TRIAGE', 'ANSWERED', 'DECLINED'])[1 + n % 4]::"CaseStatus",
         (array['OWNER_AND_PRACTICE', 'HOSPITAL', 'EVERYONE', 'NOBODY'])[1 + n % 4]::"Turn",
         $1, $2, $3, 'Miso ' || n, now(), now() - n * interval '1 minute', now() - n * interval '1 minute',
         case when n % 4 = 2 then now() - n * interval '1 minute' end, case when n % 4 = 2 then now() + (n % 9) * interval '1 day' end
       from generate_series(1, 5000) n`,
      [owner.personId, practice.id, hospital.id],
    )
    await sql('analyze "Case"', [])
    for (const view of BOARD_VIEWS) {
      const seen = new Set<string>()
      let [after, pages]: [string | null, number] = [null, 0]
      do {
        const board: Board = await read(vet, { view, after })
        for (const { id } of board.lines) {
          expect(seen.has(id)).toBe(false)
          seen.add(id)
        }
        after = board.next
        pages++
      } while (after && pages < 12)
      expect(seen.size, view).toBe(600)
    }
    await read(vet, { view: 'waiting' })
    const began = performance.now()
    for (const view of BOARD_VIEWS) await read(vet, { view })
    const each = (performance.now() - began) / BOARD_VIEWS.length
    expect(each, `${each.toFixed(1)} ms a page`).toBeLessThan(400)
  })

  it.each([
    ['board_followups', `c."practiceDueOn" is not null order by c."practiceDueOn", c.id`],
    [
      'board_sent',
      `c.kind <> 'SECOND_OPINION' and c.status not in ('DECLINED', 'WITHDRAWN', 'EXPIRED', 'CLOSED')
        order by c."updatedAt" desc, c.id desc`,
    ],
  ])('walks %s under row-level security', async (index, rest) => {
    const practice = await organization('PRACTICE', 'Explained')
    const vet = await member(practice, 'VET')
    const plan = await asActor(vet, (db) =>
      db.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(
        `explain select c.id from "Case" c where c."practiceId" = '${practice.id}' and ${rest} limit 51`,
      ),
    )
    const words = plan.map((line) => line['QUERY PLAN']).join('\n')
    expect(words).toContain(index)
    expect(words).not.toContain('Seq Scan')
  })
})
