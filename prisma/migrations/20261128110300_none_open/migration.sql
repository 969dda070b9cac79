-- Where no release stands, or no agreement for what the practice holds, nothing is asked about each of the records.
create or replace function app.records_open(case_id uuid, hospital uuid) returns int language sql stable parallel safe
set plan_cache_mode = force_generic_plan as $$
  select count(*)::int
  from (select c.id, c."practiceId"::text as practice, c."attendingVetEmail" as address,
      c.status not in ('DECLINED', 'WITHDRAWN', 'EXPIRED') as goes_on from "Case" c where c.id = case_id) asked
  cross join lateral (select array(select unnest(s.kinds) from "Release" s where s."caseId" = case_id and s."hospitalId" = hospital
      and s."revokedAt" is null and s."expiresAt" > now() and s.pick = 'ALL' and s."fromDay" is null and s."toDay" is null) as kinds,
    exists (select from "Release" s where s."caseId" = case_id and s."hospitalId" = hospital and s."revokedAt" is null
      and s."expiresAt" > now()) as stands) released
  cross join lateral (select array(select unnest(a.kinds) from "Agreement" a where a."caseId" = case_id and a."hospitalId" = hospital
      and a.decision = 'AGREED' and a."revokedAt" is null and a."expiresAt" > now()
      and a.pick = 'ALL' and a."fromDay" is null and a."toDay" is null) as kinds,
    exists (select from "Agreement" a where a."caseId" = case_id and a."hospitalId" = hospital and a.decision = 'AGREED'
      and a."revokedAt" is null and a."expiresAt" > now()) as stands) agreed
  cross join "Record" r
  where r."caseId" = case_id and r.status = 'READY' and (r.holder = 'HOSPITAL' or (asked.goes_on
    and released.stands and (r.holder = 'OWNER' or agreed.stands)
    and (r.holder = 'OWNER' or r."heldBy" in (asked.practice, asked.address))
    and ((r.kind = any (released.kinds) and (r.holder = 'OWNER' or r.kind = any (agreed.kinds)))
      or app.covered(case_id, hospital, r.holder, r.kind, array[r.id, r."studyId"], r.day, r.day,
        coalesce(r."readyAt", r."createdAt"))))) $$;
