-- What owners choose a hospital by: languages, how many cases a week, its pledge to give the case back, who owns it, and the
-- credentials of its team, which nobody shows as a specialist's title before the operator has found them in the college's register.

alter table "Organization"
  add column languages text[] default '{}',
  add column "weeklyCases" int check ("weeklyCases" between 1 and 500),
  add column "returnPledge" text not null default '',
  add column "groupName" text not null default '';
grant update (languages, "weeklyCases", "returnPledge", "groupName") on "Organization" to conferral_app;

-- ---------------------------------------------------------------- credentials

create table "Credential" (
  "organizationId" uuid not null,
  "personId" uuid not null,
  id uuid not null,
  college text not null,
  field text not null default '',
  evidence text not null default '',
  "claimedAt" timestamptz(3) not null default now(),
  "verifiedAt" timestamptz(3),
  "verifiedById" uuid,
  "verifiedBy" text not null default '',
  "refusedAt" timestamptz(3),
  "endedAt" timestamptz(3),
  constraint "Credential_pkey" primary key ("organizationId", id),
  constraint "Credential_organizationId_personId_fkey" foreign key ("organizationId", "personId")
    references "Membership" ("organizationId", "personId") on delete cascade on update cascade,
  constraint credential_judged check (("verifiedAt" is null) = ("verifiedById" is null) or "refusedAt" is not null)
);
create index "Credential_organizationId_personId_idx" on "Credential" ("organizationId", "personId");
create index credential_open on "Credential" ("claimedAt", id) where "verifiedAt" is null and "refusedAt" is null and "endedAt" is null;
alter table "Credential" enable row level security;
alter table "Credential" force row level security;
create policy owner_role on "Credential" to current_user using (true) with check (true);
grant select on "Credential" to conferral_app;
-- Not the columns that say whether it was verified: those are written by a door only.
grant insert ("organizationId", "personId", id, college, field, evidence) on "Credential" to conferral_app;
grant update ("endedAt") on "Credential" to conferral_app;
create policy see on "Credential" for select to conferral_app using ("organizationId" = (select app.org()));
create policy add on "Credential" for insert to conferral_app
  with check ("organizationId" = (select app.org()) and (select app.role()) = 'ADMIN');
create policy change on "Credential" for update to conferral_app
  using ("organizationId" = (select app.org()) and (select app.role()) = 'ADMIN');

-- What waits for the operator, the longest first.
create function app.credentials_to_verify() returns table ("organizationId" uuid, id uuid, organization text, name text, email text,
  college text, field text, evidence text, "claimedAt" timestamptz) language sql stable security definer
set search_path = pg_catalog, public as $$
  select c."organizationId", c.id, o.name, p.name, p.email, c.college, c.field, c.evidence, c."claimedAt"
    from public."Credential" c join public."Organization" o on o.id = c."organizationId" join public."Person" p on p.id = c."personId"
    join public."Membership" m on m."organizationId" = c."organizationId" and m."personId" = c."personId" and m."endedAt" is null
    where c."verifiedAt" is null and c."refusedAt" is null and c."endedAt" is null and app.is_operator()
    order by c."claimedAt", c.id limit 200 $$;

-- Found in the register, or not. Returns whether there was one to judge.
create function app.judge_credential(org_id uuid, credential_id uuid, found_there boolean) returns boolean language plpgsql volatile
security definer set search_path = pg_catalog, public as $$
begin
  update public."Credential" c set
      "verifiedAt" = case when found_there then now() end, "verifiedById" = case when found_there then app.person() end,
      "verifiedBy" = case when found_there then (select p.name from public."Person" p where p.id = app.person()) else '' end,
      "refusedAt" = case when found_there then null else now() end
    where c."organizationId" = org_id and c.id = credential_id and c."verifiedAt" is null and c."refusedAt" is null
      and c."endedAt" is null and app.is_operator();
  return found;
end $$;

-- Who answers at a hospital, for everybody who may see the hospital: members whose credential is verified, and nobody else.
create function app.specialists(org_id uuid) returns table ("personId" uuid, name text, college text, field text, "verifiedAt" timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select p.id, p.name, c.college, c.field, c."verifiedAt"
    from public."Organization" o join public."Membership" m on m."organizationId" = o.id and m."endedAt" is null
    join public."Credential" c on c."organizationId" = o.id and c."personId" = m."personId" and c."verifiedAt" is not null
      and c."endedAt" is null
    join public."Person" p on p.id = m."personId"
    where o.id = org_id and o.kind = 'HOSPITAL' and o."verifiedAt" is not null and app.kind() <> ''
    order by p.name, c."verifiedAt", c.id limit 200 $$;

-- ---------------------------------------------------------------- how busy, how fast

-- Cases that a hospital has on its hands, counted no further than `most`; statuses that are its turn or will be again.
create function app.open_cases(org_id uuid, most int) returns int language sql stable security definer
set search_path = pg_catalog, public as $$
  select case when app.kind() = '' then 0 else (
    (select count(*) from (select from public."Case" c where c."hospitalId" = org_id and c.status = 'IN_TRIAGE' limit most) n)
    + (select count(*) from (select from public."Case" c where c."hospitalId" = org_id and c.status = 'IN_REVIEW' limit most) n)
    + (select count(*) from (select from public."Case" c where c."hospitalId" = org_id
        and c.status in ('NEEDS_INFORMATION', 'AWAITING_PAYMENT') limit most) n))::int end $$;

-- Of the last 90 days: how many answers, and the median of hours from payment to the signature. The newest thousand at most.
create function app.measured_turnaround(org_id uuid) returns table (answered int, hours double precision) language sql stable
security definer set search_path = pg_catalog, public as $$
  select count(*)::int, percentile_cont(0.5) within group (order by extract(epoch from c."answeredAt" - c."paidAt") / 3600.0)
    from (select k."answeredAt", k."paidAt" from public."Case" k where k."hospitalId" = org_id and k.status in ('ANSWERED', 'CLOSED')
      and k."answeredAt" > now() - interval '90 days' order by k."answeredAt" desc, k.id desc limit 1000) c
    where c."paidAt" is not null and app.kind() <> '' $$;

-- ---------------------------------------------------------------- groups

-- Corporate groups with the domains of their practices: public facts that the operator keeps, for practices without an account.
create table "CorporateGroup" (
  id uuid not null,
  name text not null,
  domains text[] default '{}',
  source text not null default '',
  "changedAt" timestamptz(3) not null default now(),
  version int not null default 1,
  constraint "CorporateGroup_pkey" primary key (id)
);
create unique index "CorporateGroup_name_key" on "CorporateGroup" (name);
alter table "CorporateGroup" enable row level security;
alter table "CorporateGroup" force row level security;
create policy owner_role on "CorporateGroup" to current_user using (true) with check (true);
grant select, insert, update, delete on "CorporateGroup" to conferral_app;
create policy see on "CorporateGroup" for select to conferral_app using ((select app.kind()) <> '');
create policy add on "CorporateGroup" for insert to conferral_app with check ((select app.is_operator()));
create policy change on "CorporateGroup" for update to conferral_app using ((select app.is_operator()));
create policy remove on "CorporateGroup" for delete to conferral_app using ((select app.is_operator()));

-- The group of the practice that an attending vet writes from: as the practice says itself, where it is here by a member, a proven
-- address or a proven domain; else by the operator's list.
create function app.group_of_address(address text) returns text language sql stable security definer
set search_path = pg_catalog, public as $$
  select case when app.kind() = 'PERSON' then coalesce(
    (select nullif(o."groupName", '') from public."Organization" o where o.id = app.practice_for_address(lower(address))),
    (select g.name from public."CorporateGroup" g where split_part(lower(address), '@', 2) = any (g.domains) order by g.name limit 1)) end $$;

revoke all on function app.credentials_to_verify(), app.judge_credential(uuid, uuid, boolean), app.specialists(uuid),
  app.open_cases(uuid, int), app.measured_turnaround(uuid), app.group_of_address(text) from public;
grant execute on function app.credentials_to_verify(), app.judge_credential(uuid, uuid, boolean), app.specialists(uuid),
  app.open_cases(uuid, int), app.measured_turnaround(uuid), app.group_of_address(text) to conferral_app;
