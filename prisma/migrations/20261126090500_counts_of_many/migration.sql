-- Two counts that every page of a case shows. Under row-level security each row of a case is asked about, ten thousand of them in
-- a large one, as no index serves an enum there; these ask once who reads, and then count by index.

-- How many files of the reader's own side are being checked, and how many of those the virus scanner has not answered for.
create function app.checking_records(case_id uuid) returns table (checking int, waiting int) language sql stable security definer
set search_path = pg_catalog, public as $$
  select count(*)::int, (count(*) filter (where r.scan = 'WAITING'))::int
  from public."Case" c join public."Record" r on r."caseId" = c.id and r.status = 'CHECKING'
    and r.holder::text = app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt")
    and (r.holder <> 'PRACTICE' or app.practice_holds(c.id, r."heldBy"))
  where c.id = case_id $$;

-- How many records the reading hospital can open now; null for any other reader.
create function app.records_open_to_us(case_id uuid) returns int language sql stable security definer
set search_path = pg_catalog, public as $$
  select app.records_open(c.id, c."hospitalId") from public."Case" c where c.id = case_id
    and app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") = 'HOSPITAL' $$;

revoke all on function app.checking_records(uuid), app.records_open_to_us(uuid) from public;
grant execute on function app.checking_records(uuid), app.records_open_to_us(uuid) to conferral_app;
