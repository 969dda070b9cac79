import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { claimCredential, credentialsToVerify, judgeCredential } from '#lib/organization/credentials.ts'
import { changeProfile, keepGroup } from '#lib/organization/profile.ts'

// What the demo's hospitals say of themselves, the diplomas of their teams, and a corporate group. By slug, and by key of a member.

const PROFILES: Record<string, { languages: string[]; weeklyCases: number; returnPledge: string; groupName: string }> =
  {
    northgate: {
      languages: ['en', 'ga', 'pl', 'sv'],
      weeklyCases: 12,
      returnPledge:
        'We write to your vet with every answer, do no routine work on a referred animal, and send it home to the practice that knows it.',
      groupName: '',
    },
    lakeshore: {
      languages: ['en', 'es', 'ko'],
      weeklyCases: 6,
      returnPledge:
        'Your vet gets our letter on the day of the answer. Vaccinations, dentistry and check-ups stay with them.',
      groupName: 'Great Lakes Veterinary Partners',
    },
  }

/** Group of the hospital in Chicago and of a practice in Evanston: a case between the two says so. */
const GROUP = {
  ...{ groupId: '', version: 0, name: 'Great Lakes Veterinary Partners' },
  ...{ domains: ['prairie-pet-exotics.demo.example'], source: 'The group’s own list of practices' },
}

const DIPLOMAS: Record<string, [college: string, field: string][]> = {
  'maeve.brennan': [['ECVIM-CA', 'Internal medicine']],
  'helena.lindqvist': [['ECVIM-CA', 'Cardiology']],
  'chidi.okafor': [['ACVR', '']],
  'priya.raman': [['ECVS', 'Small animal']],
  'yuki.tanaka': [['ECVN', '']],
  'dana.whitfield': [['ACVD', '']],
  'luis.ortega': [['ACVIM', 'Oncology']],
  'hannah.cho': [
    ['ABVP', 'Avian'],
    ['ECZM', 'Avian'],
  ],
  'samuel.adeyemi': [['ACVS', '']],
  'irene.novak': [['ACVO', '']],
}

/** So that the operator has one to look up. */
const LEFT_WAITING = 'Dr Samuel Adeyemi'

type Seats = ReadonlyMap<string, { actor: PersonActor; org: OrgHat }>
type Hospital = { slug: string; team: readonly { key: string; role: string }[] }

/** The administrator says what owners choose by and names the diplomas; the operator finds them in the registers. */
export async function describeHospital(seats: Seats, operator: PersonActor, { slug, team }: Hospital): Promise<void> {
  const seat = seats.get(team.find(({ role }) => role === 'ADMIN')?.key ?? '')
  const profile = PROFILES[slug]
  if (!seat || !profile) throw new Error(`${slug} has no administrator, or no profile`)
  const { actor, org } = seat
  const { languages, ...said } = profile
  await asActor(actor, (db) => changeProfile(db, org, { ...said, 'languages[]': languages, version: 2 }))
  for (const { key } of team)
    for (const [college, field] of DIPLOMAS[key] ?? []) {
      const personId = seats.get(key)?.actor.personId ?? ''
      await asActor(actor, (db) => claimCredential(db, org, { personId, college, field, evidence: '' }))
    }
  for (const { organizationId, id, name } of await asActor(operator, (db) => credentialsToVerify(db, operator)))
    if (name !== LEFT_WAITING)
      await asActor(operator, (db) => judgeCredential(db, operator, { organizationId, credentialId: id, found: true }))
}

export const nameGroup = (operator: PersonActor): Promise<void> =>
  asActor(operator, (db) => keepGroup(db, operator, GROUP))
