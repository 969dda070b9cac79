import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { renderMail } from '#emails/registry.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, supporter } from '#lib/testing/world.ts'
import { notifyPeople } from './notify.ts'
import { type About, TASKS } from './tasks.ts'

type Mail = { to: string; template: string; props: Record<string, unknown> }

/** Mails waiting in the queue for this case, which are then taken out. */
async function takeMails(): Promise<Mail[]> {
  const { owner } = useDatabase()
  const jobs = await owner.query<{ payload: Mail }>(`
    select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'mail' order by j.id`)
  await owner.query('delete from graphile_worker._private_jobs')
  return jobs.rows.map((row) => row.payload)
}

describe('notify', () => {
  it('asks the attending vet by a link, and nobody else', async () => {
    const { id } = await caseIn({
      owner: await person(),
      hospital: await organization('HOSPITAL', 'Northgate'),
      status: 'AWAITING_CONSENT',
    })
    await notifyPeople({ caseId: id, about: 'consent.asked', subjectId: null, actorId: null })
    const mails = await takeMails()
    expect(mails).toMatchObject([{ to: 'mazur@riverside.test', template: 'agreementRequest' }])
    expect(renderMail(mails[0]!).text).toMatch(/\/agree\/[\w-]{43}/)
  })

  it('writes to a member of the practice once, not also by link', async () => {
    const { owner } = useDatabase()
    const practice = await organization('PRACTICE', 'Riverside')
    const vet = await member(practice, 'VET')
    const { id } = await caseIn({
      owner: await person(),
      hospital: await organization('HOSPITAL', 'Northgate'),
      practice,
      status: 'AWAITING_CONSENT',
    })
    await owner.query('update "CaseLink" set email = $1 where "caseId" = $2', [vet.email, id])
    await notifyPeople({ caseId: id, about: 'consent.asked', subjectId: null, actorId: null })
    expect((await takeMails()).map((mail) => mail.to)).toEqual([vet.email])
  })

  it('tells the owner that their vet takes part, with the vet’s words, unless the owner’s own signature completed it', async () => {
    const [owner, hospital] = [await person(), await organization('HOSPITAL', 'Northgate')]
    const coordinator = await member(hospital, 'COORDINATOR')
    const { id } = await caseIn({ owner, hospital, status: 'IN_TRIAGE' })
    await useDatabase().owner.query(`update "Agreement" set comment = 'Bloods follow.' where "caseId" = $1`, [id])
    const completed = async (actorId: string | null) => {
      await notifyPeople({ caseId: id, about: 'consent.completed', subjectId: null, actorId })
      return takeMails()
    }
    const mails = await completed(null)
    expect(mails.map(({ to, template }) => [to, template]).toSorted()).toEqual(
      [
        [coordinator.email, 'consentComplete'],
        [owner.email, 'agreementGiven'],
      ].toSorted(),
    )
    expect(renderMail(mails.find(({ to }) => to === owner.email)!).text).toContain('Bloods follow.')
    expect((await completed(owner.personId)).map(({ to }) => to)).toEqual([coordinator.email])
  })

  it('tells those a message is for and who have not read it, never its author', async () => {
    const { owner: admin } = useDatabase()
    const [owner, hospital] = [await person(), await organization('HOSPITAL', 'Northgate')]
    const [a, b] = [await member(hospital, 'COORDINATOR'), await member(hospital, 'SPECIALIST')]
    const { id } = await caseIn({ owner, hospital, status: 'IN_REVIEW' })
    const post = async (audience: string) => {
      const messageId = randomUUID()
      await admin.query(
        `insert into "Message" ("caseId", id, audience, side, "authorKind", "authorId", "authorName", body, "clientKey") values ($1, $2, $3, 'HOSPITAL', 'PERSON', $4, 'Dr A', 'secret words', gen_random_uuid())`,
        [id, messageId, audience, a.personId],
      )
      await notifyPeople({ caseId: id, about: 'thread.posted', subjectId: messageId, actorId: a.personId })
      return takeMails()
    }
    const internal = await post('HOSPITAL')
    expect(internal.map((mail) => mail.to)).toEqual([b.email])
    const vets = await post('VETS')
    expect(vets.map((mail) => mail.to).sort()).toEqual([b.email, 'mazur@riverside.test'].sort())
    expect(vets.find((mail) => mail.to === 'mazur@riverside.test')?.props).toMatchObject({ unread: 1 })
    const all = await post('EVERYONE')
    expect(all.map((mail) => mail.to)).toContain(owner.email)
    expect(JSON.stringify([...internal, ...vets, ...all])).not.toContain('secret words')
    await admin.query('insert into "ReadMark" ("caseId", "readerId", "readAt") values ($1, $2, now())', [
      id,
      b.personId,
    ])
    await notifyPeople({ caseId: id, about: 'thread.posted', subjectId: null, actorId: a.personId })
  })

  it('tells a support person of words to everyone and of the answer, of nothing else, and not when they want no mails', async () => {
    const { owner: admin } = useDatabase()
    const [owner, hospital] = [await person(), await organization('HOSPITAL', 'Northgate')]
    const { id } = await caseIn({ owner, hospital, status: 'ANSWERED' })
    const bea = await supporter(id)
    const told = async (about: About, subjectId: string | null = null) => {
      await notifyPeople({ caseId: id, about, subjectId, actorId: null })
      return (await takeMails()).find((mail) => mail.to === bea.email)
    }
    const post = async (audience: string) => {
      const messageId = randomUUID()
      await admin.query(
        `insert into "Message" ("caseId", id, audience, side, "authorKind", "authorId", "authorName", body, "clientKey") values ($1, $2, $3, 'OWNER', 'PERSON', $4, 'Ana', 'secret words', gen_random_uuid())`,
        [id, messageId, audience, owner.personId],
      )
      return told('thread.posted', messageId)
    }
    expect(await post('VETS')).toBeUndefined()
    const mail = await post('EVERYONE')
    expect(mail).toMatchObject({ template: 'newMessage', props: { unread: 1, audience: 'EVERYONE' } })
    expect(renderMail(mail!).text).toContain(`/cases/${id}/people#mails`)
    expect(await told('case.withdrawn')).toMatchObject({ template: 'supportNews', props: { what: 'END' } })
    for (const about of [
      'triage.accepted',
      'triage.declined',
      'fee.refunded',
      'consent.ended',
      'consent.asked',
    ] as const)
      expect(await told(about), about).toBeUndefined()
    await admin.query('update "CaseSupport" set mails = false where "caseId" = $1', [id])
    expect(await post('EVERYONE')).toBeUndefined()
  })

  it('renders a mail for every occasion', async () => {
    const { owner: admin } = useDatabase()
    const [owner, hospital] = [await person(), await organization('HOSPITAL', 'Northgate')]
    const specialist = await member(hospital, 'SPECIALIST')
    const { id, estimateId } = await caseIn({ owner, hospital, status: 'IN_REVIEW' })
    await admin.query(
      `insert into "Decline" ("caseId", reason, explanation, "declinedById") values ($1, 'CAPACITY', 'We are full', $2)`,
      [id, specialist.personId],
    )
    await admin.query(
      `insert into "InformationRequest" ("caseId", id, "askedOf", question, "askedById") values ($1, gen_random_uuid(), 'OWNER', 'Weight?', $2)`,
      [id, specialist.personId],
    )
    await admin.query(
      `insert into "Payment" ("caseId", id, "estimateId", "amountMinor", "applicationFeeMinor", currency, status, "createdById", "paidAt", "receiptNumber", "refundFailure") values ($1, gen_random_uuid(), $2, 32000, 3200, 'EUR', 'REFUND_DUE', $3, now(), 'R-1', 'The card has ended.')`,
      [id, estimateId, owner.personId],
    )
    await admin.query(
      `insert into "Recommendation" ("caseId", id, status, "authorId", "signedName", "signedAt", "contentHash", assessment, "plainLanguage", agreement, urgency)
       values ($1, gen_random_uuid(), 'SIGNED', $2, 'Dr Lindqvist', now(), repeat('0', 64), 'HCM', 'A heart disease', 'AGREE', 'SOON')`,
      [id, specialist.personId],
    )
    await admin.query(
      `insert into "RecordAsk" ("caseId", id, "batchId", "itemId", name, side, "askedById") values ($1, gen_random_uuid(), gen_random_uuid(), 'bloods', 'Blood results', 'OWNER', $2)`,
      [id, owner.personId],
    )
    await admin.query(
      `insert into "VetView" ("caseId", id, number, stance, "authorKind", "authorId", "authorName") values ($1, gen_random_uuid(), 1, 'AGREE', 'PERSON', $2, 'Dr Mazur')`,
      [id, specialist.personId],
    )
    const line = await admin.query<{ id: string }>(
      `insert into "PlanItem" ("caseId", id, who, what, side, "authorId", "authorName") values ($1, gen_random_uuid(), 'OWNER', 'Weigh her', 'HOSPITAL', $2, 'Dr Lindqvist') returning id`,
      [id, specialist.personId],
    )
    await admin.query('update "Release" set "revokedAt" = now() where "caseId" = $1', [id])
    await admin.query('update "Case" set "removalAfter" = now() where id = $1', [id])
    const link = await admin.query<{ id: string }>('select id from "CaseLink" where "caseId" = $1', [id])
    const subjects: Partial<Record<About, string>> = {
      'consent.linkRenewed': link.rows[0]!.id,
      'plan.changed': line.rows[0]!.id,
    }
    for (const about of TASKS.notify.shape.about.options.filter(
      (a): a is Exclude<About, 'thread.posted'> => a !== 'thread.posted',
    )) {
      await notifyPeople({ caseId: id, about, subjectId: subjects[about] ?? null, actorId: null })
      const mails = await takeMails()
      expect(mails.length, about).toBeGreaterThan(0)
      for (const mail of mails) expect(renderMail(mail).text, about).toContain('Miso')
    }
  })
})
