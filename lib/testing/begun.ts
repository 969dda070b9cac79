import { randomInt } from 'node:crypto'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { sendBegun } from '#lib/case/begun/sending.ts'
import { currentText } from '#lib/case/consent/find.ts'
import { loadCase } from '#lib/case/load.ts'
import { beginCase, readPracticeDraft, savePracticeDraft } from '#lib/case/request/practice-draft.ts'
import { practiceSaveSchema } from '#lib/case/request/practice-schema.ts'
import { asActor } from '#lib/db/unit.ts'
import { ownerPool } from './owner-pool.ts'
import { member, organization, service } from './world.ts'

// A practice that refers patients and asks specialists, through the product's own commands.

export const FROM = { place: '203.0.113.7', agent: 'test' }

let serial = randomInt(1_000_000)
export async function team() {
  const hospital = await organization('HOSPITAL', 'Northgate')
  const practice = await organization('PRACTICE', 'Riverside')
  const vet = await member(practice, 'VET', 'Tomasz Mazur')
  return { hospital, practice, vet, nurse: await member(practice, 'NURSE'), serviceId: await service(hospital) }
}
export type Team = Awaited<ReturnType<typeof team>>

export const hatOf = (actor: PersonActor): OrgHat => {
  if (actor.hat.kind === 'OWNER') throw new Error('acts as themselves')
  return actor.hat
}

const PASTE = `Patient: Bella\nSpecies: Canine\nSex: FN\nWeight: 18.4 kg\nOwner: Ana Ruiz\nInvoice 7\nHistory: lame for three weeks`

export async function begin(at: Team, kind: 'REFERRAL' | 'CONSULTATION', by: PersonActor = at.vet): Promise<string> {
  return (await asActor(by, (db) => beginCase(db, by, hatOf(by), { kind, paste: PASTE }))).caseId
}

export async function save(by: PersonActor, caseId: string, form: object): Promise<void> {
  await asActor(by, async (db) => {
    const input = practiceSaveSchema.parse({ step: 'write', version: '0', ...form })
    await savePracticeDraft(db, await loadCase(db, by, caseId), input, null)
  })
}

export async function send(by: PersonActor, caseId: string): Promise<void> {
  await asActor(by, async (db) => {
    const access = await loadCase(db, by, caseId)
    const draft = await readPracticeDraft(db, by, access)
    const kind = access.row.kind === 'REFERRAL' ? 'REFERRAL' : 'CONSULTATION'
    const [text, statement] = [await currentText(db, kind), await currentText(db, 'OWNER_CONSENT')]
    const signing = { textId: text.id, statementId: statement.id, signedName: by.name }
    await sendBegun(db, by, access, { version: draft.request.version, ...signing }, FROM)
  })
}

export const full = (at: Team, email: string) => ({
  ...{ presentingComplaint: 'Lame', 'questions[]': ['Surgery?'], service: at.serviceId, ownerEmail: email },
})
export const stated = { consentHow: 'BY_PHONE', consentOn: '2026-11-20' }

/** The token of the invitation that was mailed last to this address. */
export async function tokenTo(email: string): Promise<string> {
  const { rows } = await ownerPool().query<{ url: string }>(
    `select payload->'props'->>'url' as url from graphile_worker._private_jobs where payload->>'to' = $1
      and payload->>'template' = 'ownerInvitation' order by id desc limit 1`,
    [email],
  )
  return rows[0]?.url.split('/').at(-1) ?? ''
}

export async function sent(
  kind: 'REFERRAL' | 'CONSULTATION',
  payer?: 'OWNER',
): Promise<Team & { caseId: string; email: string }> {
  const at = await team()
  const email = `ana.${Date.now()}.${++serial}@example.test`
  const caseId = await begin(at, kind)
  await save(at.vet, caseId, { ...full(at, email), ...stated, ...(payer ? { payer } : {}) })
  await send(at.vet, caseId)
  return { ...at, caseId, email }
}
