-- A person asks to be forgotten: after seven days, in which they can change their mind, what identifies them is replaced. What was
-- signed and paid, and what others must keep, stays; the chain verifies as before.

alter table "Person" add column "erasedAt" timestamptz(3);

create table "ErasureRequest" (
  "personId" uuid not null,
  id uuid not null,
  "askedAt" timestamptz(3) not null default current_timestamp,
  "dueAt" timestamptz(3) not null default (now() + interval '7 days'),
  "cancelledAt" timestamptz(3),
  "doneAt" timestamptz(3),
  constraint "ErasureRequest_pkey" primary key ("personId", id),
  constraint "ErasureRequest_personId_fkey" foreign key ("personId") references "Person" (id) on delete cascade on update cascade,
  constraint erasure_ends_once check ("cancelledAt" is null or "doneAt" is null)
);
create unique index erasure_once on "ErasureRequest" ("personId") where "cancelledAt" is null and "doneAt" is null;
create index erasure_due on "ErasureRequest" ("dueAt") where "cancelledAt" is null and "doneAt" is null;

alter table "ErasureRequest" enable row level security;
alter table "ErasureRequest" force row level security;
create policy owner_role on "ErasureRequest" to current_user using (true) with check (true);

-- The waiting time is PostgreSQL's to set.
grant select, insert ("personId", id) on "ErasureRequest" to conferral_app;
grant update ("cancelledAt") on "ErasureRequest" to conferral_app;
create policy own on "ErasureRequest" for select to conferral_app using ("personId" = (select app.person()));
create policy ask on "ErasureRequest" for insert to conferral_app with check ("personId" = (select app.person()));
create policy cancel on "ErasureRequest" for update to conferral_app
  using ("personId" = (select app.person()) and "doneAt" is null) with check ("personId" = (select app.person()));

-- ---------------------------------------------------------------- what stands in the way

create function app.erasure_blocks(person uuid) returns table (kind text, what text, reason text) language sql stable
set search_path = pg_catalog, public as $$
  select 'OPEN_CASE', c.number, '' from public."Case" c
    where c."ownerId" = person and c."submittedAt" is not null and not app.ended(c.status)
  union all
  select 'MONEY', c.number, '' from public."Case" c join public."Payment" p on p."caseId" = c.id
    where c."ownerId" = person and p.status = 'REFUND_DUE'
  union all
  select distinct 'HOLD', o.name, h.reason from public."Case" c
    join public."LegalHold" h on h."organizationId" in (c."hospitalId", c."practiceId") and h."liftedAt" is null
      and (h."caseId" is null or h."caseId" = c.id)
    join public."Organization" o on o.id = h."organizationId"
    where c."ownerId" = person and c."submittedAt" is not null and c."contentRemovedAt" is null
  union all
  select 'LAST_ADMIN', o.name, '' from public."Membership" m join public."Organization" o on o.id = m."organizationId"
    where m."personId" = person and m.role = 'ADMIN' and m."endedAt" is null
      and not exists (select from public."Membership" other where other."organizationId" = m."organizationId" and other.role = 'ADMIN'
        and other."endedAt" is null and other."personId" <> person)
  union all
  select 'OPERATOR', '', '' from public."Person" p where p.id = person and p."isOperator" $$;

create function app.my_erasure_blocks() returns table (kind text, what text, reason text) language sql stable security definer
set search_path = pg_catalog, public as $$
  select b.kind, b.what, b.reason from app.erasure_blocks(app.person()) b where app.kind() = 'PERSON' $$;

-- Those whose seven days are over and whom nothing stands in the way of; for the worker only.
create function app.due_erasures(most int) returns table ("personId" uuid) language sql stable security definer
set search_path = pg_catalog, public as $$
  select e."personId" from public."ErasureRequest" e
    where app.kind() = 'SYSTEM' and e."cancelledAt" is null and e."doneAt" is null and e."dueAt" <= now()
      and not exists (select from app.erasure_blocks(e."personId"))
    order by e."dueAt" limit least(most, 500) $$;

-- ---------------------------------------------------------------- erasure

-- Replaces what identifies a person, if their time has come and nothing stands in the way: asked again here. What others keep of
-- a case stays readable as a former owner's. Returns the cases that were never sent, whose bytes may go; null: not done.
create function app.erase_person(person uuid) returns uuid[] language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare p public."Person"; one uuid; unsent uuid[] := '{}';
begin
  if app.kind() <> 'SYSTEM' or app.link_case() is not null then return null; end if;
  select * into p from public."Person" k where k.id = person for update;
  if not found or p."erasedAt" is not null then return null; end if;
  perform from public."ErasureRequest" e where e."personId" = person and e."cancelledAt" is null and e."doneAt" is null
    and e."dueAt" <= now() for update;
  if not found or exists (select from app.erasure_blocks(person)) then return null; end if;

  delete from public."Session" where "personId" = person;
  delete from public."SignInToken" where identifier = p.email;
  update public."Invitation" set "revokedAt" = coalesce("revokedAt", now()), email = '' where email = p.email;
  update public."Membership" set "endedAt" = coalesce("endedAt", now()), credentials = '' where "personId" = person;
  update public."Person" set email = 'erased-' || person || '@erased.invalid', name = 'Former owner', phone = null, "timeZone" = 'UTC',
    "emailVerifiedAt" = null, "erasedAt" = now() where id = person;

  for one in select c.id from public."Case" c where c."ownerId" = person and c."submittedAt" is null and c."contentRemovedAt" is null for update loop
    perform app.forget_case(one);
    unsent := unsent || one;
  end loop;
  -- An animal of no case that others keep is the person's alone.
  update public."Patient" t set name = 'Removed', breed = '', "bornOn" = null, "weightGrams" = null, version = version + 1
    where t."ownerId" = person and not exists (select from public."Case" c where c."ownerId" = person and c."patientId" = t.id);

  -- Their name beside what they wrote in cases of their own. What they signed keeps it: it is the proof.
  perform set_config('app.removing', 'yes', true);
  update public."Message" m set "authorName" = 'Former owner' from public."Case" c
    where c."ownerId" = person and m."caseId" = c.id and m."authorId" = person and m.side = 'OWNER';
  update public."Message" m set "authorName" = 'Former support person' from public."CaseSupport" s
    where s."personId" = person and m."caseId" = s."caseId" and m."authorId" = person and m.side = 'SUPPORT';
  update public."RecordView" v set "viewerName" = 'Former owner' from public."Case" c
    where c."ownerId" = person and v."caseId" = c.id and v."actorId" = person and v.side = 'OWNER';
  perform set_config('app.removing', '', true);
  update public."Record" r set "uploaderName" = 'Former owner' from public."Case" c
    where c."ownerId" = person and r."caseId" = c.id and r."uploadedBy" = person and r.holder = 'OWNER';
  update public."HistoryEntry" h set "writerName" = 'Former owner' from public."Case" c
    where c."ownerId" = person and h."caseId" = c.id and h."writtenBy" = person and h.holder = 'OWNER';
  update public."LabSheet" s set "writerName" = 'Former owner' from public."Case" c
    where c."ownerId" = person and s."caseId" = c.id and s."writtenBy" = person and s.holder = 'OWNER';
  update public."InformationRequest" i set "answeredBy" = 'Former owner' from public."Case" c
    where c."ownerId" = person and i."caseId" = c.id and i."answeredBy" is not null and i."askedOf" = 'OWNER';
  -- Where they stood by somebody else.
  update public."CaseSupport" set name = 'Former support person', email = 'erased-' || id || '@erased.invalid',
    "endedAt" = coalesce("endedAt", now()), "endedBy" = coalesce("endedBy", 'SELF') where "personId" = person or email = p.email;
  delete from public."SupportNote" where "personId" = person;
  -- How to reach them; what the request says else is the case's file.
  update public."CaseRequest" q set "reachBy" = '{}', "reachPhone" = '', "reachTimes" = '' from public."Case" c
    where c."ownerId" = person and q."caseId" = c.id;
  -- The search finds them by their name no more.
  update public."Case" set title = title where "ownerId" = person and "contentRemovedAt" is null;

  for one in select c.id from public."Case" c where c."ownerId" = person and c."submittedAt" is not null loop
    perform set_config('app.case', one::text, true);
    perform app.append_event(one, 'owner.erased', 'EVERYONE', '{}');
  end loop;
  perform set_config('app.case', '', true);
  update public."ErasureRequest" set "doneAt" = now() where "personId" = person and "cancelledAt" is null and "doneAt" is null;
  return unsent;
end $$;

revoke all on function app.erasure_blocks(uuid), app.my_erasure_blocks(), app.due_erasures(int), app.erase_person(uuid) from public;
grant execute on function app.my_erasure_blocks(), app.due_erasures(int), app.erase_person(uuid) to conferral_app;
