import { randomUUID } from 'node:crypto'
import type { Participant, PersonActor } from '#lib/access/actor.ts'
import { loadCase } from '#lib/case/load.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from './database.ts'
import { caseIn, member, organization, person, type TestCase } from './world.ts'
import { parseInput } from '#lib/web/form.ts'
import { saveDraft, sign } from '#lib/case/recommendation/commands.ts'
import { patchOf, seenIn } from '#lib/case/recommendation/draft.ts'
import { loadRecommendation, type RecommendationView } from '#lib/case/recommendation/queries.ts'
import { saveSchema, signSchema } from '#lib/case/recommendation/schema.ts'

// One hospital with two specialists, a practice and an owner, and what they do, for this stage's tests.

export type Team = Record<'owner' | 'helena' | 'ivo' | 'coordinator' | 'billing' | 'vet' | 'rival', PersonActor> & {
  fresh: (status?: 'IN_REVIEW' | 'NEEDS_INFORMATION' | 'IN_TRIAGE') => Promise<TestCase>
}

export async function team(): Promise<Team> {
  const owner = await person()
  const hospital = await organization('HOSPITAL', 'Northgate')
  const practice = await organization('PRACTICE', 'Riverside')
  const specialist = async (name: string): Promise<PersonActor> => {
    const who = await member(hospital, 'SPECIALIST', name)
    if (who.hat.kind === 'OWNER') throw new Error('a member acts as the organization')
    return { ...who, hat: { ...who.hat, credentials: 'DECVIM-CA' } }
  }
  return {
    owner,
    helena: await specialist('Helena Lindqvist'),
    ivo: await specialist('Ivo Marek'),
    coordinator: await member(hospital, 'COORDINATOR'),
    billing: await member(hospital, 'BILLING'),
    vet: await member(practice, 'VET', 'Tomasz Mazur'),
    rival: await member(await organization('HOSPITAL', 'Southgate'), 'ADMIN'),
    fresh: (status = 'IN_REVIEW') => caseIn({ owner, hospital, practice, status }),
  }
}

/** Everything that must be said before signing. */
export const FULL = {
  assessment: 'Early HCM is likely.',
  agreement: 'AGREE_WITH_CHANGES',
  urgency: 'SOON',
  plainLanguage: 'The heart muscle is a little thick.',
  answer1: 'Probably.',
  answer2: 'Yes, with care.',
  answer3: 'It may get worse slowly.',
}

export const save = (
  actor: Participant,
  one: TestCase,
  form: object,
  version = 0,
  number = 1,
): Promise<{ version: number }> =>
  asActor(actor, async (db) => {
    const access = await loadCase(db, actor, one.id)
    const input = parseInput(saveSchema, { number: String(number), version: String(version), ...form })
    return saveDraft(db, actor, access, patchOf(input), seenIn(input))
  })

export const press = (actor: Participant, one: TestCase, form: object = {}): Promise<{ id: string; number: number }> =>
  asActor(actor, async (db) => {
    const typed = { number: '1', version: '1', statement: 'on', signedName: actor.name, ...form }
    return sign(db, actor, await loadCase(db, actor, one.id), parseInput(signSchema, typed))
  })

export const read = (actor: Participant, one: TestCase, search = {}): Promise<RecommendationView> =>
  asActor(actor, async (db) => loadRecommendation(db, await loadCase(db, actor, one.id), search))

type CaseNow = {
  number: string
  status: string
  turn: string
  dueAt: Date | null
  clockLeftMs: string | null
  answeredAt: Date
  followUpEndsAt: Date
  expiresAt: Date
}

export async function rowOf(one: TestCase): Promise<CaseNow> {
  const { rows } = await useDatabase().owner.query<CaseNow>('select * from "Case" where id = $1', [one.id])
  if (!rows[0]) throw new Error('no such case')
  return rows[0]
}

export async function eventsOf(one: TestCase): Promise<{ type: string; data: unknown }[]> {
  const sql = 'select type, data from "CaseEvent" where "caseId" = $1 order by seq'
  return (await useDatabase().owner.query<{ type: string; data: unknown }>(sql, [one.id])).rows
}

export async function addRecord(one: TestCase, name: string, holder = 'OWNER'): Promise<string> {
  const id = randomUUID()
  await useDatabase().owner.query(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, sha256)
     values ($1, $2, $3, 'LAB', $4, 1, $5, 'READY', $6)`,
    [one.id, id, holder, name, randomUUID(), 'ab'.repeat(32)],
  )
  return id
}
