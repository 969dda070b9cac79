-- What each page of a case asks of its events and of its reader's side costs the same however much has happened on it.

-- The side is asked for each row of each table of a case. As the reader, the look at the case passed through the case's own
-- policies each time; side_on answers by the row alone what those policies ask (nobody has a side on a case they may not see), so
-- the look is the owner role's.
create or replace function app.side(case_id uuid) returns text language sql stable parallel safe security definer
set search_path = pg_catalog, public as $$
  select case when c.kind = 'CONSULTATION' and app.owns(c.id, c."ownerId") then null
    else app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") end
  from public."Case" c where c.id = case_id $$;

-- Called by readers and by functions of the owner role by turns, its plan changed with each turn, and looked so dear on average
-- that it was made anew for every row of a queue.
alter function app.records_open(uuid, uuid) set plan_cache_mode = force_generic_plan;

-- All but the files that came with others: of a stride of them the last event tells how many there are (and wakes open windows).
-- A column, since the planner knows how rare a column's value is, and lets it choose rows before a policy is asked.
alter table "CaseEvent" add column told boolean not null generated always as (type <> 'record.added' or not data ? 'more') stored;
create index event_told on "CaseEvent" ("caseId", seq) where told;

-- The mark of the last of these that the reader hears of: from the end of the chain backwards, until one is heard. Left to itself
-- the planner expects a handful of events, and judges and sorts all of them.
create function app.last_heard(case_id uuid, length int) returns text language sql stable
set enable_sort = off set enable_bitmapscan = off as $$
  select left(e.hash, length) from public."CaseEvent" e
  where e."caseId" = case_id and e.told order by e.seq desc limit 1 $$;
revoke all on function app.last_heard(uuid, int) from public;
grant execute on function app.last_heard(uuid, int) to conferral_app;

-- Whether these have happened is asked with every page.
create index event_asked_for on "CaseEvent" ("caseId", type)
  where type in ('consent.proceededWithoutPractice', 'consent.vetRenamed', 'patient.stillWanted');
