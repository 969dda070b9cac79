-- A practice that answers "wrong practice" is off the case with its answer: its place, its links and its address go, so that nothing
-- leads back to it (a proven address, a link made anew) unless the owner names it again. What it said stays: its answer, its name.
-- A door, as nobody may change a case so that they lose sight of it.
create function app.leave_wrong_case(case_id uuid) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare c public."Case";
begin
  select * into c from public."Case" k where k.id = case_id for update;
  if c.id is null or c.kind <> 'SECOND_OPINION'
    or app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") is distinct from 'PRACTICE'
    -- With the refusal that was signed in this transaction, in one's own name, and while nothing of the practice's is on the case.
    or not exists (select from public."Agreement" a where a."caseId" = c.id and a.decision = 'DECLINED'
      and a."actorId" = app.actor_id() and app.written_now(a.xmin))
    or exists (select from public."Agreement" a where a."caseId" = c.id and a.decision = 'AGREED' and a."revokedAt" is null
      and a."expiresAt" > now())
    or exists (select from public."Record" r where r."caseId" = c.id and r.holder = 'PRACTICE' and r."fromId" is null
      and r.status not in ('REMOVED', 'REFUSED')) then return false; end if;
  update public."CaseLink" l set "revokedAt" = now() where l."caseId" = c.id and l."revokedAt" is null;
  update public."Case" set "practiceId" = null, "attendingVetEmail" = '' where id = c.id;
  return true;
end $$;
revoke all on function app.leave_wrong_case(uuid) from public;
grant execute on function app.leave_wrong_case(uuid) to conferral_app;
