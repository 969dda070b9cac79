-- Words within records are found by the search, under the rule of the records themselves.

-- Records of the tenant's own cases whose text has every word, newest first. The index leaves out everybody else's; what is left
-- is judged one by one, as the policies on "Case" and "Record" judge it at this moment, until there are enough: a record that is
-- closed to the reader is neither found nor counted.
create function app.search_records(query text, most int default 30) returns table ("caseId" uuid, "recordId" uuid)
language sql stable rows 30 security definer set search_path = pg_catalog, public as $$
  select found."caseId", found."recordId"
  from (
    select t."caseId", t."recordId"
    from (select to_tsquery('simple', query) as q, coalesce(app.org(), app.person()) as tenant) words
    join public."RecordReading" t on t.scope @@ format('''@%s''', words.tenant)::tsquery and t.words @@ words.q
    order by t."recordId" desc offset 0) found
  cross join lateral (select c.*, app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") as side
    from public."Case" c where c.id = found."caseId") c
  cross join lateral (select r.status, r.holder, r.kind, r."heldBy" from public."Record" r
    where r."caseId" = found."caseId" and r.id = found."recordId") r
  where r.status = 'READY' and c.side is not null and app.sees_record(c.side, c.id, r.holder, r.kind)
    and (r.holder <> 'PRACTICE' or c.side = 'OWNER' or r."heldBy" in (c."practiceId"::text, c."attendingVetEmail"))
    and (app.kind() = 'PERSON' and (app.role() <> 'BILLING' or c.side <> 'HOSPITAL'))
  limit least(most, 100) $$;

revoke all on function app.search_records(text, int) from public;
grant execute on function app.search_records(text, int) to conferral_app;
