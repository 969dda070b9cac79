-- An animal that has died: since which day, and when that was said. A mistake is corrected by taking it back.
alter table "Patient" add column "diedOn" date, add column "diedNotedAt" timestamptz(3),
  add constraint died_noted check (("diedOn" is null) = ("diedNotedAt" is null));

-- Owner or practice says so on a case of theirs, or takes it back (no day); true where something changed. The animal is the
-- owner's row, hence a door for the practice.
create function app.note_death(case_id uuid, day date) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
begin
  update public."Patient" p set "diedOn" = day, "diedNotedAt" = case when day is not null then now() end, version = p.version + 1
    from public."Case" c
    where c.id = case_id and p."ownerId" = c."ownerId" and p.id = c."patientId" and p."diedOn" is distinct from day
      and app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") in ('OWNER', 'PRACTICE');
  return found;
end $$;
revoke all on function app.note_death(uuid, date) from public;
grant execute on function app.note_death(uuid, date) to conferral_app;

-- As before; a support person hears of what becomes of the animal, too.
create or replace function app.hears_event(side text, case_id uuid, type text, audience "Audience", data jsonb) returns boolean
language sql stable parallel safe as $$
  select app.hears(side, audience) and case
    when side in ('OWNER', 'SYSTEM') then true
    when side = 'SUPPORT' then not data ? 'amountMinor' and (type like 'support.%' or type like 'patient.%' or type in ('case.submitted',
      'case.withdrawn', 'case.expired', 'case.closed', 'case.reopened', 'consent.completed', 'consent.proceededWithoutPractice',
      'triage.accepted', 'triage.declined', 'fee.paid', 'thread.posted', 'recommendation.signed', 'recommendation.amended',
      'recommendation.vetView'))
    when type in ('case.created', 'case.resent', 'record.carried') then false
    when type like 'record.%' then app.sees_event_record(side, case_id, data)
    when side = 'PRACTICE' then not data ? 'amountMinor'
    else true end $$;
