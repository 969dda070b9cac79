import { withClient } from './database.ts'

export type DemoPerson = { name: string; email: string; role: string; at: string | null }

/** Two demo owners with the most cases, then one person for each role at a practice and at a hospital. */
const PEOPLE = `
  with demo as (select * from "Person" where email like '%.demo.example'),
  seats as (
    select distinct on (o.kind, m.role) p.name, p.email, lower(m.role::text) as role, o.name as at, o.kind::text as kind
    from "Membership" m join demo p on p.id = m."personId" join "Organization" o on o.id = m."organizationId"
    where m."endedAt" is null order by o.kind, m.role, p."createdAt", p.id
  ),
  owners as (
    select p.name, p.email, 'owner' as role, null as at, '' as kind from demo p
    where not p."isOperator" and not exists (select from "Membership" m where m."personId" = p.id)
    order by (select count(*) from "Case" c where c."ownerId" = p.id) desc, p.id limit 2
  ),
  operators as (select name, email, 'operator' as role, null as at, 'ZZ' as kind from demo where "isOperator" order by id limit 1)
  select name, email, role, at from (table owners union all table seats union all table operators) everyone
  order by array_position(array['', 'PRACTICE', 'HOSPITAL', 'ZZ'], kind), role`

/** A few of the people in a database (as a role that sees all rows); none when there is no demo data. */
export function demoPeople(adminUrl: string): Promise<DemoPerson[]> {
  return withClient(adminUrl, async (client) => (await client.query<DemoPerson>(PEOPLE)).rows)
}
