import { randomUUID } from 'node:crypto'
import type { PersonActor } from '#lib/access/actor.ts'
import { sha256 } from '#lib/hash.ts'
import { member, organization, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { choice, date, type Fields, id, number, secret, strict, words } from './fields.ts'
import { asPerson, asVisitor, type CaseScene, type Form, onCase } from './scenes.ts'
import { idOf, type World } from './world.ts'

// What a practice sends beside the forms of a case that all know: the plan beside a recommendation.

const planLine: Fields = {
  who: choice('PRACTICE'),
  what: words('Repeat the echo'),
  afterDays: choice(''),
  dueOn: date(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)),
}

const lineOf = (at: TestCase, side: 'OWNER' | 'HOSPITAL', who = side): Promise<string> =>
  idOf(
    `insert into "PlanItem" ("caseId", id, who, what, side, "authorId", "authorName")
     values ($1, gen_random_uuid(), $2, 'Count breaths', $3, gen_random_uuid(), 'Somebody') returning id`,
    [at.id, who, side],
  )

const ownLine =
  (side: 'OWNER' | 'HOSPITAL') =>
  async ({ at, rival }: CaseScene): Promise<Fields> => ({ itemId: id(await lineOf(at, side), rival.recordId, at.id) })

/** A form of a practice, sent by its admin. */
const inPractice =
  (fields: (scene: World & { org: TestOrg; admin: PersonActor }) => Fields | Promise<Fields>): Form =>
  async (world) => {
    const org = await organization('PRACTICE', 'Team Practice')
    const admin = await member(org, 'ADMIN')
    return {
      cookies: { 'next-auth.session-token': admin.sessionId },
      params: { slug: org.slug },
      fields: { org: id(org.slug, world.rival.slug, org.id), ...(await fields({ ...world, org, admin })) },
    }
  }

const address = () => `info@vets-${randomUUID()}.test`

const openClaim = async (org: TestOrg, proof: 'MAIL' | 'OPERATOR', tokenHash: string | null): Promise<string> => {
  const mailbox = address()
  return idOf(
    `insert into "PracticeClaim" ("organizationId", id, address, domain, scope, proof, statement, "tokenHash", "createdById", "expiresAt")
     values ($1, gen_random_uuid(), $2, split_part($2, '@', 2), 'ADDRESS', $3, 'On our website', $4, gen_random_uuid(), now() + interval '1 day')
     returning id`,
    [org.id, mailbox, proof, tokenHash],
  )
}

const siteFields: Fields = {
  name: words('North'),
  address: words('1 Mill Lane'),
  phone: words('+353 1 555 0117'),
  email: strict(address()),
}
const siteOf = (org: TestOrg): Promise<string> =>
  idOf(`insert into "PracticeSite" ("organizationId", id, name) values ($1, gen_random_uuid(), 'South') returning id`, [
    org.id,
  ])

const textFields: Fields = { kind: choice('COMMENT'), title: words('Thanks'), body: words('Thank you for {patient}') }
const textOf = (org: TestOrg): Promise<string> =>
  idOf(
    `insert into "PracticeText" ("organizationId", id, kind, title, body)
     values ($1, gen_random_uuid(), 'COMMENT', 'Thanks', 'Thank you') returning id`,
    [org.id],
  )

export const FORMS_OF_PRACTICE: Record<string, Form> = {
  claimAddress: inPractice(() => ({ address: strict(address()), scope: choice('DOMAIN') })),
  askToConfirm: inPractice(() => ({
    address: strict(address()),
    scope: choice('DOMAIN'),
    statement: words('On our website'),
  })),
  proveAddress: inPractice(async ({ org }) => {
    const token = randomUUID()
    await openClaim(org, 'MAIL', sha256(token))
    return { token: secret(token) }
  }),
  endOldLinks: inPractice(() => ({ address: strict(address()) })),
  decidePracticeClaim: asPerson(async ({ practice, rival, me }) => {
    const claim = await openClaim(practice, 'OPERATOR', null)
    return { claimId: id(claim, rival.practiceId, me.personId), answer: choice('no'), reason: words('Not to be found') }
  }, 'update "Person" set "isOperator" = true where id = $1'),

  addPracticeSite: inPractice(() => siteFields),
  changePracticeSite: inPractice(async ({ org, rival }) => ({
    siteId: id(await siteOf(org), rival.practiceId, org.id),
    version: number('1'),
    ...siteFields,
  })),
  closePracticeSite: inPractice(async ({ org, rival }) => ({
    siteId: id(await siteOf(org), rival.practiceId, org.id),
  })),
  addPracticeText: inPractice(() => textFields),
  changePracticeText: inPractice(async ({ org, rival }) => ({
    textId: id(await textOf(org), rival.practiceId, org.id),
    version: number('1'),
    ...textFields,
  })),
  removePracticeText: inPractice(async ({ org, rival }) => ({
    textId: id(await textOf(org), rival.practiceId, org.id),
  })),
  nameSiteOfCase: onCase({ status: 'IN_REVIEW', who: 'vet' }, async ({ practice, rival, at }) => ({
    siteId: id(await siteOf(practice), rival.practiceId, at.id),
  })),
  giveNewLink: onCase({ status: 'AWAITING_CONSENT', who: 'owner', released: true }),
  askForNewLink: asVisitor(() => ({ address: strict(address()), number: strict('CF-7K3M2') })),

  addToPlan: onCase({ status: 'ANSWERED', who: 'owner' }, () => planLine),
  takeOffPlan: onCase({ status: 'ANSWERED', who: 'owner' }, ownLine('OWNER')),
  markPlan: onCase({ status: 'ANSWERED', who: 'owner' }, async (scene) => ({
    ...(await ownLine('OWNER')(scene)),
    done: choice('yes'),
  })),
  addToDraftPlan: onCase({ status: 'IN_REVIEW', who: 'specialist' }, () => planLine),
  takeOffDraftPlan: onCase({ status: 'IN_REVIEW', who: 'specialist' }, ownLine('HOSPITAL')),
}
