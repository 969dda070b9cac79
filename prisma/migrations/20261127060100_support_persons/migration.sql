-- Support persons: invited by the owner to one case, by mail; accepted by a press of whoever signs in at that address.
-- They read the request, what is written to everyone, and the signed answer. Never the records, consent, fees or ledger of views.

create table "CaseSupport" (
  "caseId" uuid not null,
  id uuid not null,
  email text not null,
  -- As the owner calls them; their own name from the moment that they accept.
  name text not null,
  "mayWrite" boolean not null default false,
  "personId" uuid,
  "tokenHash" text not null,
  "invitedById" uuid not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  "expiresAt" timestamptz(3) not null,
  "acceptedAt" timestamptz(3),
  "endedAt" timestamptz(3),
  "endedBy" text,
  -- Do they want mails of this case?
  mails boolean not null default true,
  constraint "CaseSupport_pkey" primary key ("caseId", id),
  constraint "CaseSupport_caseId_fkey" foreign key ("caseId") references "Case" (id) on delete restrict on update cascade,
  constraint "CaseSupport_personId_fkey" foreign key ("personId") references "Person" (id) on delete restrict on update cascade,
  constraint support_accepted check (("acceptedAt" is null) = ("personId" is null)),
  constraint support_ended check (("endedAt" is null) = ("endedBy" is null) and "endedBy" in ('OWNER', 'SELF'))
);
create unique index "CaseSupport_tokenHash_key" on "CaseSupport" ("tokenHash");
create index support_of_person on "CaseSupport" ("personId", "caseId") where "endedAt" is null;
create unique index support_once on "CaseSupport" ("caseId", email) where "endedAt" is null;
create unique index support_person_once on "CaseSupport" ("caseId", "personId") where "endedAt" is null and "personId" is not null;

-- What a support person notes for themselves. Nobody else reads it, the owner included.
create table "SupportNote" (
  "caseId" uuid not null,
  "personId" uuid not null,
  body text not null default '',
  "savedAt" timestamptz(3) not null default current_timestamp,
  version integer not null default 1,
  constraint "SupportNote_pkey" primary key ("caseId", "personId"),
  constraint "SupportNote_caseId_fkey" foreign key ("caseId") references "Case" (id) on delete restrict on update cascade
);

do $$ declare t text; begin
  foreach t in array array['CaseSupport', 'SupportNote'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_role on %I to current_user using (true) with check (true)', t);
  end loop;
end $$;

-- ---------------------------------------------------------------- who is one

-- Cases that the person helps with, in their own name. Behind a door, as the policy on "Case" asks for it.
create function app.supported_cases() returns uuid[] language sql stable parallel safe security definer
set search_path = pg_catalog, public as $$
  select coalesce(array_agg(s."caseId"), '{}') from public."CaseSupport" s
    where s."personId" = app.person() and app.kind() = 'PERSON' and app.org() is null and s."acceptedAt" is not null and s."endedAt" is null $$;

-- May this support person write in the thread as well?
create function app.support_writes(case_id uuid) returns boolean language sql stable parallel safe security definer
set search_path = pg_catalog, public as $$
  select exists (select from public."CaseSupport" s where s."caseId" = case_id and s."personId" = app.person() and app.kind() = 'PERSON'
    and app.org() is null and s."acceptedAt" is not null and s."endedAt" is null and s."mayWrite") $$;

create or replace function app.side_on(case_id uuid, owner_id uuid, practice_id uuid, hospital_id uuid, submitted timestamptz)
returns text language sql stable parallel safe as $$
  select case app.kind()
    when 'SYSTEM' then case when case_id = app.link_case() then 'SYSTEM' end
    when 'LINK' then case when case_id = app.link_case() and submitted is not null then 'PRACTICE' end
    when 'PERSON' then case
      when app.org() is null then case
        when owner_id = app.person() then 'OWNER'
        when submitted is not null and case_id = any (app.supported_cases()) then 'SUPPORT' end
      when submitted is null then null
      when hospital_id = app.org() then 'HOSPITAL'
      when practice_id = app.org() then 'PRACTICE' end
  end $$;

alter policy see on "Case" using (
  ("ownerId" = (select app.person()) and (select app.org()) is null and (select app.kind()) = 'PERSON')
  or ("hospitalId" = (select app.org()) and "submittedAt" is not null)
  or ("practiceId" = (select app.org()) and "submittedAt" is not null)
  or (id = (select app.link_case()) and ((select app.kind()) = 'SYSTEM' or "submittedAt" is not null))
  or (id = any ((select app.supported_cases())::uuid[]) and "submittedAt" is not null));

-- The actor's side as one of the parties who ask, agree and answer; null for a support person, who is none.
create function app.party(case_id uuid) returns text language sql stable parallel safe as $$
  select nullif(app.side(case_id), 'SUPPORT') $$;

-- ---------------------------------------------------------------- what they read: everything else stays closed

alter policy see on "CaseChain" using (app.party("caseId") is not null);
alter policy see on "Release" using (app.party("caseId") is not null);
alter policy see on "Agreement" using (app.party("caseId") is not null);
alter policy see on "InformationRequest" using (app.party("caseId") is not null);
alter policy see on "Decline" using (app.party("caseId") is not null);
alter policy see on "RecordAsk" using (app.party("caseId") is not null);
alter policy see on "RecordView" using (app.side("caseId") in ('OWNER', 'PRACTICE', 'SYSTEM') or app.party("caseId") = side::text);

create or replace function app.hears(side text, audience "Audience") returns boolean language sql immutable parallel safe as $$
  select case side when 'HOSPITAL' then true when 'SYSTEM' then true when 'PRACTICE' then audience <> 'HOSPITAL'
                   when 'OWNER' then audience = 'EVERYONE' when 'SUPPORT' then audience = 'EVERYONE' else false end $$;

-- A support person hears of what moves the case and of what they may read; not of records, signatures and money.
create or replace function app.hears_event(side text, case_id uuid, type text, audience "Audience", data jsonb) returns boolean
language sql stable parallel safe as $$
  select app.hears(side, audience) and case
    when side in ('OWNER', 'SYSTEM') then true
    when side = 'SUPPORT' then not data ? 'amountMinor' and (type like 'support.%' or type in ('case.submitted', 'case.withdrawn',
      'case.expired', 'case.closed', 'case.reopened', 'consent.completed', 'consent.proceededWithoutPractice', 'triage.accepted',
      'triage.declined', 'fee.paid', 'thread.posted', 'recommendation.signed', 'recommendation.amended', 'recommendation.vetView'))
    when type in ('case.created', 'case.resent', 'record.carried') then false
    when type like 'record.%' then app.sees_event_record(side, case_id, data)
    when side = 'PRACTICE' then not data ? 'amountMinor'
    else true end $$;

-- Terms of the estimate are the parties', too: a support person is told when the answer is due, by the case itself.
create or replace function app.estimate_terms(case_id uuid) returns table (id uuid, "turnaroundHours" int, "createdAt" timestamptz,
  "validUntil" timestamptz, "supersededAt" timestamptz) language sql stable security definer set search_path = pg_catalog, public as $$
  select e.id, e."turnaroundHours", e."createdAt"::timestamptz, e."validUntil"::timestamptz, e."supersededAt"::timestamptz
  from public."Estimate" e join public."Case" c on c.id = e."caseId"
  where e."caseId" = case_id
    and app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") in ('OWNER', 'PRACTICE', 'HOSPITAL', 'SYSTEM') $$;

-- ---------------------------------------------------------------- what they write: to everyone, where the owner lets them, and their notes

alter policy add on "Message" with check (app.side("caseId") = side::text and app.hears(app.side("caseId"), audience)
  and "authorId" = (select app.actor_id()) and (side::text <> 'SUPPORT' or app.support_writes("caseId")));

-- Several tables let a side add what it holds itself. A support person holds nothing.
alter table "Record" add constraint record_holder check (holder in ('OWNER', 'PRACTICE', 'HOSPITAL'));
alter table "Study" add constraint study_holder check (holder in ('OWNER', 'PRACTICE', 'HOSPITAL'));
alter table "RecordView" add constraint view_side check (side in ('OWNER', 'PRACTICE', 'HOSPITAL', 'SYSTEM'));
alter table "InformationRequest" add constraint asked_of check ("askedOf" in ('OWNER', 'PRACTICE'));

create function app.support_says() returns trigger language plpgsql as $$
begin
  if new.side::text = 'SUPPORT' and new.type not in ('thread.posted', 'support.joined', 'support.left') then
    raise exception 'not for a support person to say' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger support_says before insert on "CaseEvent" for each row execute function app.support_says();

-- The owner invites, changes and ends; what has ended stays ended. A support person reads their own line.
grant select, insert on "CaseSupport" to conferral_app;
grant update ("mayWrite", "endedAt", "endedBy") on "CaseSupport" to conferral_app;
create policy see on "CaseSupport" for select to conferral_app using (app.side("caseId") in ('OWNER', 'SYSTEM')
  or ("personId" = (select app.person()) and (select app.kind()) = 'PERSON' and (select app.org()) is null));
create policy add on "CaseSupport" for insert to conferral_app with check (app.side("caseId") = 'OWNER'
  and "invitedById" = (select app.person()) and "acceptedAt" is null and "personId" is null and "endedAt" is null
  and exists (select from "Case" c where c.id = "CaseSupport"."caseId" and c."submittedAt" is not null));
create policy change on "CaseSupport" for update to conferral_app
  using (app.side("caseId") = 'OWNER' and "endedAt" is null)
  with check (app.side("caseId") = 'OWNER' and ("endedBy" is null or "endedBy" = 'OWNER'));

grant select, insert on "SupportNote" to conferral_app;
grant update (body, "savedAt", version) on "SupportNote" to conferral_app;
create policy own on "SupportNote" to conferral_app
  using ("personId" = (select app.person()) and (select app.kind()) = 'PERSON' and app.side("caseId") = 'SUPPORT');

-- ---------------------------------------------------------------- doors

-- Who reads along, for everybody on the case: names, never addresses.
create function app.support_on(case_id uuid) returns table (id uuid, name text, "mayWrite" boolean, since timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select s.id, s.name, s."mayWrite", s."acceptedAt"::timestamptz from public."CaseSupport" s join public."Case" c on c.id = s."caseId"
    where s."caseId" = case_id and s."acceptedAt" is not null and s."endedAt" is null
      and app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") is not null
    order by s."acceptedAt", s.id $$;

-- What an invitation says, for whoever holds its link. Of the case no more than whose animal it is about.
create function app.support_by_token(token_hash text) returns table ("caseId" uuid, email text, "mayWrite" boolean, owner text,
  patient text, "expiresAt" timestamptz, state text) language sql stable security definer set search_path = pg_catalog, public as $$
  select s."caseId", s.email, s."mayWrite", p.name, coalesce(pt.name, c.title), s."expiresAt"::timestamptz,
      case when s."acceptedAt" is not null and s."endedAt" is null then 'ACCEPTED' when s."endedAt" is not null then 'ENDED'
           when s."expiresAt" <= now() then 'EXPIRED' else 'OPEN' end
    from public."CaseSupport" s join public."Case" c on c.id = s."caseId" join public."Person" p on p.id = c."ownerId"
    left join public."Patient" pt on pt."ownerId" = c."ownerId" and pt.id = c."patientId"
    where s."tokenHash" = support_by_token.token_hash and app.kind() <> '' $$;

-- Takes an invitation up, once, for the person at whose address it arrived. From then on they act in their own name, as nobody
-- helps an owner in the name of an organization. Returns the case, or null.
create function app.accept_support(token_hash text) returns uuid language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare found_case uuid;
begin
  update public."CaseSupport" s set "acceptedAt" = now(), "personId" = p.id, name = coalesce(nullif(p.name, ''), s.name)
    from public."Person" p, public."Case" c
    where s."tokenHash" = accept_support.token_hash and s."acceptedAt" is null and s."endedAt" is null and s."expiresAt" > now()
      and app.kind() = 'PERSON' and p.id = app.person() and p.email = s.email and c.id = s."caseId" and c."ownerId" <> p.id
      and not exists (select from public."CaseSupport" o where o."caseId" = s."caseId" and o."personId" = p.id and o."endedAt" is null)
    returning s."caseId" into found_case;
  if found_case is null then return null; end if;
  perform app.set_actor('PERSON', app.person(), null, null, null, null);
  perform app.append_event(found_case, 'support.joined', 'EVERYONE', '{}');
  return found_case;
end $$;

-- A support person goes, or wants mails or none. Their line is theirs to change in these two things only.
create function app.leave_support(case_id uuid) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
begin
  if not case_id = any (app.supported_cases()) then return false; end if;
  perform app.append_event(case_id, 'support.left', 'EVERYONE', '{}');
  update public."CaseSupport" s set "endedAt" = now(), "endedBy" = 'SELF'
    where s."caseId" = case_id and s."personId" = app.person() and s."endedAt" is null;
  return true;
end $$;
create function app.support_mails(case_id uuid, wanted boolean) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
begin
  update public."CaseSupport" s set mails = wanted
    where s."caseId" = case_id and s."personId" = app.person() and s."endedAt" is null and case_id = any (app.supported_cases());
  return found;
end $$;

create or replace function app.hats_for_case(case_id uuid) returns table ("orgId" uuid, name text) language sql stable security definer
set search_path = pg_catalog, public as $$
  select null::uuid, 'Yourself' from public."Case" c where c.id = case_id and app.kind() = 'PERSON' and (c."ownerId" = app.person()
    or (c."submittedAt" is not null and exists (select from public."CaseSupport" s where s."caseId" = c.id and s."personId" = app.person()
      and s."acceptedAt" is not null and s."endedAt" is null)))
  union all
  select o.id, o.name from public."Case" c
    join public."Membership" m on m."organizationId" in (c."hospitalId", c."practiceId") and m."endedAt" is null
    join public."Organization" o on o.id = m."organizationId"
    where c.id = case_id and c."submittedAt" is not null and m."personId" = app.person() and app.kind() = 'PERSON' $$;

create or replace function app.people_on_case() returns table (side text, "personId" uuid, name text, email text, "timeZone" text) language sql stable
security definer set search_path = pg_catalog, public as $$
  select 'OWNER', p.id, p.name, p.email, p."timeZone" from public."Case" c join public."Person" p on p.id = c."ownerId"
    where c.id = app.link_case() and app.kind() = 'SYSTEM'
  union all
  select case when o.id = c."hospitalId" then 'HOSPITAL' else 'PRACTICE' end, p.id, p.name, p.email, p."timeZone"
    from public."Case" c join public."Organization" o on o.id in (c."hospitalId", c."practiceId")
    join public."Membership" m on m."organizationId" = o.id and m."endedAt" is null
    join public."Person" p on p.id = m."personId"
    where c.id = app.link_case() and app.kind() = 'SYSTEM' and m.role not in ('BILLING')
  union all
  select 'SUPPORT', p.id, p.name, p.email, p."timeZone" from public."CaseSupport" s join public."Person" p on p.id = s."personId"
    where s."caseId" = app.link_case() and app.kind() = 'SYSTEM' and s."acceptedAt" is not null and s."endedAt" is null and s.mails $$;

revoke all on function app.supported_cases(), app.support_writes(uuid), app.party(uuid), app.support_says(), app.support_on(uuid),
  app.support_by_token(text), app.accept_support(text), app.leave_support(uuid), app.support_mails(uuid, boolean) from public;
grant execute on function app.supported_cases(), app.support_writes(uuid), app.party(uuid), app.support_on(uuid),
  app.support_by_token(text), app.accept_support(text), app.leave_support(uuid), app.support_mails(uuid, boolean) to conferral_app;
