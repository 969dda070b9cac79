import type { PersonActor } from '#lib/access/actor.ts'
import type { CaseKind, CaseStatus } from '#lib/db/generated/enums.ts'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { caseIn, member, organization, person, standBy, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { type Fields, id } from './fields.ts'
import { patientOf, type World } from './world.ts'

/** One form in front of somebody who may send it: who they are, which page it stands on, and what it holds. */
export type Stage = {
  cookies: Record<string, string>
  params: Record<string, string>
  fields: Fields
  /** A form without a place for an answer: its action is called with the form alone. */
  plain?: boolean
}
/** Sets a fresh stage, for each time that the form before did its work. */
export type Form = (world: World) => Promise<Stage>

const session = (who: PersonActor) => ({ 'next-auth.session-token': who.sessionId })

export type CaseScene = World & { at: TestCase; patientId: string }
type OnCase = {
  status: CaseStatus
  who: 'owner' | 'vet' | 'specialist' | 'link' | 'support'
  released?: boolean
  agreed?: boolean
  kind?: CaseKind
  /** SQL on the case's row, whose id is $1. */
  also?: string
}

/** A form on a case in this status, sent by one of its sides. */
export const onCase =
  (
    { status, who, also, ...consent }: OnCase,
    fields: (scene: CaseScene) => Fields | Promise<Fields> = () => ({}),
  ): Form =>
  async (world) => {
    const { owner, hospital, practice, rival } = world
    const at = await caseIn({ owner, hospital, practice, status, ...consent })
    if (who === 'support') await standBy(at.id, world.support, true)
    if (also) await ownerPool().query(also, [at.id])
    const scene = { ...world, at, patientId: await patientOf(at) }
    return {
      cookies: who === 'link' ? { 'conferral.link': at.linkToken } : session(world[who]),
      params: { caseId: at.id },
      fields: { caseId: id(at.id, rival.caseId, scene.patientId), ...(await fields(scene)) },
    }
  }

export type TeamScene = World & { org: TestOrg; admin: PersonActor }

/** A form of a hospital, sent by its admin. */
export const inHospital =
  (fields: (scene: TeamScene) => Fields | Promise<Fields>): Form =>
  async (world) => {
    const org = await organization('HOSPITAL', 'Team Hospital')
    await ownerPool().query(`update "Organization" set country = 'IE' where id = $1`, [org.id])
    const admin = await member(org, 'ADMIN')
    return {
      cookies: session(admin),
      params: { slug: org.slug },
      fields: { org: id(org.slug, world.rival.slug, org.id), ...(await fields({ ...world, org, admin })) },
    }
  }

export type PersonScene = World & { me: PersonActor }

/** A form on a person's own things. */
export const asPerson =
  (fields: (scene: PersonScene) => Fields | Promise<Fields>, also?: string): Form =>
  async (world) => {
    const me = await person('Plain Person')
    if (also) await ownerPool().query(also, [me.personId])
    return { cookies: session(me), params: {}, fields: await fields({ ...world, me }) }
  }

/** A form for anybody. */
export const asVisitor =
  (fields: (world: World) => Fields | Promise<Fields>): Form =>
  async (world) => ({ cookies: {}, params: {}, fields: await fields(world) })

/** The same, as a form without a place for an answer. */
export const plain =
  (form: Form): Form =>
  async (world) => ({ ...(await form(world)), plain: true })
