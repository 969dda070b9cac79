-- Whoever has a case is told weeks before its content goes, once for each end of its keeping time, and nothing goes before the day
-- that was said: not where a time was made shorter, and not where the worker was away (docs/decisions/0024).

-- The day that owner and practice were told of: nothing is removed before.
alter table "Case" add column "removalAfter" timestamptz(3);

-- Were they told of this end, and has the day come? Of a request that was never sent only its author knows, who ended it.
create function app.told_of_removal(submitted timestamptz, said timestamptz, until timestamptz) returns boolean language sql stable
parallel safe as $$ select submitted is null or coalesce(said >= until and said <= now(), false) $$;

-- Cases whose people are to be told now: six weeks ahead, and again when the end has moved further away since; for the worker only.
create function app.removals_to_tell(most int) returns table (id uuid) language sql stable security definer
set search_path = pg_catalog, public as $$
  select c.id from public."Case" c
    cross join lateral (select app.kept_until(c."closedAt", c."hospitalId", c."practiceId") as until) k
    where app.kind() = 'SYSTEM' and c."contentRemovedAt" is null and app.ended(c.status) and c."submittedAt" is not null
      and c."closedAt" <= now() + interval '42 days'
        - make_interval(years => (select coalesce(min(o."retentionYears"), 7) from public."Organization" o))
      and k.until <= now() + interval '42 days' and (c."removalAfter" is null or c."removalAfter" < k.until)
      and not app.is_held(c.id, c."hospitalId", c."practiceId")
    order by c."closedAt" limit least(most, 500) $$;

-- Sets the day, at least four weeks from now, if it is still to be told. Returns whether it was.
create function app.tell_of_removal(case_id uuid) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare c public."Case"; until timestamptz;
begin
  if app.kind() <> 'SYSTEM' or app.link_case() is distinct from case_id then return false; end if;
  select * into c from public."Case" k where k.id = case_id for update;
  until := app.kept_until(c."closedAt", c."hospitalId", c."practiceId");
  if c.id is null or c."contentRemovedAt" is not null or not app.ended(c.status) or c."submittedAt" is null or until is null
    or until > now() + interval '42 days' or c."removalAfter" >= until
    or app.is_held(c.id, c."hospitalId", c."practiceId") then return false; end if;
  update public."Case" set "removalAfter" = greatest(until, now() + interval '28 days') where id = case_id;
  return true;
end $$;

create or replace function app.due_for_removal(most int) returns table (id uuid) language sql stable security definer
set search_path = pg_catalog, public as $$
  select c.id from public."Case" c
    where app.kind() = 'SYSTEM' and c."contentRemovedAt" is null and app.ended(c.status)
      and c."closedAt" <= now() - make_interval(years => (select coalesce(min(o."retentionYears"), 7) from public."Organization" o))
      and app.kept_until(c."closedAt", c."hospitalId", c."practiceId") <= now()
      and app.told_of_removal(c."submittedAt", c."removalAfter", app.kept_until(c."closedAt", c."hospitalId", c."practiceId"))
      and not app.is_held(c.id, c."hospitalId", c."practiceId")
    order by c."closedAt" limit least(most, 500) $$;

create or replace function app.remove_content(case_id uuid) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare c public."Case"; until timestamptz;
begin
  if app.kind() <> 'SYSTEM' or app.link_case() is distinct from case_id then return false; end if;
  select * into c from public."Case" k where k.id = case_id for update;
  until := app.kept_until(c."closedAt", c."hospitalId", c."practiceId");
  if c.id is null or c."contentRemovedAt" is not null or not app.ended(c.status) or until is null or until > now()
    or not app.told_of_removal(c."submittedAt", c."removalAfter", until)
    or app.is_held(c.id, c."hospitalId", c."practiceId") then return false; end if;
  perform app.forget_case(case_id);
  return true;
end $$;

revoke all on function app.told_of_removal(timestamptz, timestamptz, timestamptz), app.removals_to_tell(int), app.tell_of_removal(uuid) from public;
grant execute on function app.removals_to_tell(int), app.tell_of_removal(uuid) to conferral_app;
