-- A practice of several sites: a case may name the one that looks after the animal. By the address that the vet was asked at, or by
-- the practice's own choice.
create table "PracticeSite" (
  "organizationId" uuid not null,
  id uuid not null,
  name text not null,
  address text not null default '',
  phone text not null default '',
  email text,
  "createdAt" timestamptz(3) not null default current_timestamp,
  "closedAt" timestamptz(3),
  version integer not null default 1,
  constraint "PracticeSite_pkey" primary key ("organizationId", id),
  constraint "PracticeSite_organizationId_fkey" foreign key ("organizationId") references "Organization" (id) on delete cascade on update cascade,
  constraint site_has_name check (name <> '')
);
create unique index site_address on "PracticeSite" ("organizationId", email) where email is not null and "closedAt" is null;
alter table "Case" add column "siteId" uuid,
  add constraint "Case_practiceId_siteId_fkey" foreign key ("practiceId", "siteId")
    references "PracticeSite" ("organizationId", id) on delete restrict on update cascade,
  add constraint case_site_of_practice check ("siteId" is null or "practiceId" is not null);
create index case_of_site on "Case" ("practiceId", "siteId", "updatedAt" desc, id desc) where "siteId" is not null;
grant update ("siteId") on "Case" to conferral_app;

alter table "PracticeSite" enable row level security;
alter table "PracticeSite" force row level security;
create policy owner_role on "PracticeSite" to current_user using (true) with check (true);
grant select, insert on "PracticeSite" to conferral_app;
grant update (name, address, phone, email, "closedAt", version) on "PracticeSite" to conferral_app;
-- Its team; and whoever is on a case that names it.
create policy see on "PracticeSite" for select to conferral_app using ("organizationId" = (select app.org())
  or exists (select from "Case" c where c."practiceId" = "organizationId" and c."siteId" = "PracticeSite".id));
create policy add on "PracticeSite" for insert to conferral_app with check (
  "organizationId" = (select app.org()) and (select app.role()) = 'ADMIN'
  and exists (select from "Organization" o where o.id = "organizationId" and o.kind = 'PRACTICE'));
create policy change on "PracticeSite" for update to conferral_app
  using ("organizationId" = (select app.org()) and (select app.role()) = 'ADMIN');

-- Another practice, or another vet asked, is another site: the one that has this address, or none.
create function app.case_site() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op = 'UPDATE' and new."practiceId" is not distinct from old."practiceId"
    and new."attendingVetEmail" = old."attendingVetEmail" then return new; end if;
  new."siteId" := (select s.id from public."PracticeSite" s where s."organizationId" = new."practiceId"
    and s.email = new."attendingVetEmail" and s."closedAt" is null);
  return new;
end $$;
create trigger site before insert or update of "practiceId", "attendingVetEmail" on "Case" for each row execute function app.case_site();

-- A site is the practice's to name.
create function app.site_is_the_practices() returns trigger language plpgsql as $$
begin
  if app.kind() <> '' and new."practiceId" is not distinct from old."practiceId" and new."attendingVetEmail" = old."attendingVetEmail"
    and (app.kind() <> 'PERSON' or app.org() is distinct from new."practiceId") then
    raise exception 'not theirs to change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger site_named before update of "siteId" on "Case" for each row
  when (new."siteId" is distinct from old."siteId") execute function app.site_is_the_practices();

-- ---------------------------------------------------------------- a practice's own short texts

create type "PracticeTextKind" as enum ('COMMENT', 'LETTER', 'COVER_NOTE');
create table "PracticeText" (
  "organizationId" uuid not null,
  id uuid not null,
  kind "PracticeTextKind" not null,
  title text not null,
  body text not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  "removedAt" timestamptz(3),
  version integer not null default 1,
  constraint "PracticeText_pkey" primary key ("organizationId", id),
  constraint "PracticeText_organizationId_fkey" foreign key ("organizationId") references "Organization" (id) on delete cascade on update cascade,
  constraint text_says_something check (title <> '' and body <> '')
);
create index practice_texts on "PracticeText" ("organizationId", kind, title, id) where "removedAt" is null;
alter table "PracticeText" enable row level security;
alter table "PracticeText" force row level security;
create policy owner_role on "PracticeText" to current_user using (true) with check (true);
grant select, insert on "PracticeText" to conferral_app;
grant update (kind, title, body, "removedAt", version) on "PracticeText" to conferral_app;
create policy own on "PracticeText" to conferral_app using ("organizationId" = (select app.org()))
  with check ("organizationId" = (select app.org()) and (select app.role()) in ('ADMIN', 'VET', 'NURSE')
    and exists (select from "Organization" o where o.id = "organizationId" and o.kind = 'PRACTICE'));

revoke all on function app.case_site(), app.site_is_the_practices() from public;

-- ---------------------------------------------------------------- who does what by when, for somebody who stands by the owner

-- They read the plan with the answer that it belongs to, and write nothing into it.
create or replace function app.sees_plan(side text, case_id uuid) returns boolean language sql stable parallel safe as $$
  select side in ('HOSPITAL', 'SYSTEM') or (side in ('OWNER', 'PRACTICE', 'SUPPORT')
    and exists (select from "Case" c where c.id = case_id and c."answeredAt" is not null)) $$;
alter policy add on "PlanItem" with check (
  app.side("caseId") = side::text and side::text in ('OWNER', 'PRACTICE', 'HOSPITAL') and app.sees_plan(side::text, "caseId")
  and "authorId" = (select app.actor_id()) and "doneAt" is null and "droppedAt" is null);
