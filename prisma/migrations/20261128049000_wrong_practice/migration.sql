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

-- As before, but for that door.
create or replace function app.case_keeps() returns trigger language plpgsql as $$
declare side text;
begin
  if app.kind() = '' then return new; end if;
  if new.status <> old.status and old.status in ('DECLINED', 'WITHDRAWN', 'EXPIRED') then
    raise exception 'what ended stays ended' using errcode = 'restrict_violation';
  end if;
  if old."submittedAt" is not null and new."submittedAt" is distinct from old."submittedAt" then
    raise exception 'a case was sent when it was sent' using errcode = 'restrict_violation';
  end if;
  if old.status <> 'DRAFT' and new."hospitalId" is distinct from old."hospitalId" then
    raise exception 'another hospital gets a case of its own' using errcode = 'restrict_violation';
  end if;
  if app.kind() = 'SYSTEM' then return new; end if;
  side := app.side_on(old.id, old."ownerId", old."practiceId", old."hospitalId", old."submittedAt");
  -- The owner of a consultation may pay, which is the payment's row, and read.
  if side = 'OWNER' and old.kind = 'CONSULTATION' then
    raise exception 'not theirs to change' using errcode = 'insufficient_privilege';
  end if;
  if old.status <> 'DRAFT' and side is distinct from 'OWNER' and (new."practiceId", new."attendingVetEmail")
    is distinct from (old."practiceId", old."attendingVetEmail")
    -- But a practice goes by the door above: it runs as the tables' owner, which the application's role cannot become.
    and not (side = 'PRACTICE' and new."practiceId" is null and new."attendingVetEmail" = ''
      and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = 'public."Case"'::regclass)) then
    raise exception 'whom to ask is the owner''s to say' using errcode = 'insufficient_privilege';
  end if;
  if new."answerSharedAt" is distinct from old."answerSharedAt"
    and (old."answerSharedAt" is not null or side is distinct from 'PRACTICE' or old.kind <> 'CONSULTATION') then
    raise exception 'the answer is the practice''s to share' using errcode = 'insufficient_privilege';
  end if;
  if new."paidAt" is distinct from old."paidAt" then
    raise exception 'that a fee was paid is not a person''s to say' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
