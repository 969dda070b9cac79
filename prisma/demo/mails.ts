import type pg from 'pg'

/** What is still news in a case of this status. */
const NEWS: readonly (readonly [about: string, status: string])[] = [
  ['consent.asked', 'AWAITING_CONSENT'],
  ['consent.completed', 'IN_TRIAGE'],
  ['triage.accepted', 'AWAITING_PAYMENT'],
  ['triage.informationAsked', 'NEEDS_INFORMATION'],
  ['recommendation.signed', 'ANSWERED'],
]

/** Jobs that read and draw what was added; nobody looks yet who would have to be told. */
const OF_FILES = `coalesce(key, '') not like 'pictured:%' and (payload->>'recordId' is not null or coalesce(key, '') like 'thumbnails:%')`

/**
 * Removes the jobs that building the demo left behind: what they would do was done at once, and nobody wants three hundred
 * mails about weeks that are over. For a taste one of each kind of news stays, a vet's who works by a mailed link first.
 * @returns how many stay
 */
export async function keepAFewMails(owner: pg.Client): Promise<number> {
  await owner.query(
    `delete from graphile_worker._private_jobs where not (${OF_FILES}) and id not in (
       select distinct on (n.about) j.id
       from unnest($1::text[], $2::text[]) as n (about, status)
       join graphile_worker._private_jobs j on j.payload->>'about' = n.about
       join "Case" c on c.id = (j.payload->>'caseId')::uuid and c.status::text = n.status
       order by n.about, c."practiceId" is not null, c."updatedAt" desc, j.id desc)`,
    [NEWS.map(([about]) => about), NEWS.map(([, status]) => status)],
  )
  // What the demo's files say can wait for whatever somebody adds.
  await owner.query(`update graphile_worker._private_jobs set priority = 10 where ${OF_FILES}`)
  const { rowCount } = await owner.query('update graphile_worker._private_jobs set run_at = now()')
  return rowCount ?? 0
}
