import { describe, expect, it } from 'vitest'
import { appendEvent } from '#lib/case/event.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, organization, person } from '#lib/testing/world.ts'
import { verifyLedger } from './verify-ledger.ts'

const ALTER = (on: boolean) => `alter table "CaseEvent" ${on ? 'enable' : 'disable'} trigger append_only`

describe('verify:ledger', () => {
  it('names the row that was edited, dropped or inserted, and is content otherwise', async () => {
    const { owner: admin, ownerUrl } = useDatabase()
    const owner = await person()
    const { id } = await caseIn({ owner, hospital: await organization('HOSPITAL', 'Northgate'), status: 'IN_TRIAGE' })
    for (const kind of ['LAB', 'IMAGING', 'LETTER', 'PHOTO'])
      await asActor(owner, (db) => appendEvent(db, id, 'record.added', { kind }))
    const problems = async () =>
      (await verifyLedger(ownerUrl)).findings.map(
        (finding) => `${finding.where.replace(/^\S+ /, '')}: ${finding.problem}`,
      )
    const tamper = async (sql: string, mend: string) => {
      const run = async (text: string) => {
        await admin.query(`begin; ${ALTER(false)}; ${text.replaceAll('$case', `'${id}'`)}; ${ALTER(true)}; commit`)
      }
      await run(sql)
      const found = await problems()
      await run(mend)
      expect(await problems()).toEqual([])
      return found
    }
    expect(await problems()).toEqual([])
    expect(
      await tamper(
        `update "CaseEvent" set data = '{"kind":"OTHER"}' where "caseId" = $case and seq = 2`,
        `update "CaseEvent" set data = '{"kind":"IMAGING"}' where "caseId" = $case and seq = 2`,
      ),
    ).toEqual(['event 2: was edited'])
    const columns = 'type, "actorKind", "actorId", side, audience, at, data, "prevHash", hash'
    await admin.query(`create table kept as select "caseId", seq, ${columns} from "CaseEvent"`)
    const restore = `delete from "CaseEvent"; insert into "CaseEvent" ("caseId", seq, ${columns}) select * from kept`
    expect(await tamper(`delete from "CaseEvent" where "caseId" = $case and seq = 3`, restore)).toEqual([
      'event 4: a row before this one is missing',
    ])
    expect(await tamper(`delete from "CaseEvent" where "caseId" = $case and seq = 4`, restore)).toEqual([
      'event 4: is the last row by the head, and is missing or another',
    ])
    const insert = `insert into "CaseEvent" ("caseId", seq, ${columns}) select "caseId", 5, ${columns} from "CaseEvent" where "caseId" = $case and seq = 4`
    expect(await tamper(insert, restore)).toEqual([expect.stringContaining('event 5: ')])
  })
})
