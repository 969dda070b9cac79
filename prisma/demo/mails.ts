import type pg from 'pg'

/**
 * Removes the jobs that building the demo left behind: what they would do was done at once, and nobody wants three hundred
 * mails about weeks that are over. For a taste, the last thing told in the newest cases of each kind stays.
 * @returns how many stay
 */
export async function keepAFewMails(owner: pg.Client): Promise<number> {
  await owner.query(
    `delete from graphile_worker._private_jobs where id not in (
       select distinct on (j.payload->>'about') j.id
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       join "Case" c on c.id = (j.payload->>'caseId')::uuid
       where t.identifier = 'notify' and j.payload->>'about' = any ($1)
       order by j.payload->>'about', c."updatedAt" desc, j.id desc)`,
    [TASTE],
  )
  const { rowCount } = await owner.query(`update graphile_worker._private_jobs set run_at = now()`)
  return rowCount ?? 0
}

const TASTE = [
  'consent.asked',
  'consent.completed',
  'triage.accepted',
  'triage.informationAsked',
  'recommendation.signed',
]
