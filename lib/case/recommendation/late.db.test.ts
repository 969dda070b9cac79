import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { HANDLERS } from '#lib/jobs/handlers.ts'
import { sweep } from '#lib/jobs/sweep.ts'
import { type TaskName, TASKS } from '#lib/jobs/tasks.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { FULL, press, save, type Team, team } from '#lib/testing/recommendation-team.ts'
import type { TestCase } from '#lib/testing/world.ts'

// An answer that comes later than promised: the fee goes back in full, also when nobody looked between promise and answer.

let who: Team

beforeAll(async () => {
  who = await team()
})

/** A paid case whose answer is due so many minutes from now. */
async function due(minutes: number): Promise<TestCase> {
  const one = await who.fresh()
  const { owner: admin } = useDatabase()
  await admin.query(`update "Case" set "dueAt" = now() + $2 * interval '1 minute' where id = $1`, [one.id, minutes])
  await admin.query(
    `insert into "Payment" ("caseId", id, "estimateId", "amountMinor", "applicationFeeMinor", currency, status, "createdById", "paidAt")
     values ($1, $2, $3, 32000, 3200, 'EUR', 'PAID', $4, now())`,
    [one.id, randomUUID(), one.estimateId, who.owner.personId],
  )
  await save(who.helena, one, FULL)
  return one
}

/** Runs what waits in the queue, save what needs the world outside: mails and Stripe. */
async function work(): Promise<void> {
  const { owner: admin } = useDatabase()
  const { rows } = await admin.query<{ task: TaskName; payload: unknown }>(`
    select t.identifier as task, j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier not in ('mail', 'notify', 'refund') order by j.id`)
  for (const { task, payload } of rows)
    await (HANDLERS[task] as (given: unknown) => Promise<void>)(TASKS[task].parse(payload))
  await admin.query('delete from graphile_worker._private_jobs')
  await sweep()
}

const feeOf = async (one: TestCase) =>
  (await useDatabase().owner.query('select status, "refundReason" as why from "Payment" where "caseId" = $1', [one.id]))
    .rows

describe('the fee of an answer', () => {
  it('goes back in full when it is signed after the promised time and before the sweep has looked', async () => {
    const one = await due(-1)
    await press(who.helena, one)
    await work()
    expect(await feeOf(one)).toEqual([{ status: 'REFUND_DUE', why: expect.stringMatching(/later than .* promised/) }])
    await work()
    expect(await feeOf(one)).toMatchObject([{ status: 'REFUND_DUE' }])
  })

  it('stays with the hospital when it is signed in time', async () => {
    const one = await due(5)
    await press(who.helena, one)
    await work()
    expect(await feeOf(one)).toEqual([{ status: 'PAID', why: null }])
  })
})
