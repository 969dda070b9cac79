import { randomUUID } from 'node:crypto'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { member, organization, type TestOrg } from '#lib/testing/world.ts'
import { choice, type Fields, id, number, strict, words } from './fields.ts'
import { asPerson, type Form, inHospital } from './scenes.ts'
import { idOf, type World } from './world.ts'

// What hospitals say of themselves for the directory, and what the operator keeps of it.

const OPERATOR = 'update "Person" set "isOperator" = true where id = $1'

const credentialOf = async (org: TestOrg): Promise<string> =>
  idOf(
    `insert into "Credential" ("organizationId", "personId", id, college) values ($1, $2, gen_random_uuid(), 'ECVN') returning id`,
    [org.id, (await member(org, 'SPECIALIST')).personId],
  )

const group: Fields = {
  name: words('Anvil Vets'),
  domains: strict('anvilvets.example'),
  source: words('Their own site'),
}

const groupOf = async ({ rival }: World): Promise<Fields> => ({
  groupId: id(
    await idOf(`insert into "CorporateGroup" (id, name) values (gen_random_uuid(), $1) returning id`, [randomUUID()]),
    rival.orgId,
    rival.serviceId,
  ),
})

export const FORMS_OF_DIRECTORY: Record<string, Form> = {
  profile: inHospital(() => ({
    'languages[]': choice(['en', 'pl']),
    weeklyCases: number('12'),
    returnPledge: words('A letter within three days'),
    groupName: words('Anvil Vets'),
    version: number('1'),
  })),
  ownGroup: inHospital(() => ({ groupName: words('Anvil Vets') })),
  addCredential: inHospital(async ({ org, rival }) => ({
    personId: id((await member(org, 'SPECIALIST')).personId, rival.memberId, org.id),
    college: choice('ECVIM-CA'),
    field: words('Cardiology'),
    evidence: strict('https://register.example/entry'),
  })),
  removeCredential: inHospital(async ({ org, rival }) => ({
    credentialId: id(await credentialOf(org), rival.serviceId, org.id),
  })),
  judgeCredential: asPerson(async ({ rival, me }) => {
    const org = await organization('HOSPITAL', 'With a diploma')
    return {
      organizationId: id(org.id, rival.orgId, me.personId),
      credentialId: id(await credentialOf(org), rival.serviceId, me.personId),
      found: choice('yes'),
    }
  }, OPERATOR),
  keepGroup: asPerson(async () => {
    await ownerPool().query(`delete from "CorporateGroup" where name = 'Anvil Vets'`)
    return group
  }, OPERATOR),
  removeGroup: asPerson(groupOf, OPERATOR),
}
