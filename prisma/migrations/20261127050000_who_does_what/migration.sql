-- Who does what by when, beside the recommendation: written by the specialist with the answer, and by all three sides afterwards.
-- The signed page never changes by it. A line is never edited: it is done, or taken off by the side that wrote it and written anew.
create table "PlanItem" (
  "caseId" uuid not null,
  id uuid not null,
  who "Side" not null,
  what text not null,
  "dueOn" date,
  -- Written before the answer was signed: so many days after the signing.
  "afterDays" integer,
  side "Side" not null,
  "authorId" uuid not null,
  "authorName" text not null,
  at timestamptz(3) not null default current_timestamp,
  "doneAt" timestamptz(3),
  "doneSide" "Side",
  "doneById" uuid,
  "doneByName" text,
  "droppedAt" timestamptz(3),
  constraint "PlanItem_pkey" primary key ("caseId", id),
  constraint "PlanItem_caseId_fkey" foreign key ("caseId") references "Case" (id) on delete restrict on update cascade,
  constraint plan_says_what check (what <> '' and who <> 'SYSTEM' and side <> 'SYSTEM'),
  constraint plan_done_by check (("doneAt" is null) = ("doneById" is null))
);
create index plan_list on "PlanItem" ("caseId", "dueOn", id);

-- The next day on which a practice, or an owner, has something to do; kept by triggers, so that a board reads one index.
alter table "Case" add column "practiceDueOn" date, add column "ownerDueOn" date;
create index board_followups on "Case" ("practiceId", "practiceDueOn", id) where "practiceDueOn" is not null;
create index home_due on "Case" ("ownerId", "ownerDueOn", id) where "ownerDueOn" is not null;
-- What a practice itself has sent.
create index board_sent on "Case" ("practiceId", "updatedAt" desc, id desc) where kind <> 'SECOND_OPINION';

alter table "PlanItem" enable row level security;
alter table "PlanItem" force row level security;
create policy owner_role on "PlanItem" to current_user using (true) with check (true);
grant select, insert on "PlanItem" to conferral_app;
grant update ("doneAt", "doneSide", "doneById", "doneByName", "droppedAt") on "PlanItem" to conferral_app;

-- Until the answer is signed, what the hospital plans is the hospital's own.
create function app.sees_plan(side text, case_id uuid) returns boolean language sql stable parallel safe as $$
  select side in ('HOSPITAL', 'SYSTEM') or (side in ('OWNER', 'PRACTICE')
    and exists (select from "Case" c where c.id = case_id and c."answeredAt" is not null)) $$;
create policy see on "PlanItem" for select to conferral_app using (app.sees_plan(app.side("caseId"), "caseId"));
create policy add on "PlanItem" for insert to conferral_app with check (
  app.side("caseId") = side::text and app.side("caseId") <> 'SYSTEM' and app.sees_plan(side::text, "caseId")
  and "authorId" = (select app.actor_id()) and "doneAt" is null and "droppedAt" is null);
create policy change on "PlanItem" for update to conferral_app
  using (app.side("caseId") in (side::text, who::text) and app.sees_plan(app.side("caseId"), "caseId"))
  with check (app.side("caseId") in (side::text, who::text));

-- A line is taken off by the side that wrote it, and done by the side that it is for, in one's own name.
create function app.plan_keeps() returns trigger language plpgsql as $$
begin
  if app.kind() = '' then return new; end if;
  if new."droppedAt" is distinct from old."droppedAt" and app.side(old."caseId") <> old.side::text
    or new."doneAt" is distinct from old."doneAt" and (app.side(old."caseId") <> old.who::text
      or new."doneAt" is not null and (new."doneById" <> app.actor_id() or new."doneSide" <> old.who)) then
    raise exception 'not theirs to change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger keeps before update of "droppedAt", "doneAt" on "PlanItem" for each row execute function app.plan_keeps();

create function app.plan_due(case_id uuid, party "Side") returns date language sql stable security definer
set search_path = pg_catalog, public as $$
  select min(p."dueOn") from public."PlanItem" p
    where p."caseId" = case_id and p.who = party and p."doneAt" is null and p."droppedAt" is null $$;

-- What the practice has to do next: its lines of the plan; and, until its vet has said that the answer was read, the end of the
-- time for questions.
create function app.practice_due(case_id uuid, status "CaseStatus", ends timestamptz) returns date language sql stable
security definer set search_path = pg_catalog, public as $$
  select least(app.plan_due(case_id, 'PRACTICE'), case when status = 'ANSWERED'
    and not exists (select from public."VetView" v where v."caseId" = case_id) then (ends at time zone 'UTC')::date end) $$;

create function app.case_due() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare zone text;
begin
  if new."answeredAt" is null then return new; end if;
  if tg_op = 'UPDATE' and old."answeredAt" is null then
    select h."timeZone" into zone from public."Organization" h where h.id = new."hospitalId";
    update public."PlanItem" p set "dueOn" = (new."answeredAt" at time zone coalesce(zone, 'UTC'))::date + p."afterDays"
      where p."caseId" = new.id and p."dueOn" is null and p."afterDays" is not null;
  end if;
  new."practiceDueOn" := app.practice_due(new.id, new.status, new."followUpEndsAt");
  new."ownerDueOn" := app.plan_due(new.id, 'OWNER');
  return new;
end $$;
create trigger due before insert or update of status, "answeredAt", "followUpEndsAt" on "Case"
  for each row execute function app.case_due();

create function app.plan_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update public."Case" c set "practiceDueOn" = app.practice_due(c.id, c.status, c."followUpEndsAt"),
      "ownerDueOn" = app.plan_due(c.id, 'OWNER')
    where c.id = new."caseId" and c."answeredAt" is not null;
  return null;
end $$;
create trigger due after insert or update of "doneAt", "droppedAt" on "PlanItem" for each row execute function app.plan_moved();
create trigger due after insert on "VetView" for each row execute function app.plan_moved();

update "Case" set "practiceDueOn" = app.practice_due(id, status, "followUpEndsAt") where status = 'ANSWERED';

revoke all on function app.sees_plan(text, uuid), app.plan_keeps(), app.plan_due(uuid, "Side"),
  app.practice_due(uuid, "CaseStatus", timestamptz), app.case_due(), app.plan_moved() from public;
grant execute on function app.sees_plan(text, uuid) to conferral_app;
