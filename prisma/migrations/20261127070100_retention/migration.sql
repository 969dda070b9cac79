-- How long a case's content is kept after it was closed, what holds it longer, and its removal. What was decided, paid and signed
-- stays by ids and hashes: the chain and the ledger verify as before.

alter table "Organization" add column "retentionYears" integer not null default 7;
alter table "Organization" add constraint organization_retention check ("retentionYears" between 1 and 30);
grant update ("retentionYears") on "Organization" to conferral_app;

alter table "Case" add column "contentRemovedAt" timestamptz(3);
create index case_retention on "Case" ("closedAt") where "closedAt" is not null and "contentRemovedAt" is null;

-- A legal hold of an organization: on one case, or on all of its cases. Placed and lifted, never deleted.
create table "LegalHold" (
  "organizationId" uuid not null,
  id uuid not null,
  "caseId" uuid,
  reason text not null,
  "placedById" uuid not null,
  "placedByName" text not null,
  "placedAt" timestamptz(3) not null default current_timestamp,
  "liftedById" uuid,
  "liftedByName" text,
  "liftedAt" timestamptz(3),
  "liftReason" text,
  constraint "LegalHold_pkey" primary key ("organizationId", id),
  constraint "LegalHold_organizationId_fkey" foreign key ("organizationId") references "Organization" (id) on delete restrict on update cascade,
  constraint "LegalHold_caseId_fkey" foreign key ("caseId") references "Case" (id) on delete restrict on update cascade
);
create unique index legal_hold_once on "LegalHold" ("organizationId", "caseId") nulls not distinct where "liftedAt" is null;
create index legal_hold_case on "LegalHold" ("caseId") where "liftedAt" is null;

alter table "LegalHold" enable row level security;
alter table "LegalHold" force row level security;
create policy owner_role on "LegalHold" to current_user using (true) with check (true);

grant select, insert on "LegalHold" to conferral_app;
grant update ("liftedById", "liftedByName", "liftedAt", "liftReason") on "LegalHold" to conferral_app;
create policy own on "LegalHold" for select to conferral_app
  using ("organizationId" = (select app.org()) and (select app.role()) = 'ADMIN');
create policy place on "LegalHold" for insert to conferral_app with check (
  "organizationId" = (select app.org()) and (select app.role()) = 'ADMIN' and "placedById" = (select app.person()) and "liftedAt" is null
  and ("caseId" is null or app.side("caseId") in ('HOSPITAL', 'PRACTICE')));
create policy lift on "LegalHold" for update to conferral_app
  using ("organizationId" = (select app.org()) and (select app.role()) = 'ADMIN' and "liftedAt" is null)
  with check ("organizationId" = (select app.org()) and (select app.role()) = 'ADMIN' and "liftedById" = (select app.person()));

-- ---------------------------------------------------------------- when

-- Of a case's organizations the one that keeps longest decides; null: it has not ended.
create function app.kept_until(closed timestamptz, hospital uuid, practice uuid) returns timestamptz language sql stable
set search_path = pg_catalog, public as $$
  select closed + make_interval(years => coalesce((select max(o."retentionYears") from public."Organization" o where o.id in (hospital, practice)), 7)) $$;

create function app.is_held(case_id uuid, hospital uuid, practice uuid) returns boolean language sql stable
set search_path = pg_catalog, public as $$
  select exists (select from public."LegalHold" h where h."liftedAt" is null and h."organizationId" in (hospital, practice)
    and (h."caseId" is null or h."caseId" = case_id)) $$;

create function app.ended(status "CaseStatus") returns boolean language sql immutable parallel safe as
  $$ select status in ('CLOSED', 'DECLINED', 'WITHDRAWN', 'EXPIRED') $$;

-- Cases whose content may go now; for the worker only.
create function app.due_for_removal(most int) returns table (id uuid) language sql stable security definer
set search_path = pg_catalog, public as $$
  select c.id from public."Case" c
    where app.kind() = 'SYSTEM' and c."contentRemovedAt" is null and app.ended(c.status)
      and c."closedAt" <= now() - make_interval(years => (select coalesce(min(o."retentionYears"), 7) from public."Organization" o))
      and app.kept_until(c."closedAt", c."hospitalId", c."practiceId") <= now()
      and not app.is_held(c.id, c."hospitalId", c."practiceId")
    order by c."closedAt" limit least(most, 500) $$;

-- What the organization acted as would see removed within so many days, the next first; for its admin.
create function app.removals_ahead(days int, most int) returns table (id uuid, number text, title text, status "CaseStatus",
  "closedAt" timestamptz, "keptUntil" timestamptz, held boolean, records int, bytes bigint) language sql stable security definer
set search_path = pg_catalog, public as $$
  select c.id, c.number, c.title, c.status, c."closedAt", k.until, app.is_held(c.id, c."hospitalId", c."practiceId"),
    coalesce(u.records, 0), coalesce(u.bytes, 0)
  from public."Case" c
  cross join lateral (select app.kept_until(c."closedAt", c."hospitalId", c."practiceId") as until) k
  left join public."StorageUse" u on u.key = 'case:' || c.id
  where app.kind() = 'PERSON' and app.role() = 'ADMIN' and c."contentRemovedAt" is null and app.ended(c.status)
    and c."submittedAt" is not null and app.org() in (c."hospitalId", c."practiceId")
    and c."closedAt" is not null and k.until <= now() + make_interval(days => least(days, 366))
  order by k.until, c.id limit least(most, 500) $$;

-- ---------------------------------------------------------------- removal

-- Is content being removed by one of the two doors that may? Only they run as the tables' owner; the application cannot pretend.
create function app.removing() returns boolean language sql stable set search_path = pg_catalog, public as $$
  select coalesce(current_setting('app.removing', true), '') = 'yes'
    and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = 'public."Case"'::regclass) $$;

create or replace function app.append_only() returns trigger language plpgsql as $$
begin
  if tg_table_name not in ('CaseEvent', 'LedgerEntry', 'ConsentText', 'DeliveryRule') and app.removing() then
    return case tg_op when 'DELETE' then old else new end;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create or replace function app.signed_is_final() returns trigger language plpgsql as $$
begin
  if old.status = 'SIGNED' and not (tg_op = 'UPDATE' and app.removing()
    and (new."caseId", new.id, new.number, new.status, new."authorId", new."signedAt", new."contentHash")
      is not distinct from (old."caseId", old.id, old.number, old.status, old."authorId", old."signedAt", old."contentHash")) then
    raise exception 'a signed recommendation never changes' using errcode = 'restrict_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

-- Deletes a case's rows from every table but those named. A table that is new goes unless somebody says that it stays; those that
-- others refer to go in a later round.
create function app.delete_rows_of(case_id uuid, but text[]) returns void language plpgsql volatile set search_path = pg_catalog, public as $$
declare t text; left_over text[]; before int;
begin
  select coalesce(array_agg(c.relname::text), '{}') into left_over
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'caseId' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relname = any (but);
  loop
    before := cardinality(left_over);
    exit when before = 0;
    foreach t in array left_over loop
      begin
        execute format('delete from public.%I where "caseId" = $1', t) using case_id;
        left_over := array_remove(left_over, t);
      exception when foreign_key_violation or restrict_violation then null;
      end;
    end loop;
    if cardinality(left_over) = before then
      raise exception 'content could not be removed from %', left_over using errcode = 'restrict_violation';
    end if;
  end loop;
end $$;

-- What a case says and shows. Bytes go afterwards, by a job: rows that name an object stay until then.
create function app.forget_case(case_id uuid) returns void language plpgsql volatile set search_path = pg_catalog, public as $$
begin
  perform set_config('app.removing', 'yes', true);
  update public."Record" set status = 'REMOVED', "removedAt" = coalesce("removedAt", now()), version = version + 1
    where "caseId" = case_id and status not in ('REMOVED', 'REFUSED', 'UNPACKED');
  update public."Record" set name = 'Removed', "declaredType" = '', refusal = null, dicom = null, "uploaderName" = '', note = null,
    folder = null, "heldBy" = case when "heldBy" is null then null else '' end where "caseId" = case_id;
  update public."Study" set description = null, "patientName" = null, "responsiblePerson" = null, species = null where "caseId" = case_id;
  update public."Series" set description = null where "caseId" = case_id;
  update public."RecordView" set "viewerName" = '' where "caseId" = case_id;
  update public."Release" set "signedName" = '', "revokeReason" = null where "caseId" = case_id;
  update public."Agreement" set "signedName" = '', reason = '', comment = '', "revokeReason" = null where "caseId" = case_id;
  update public."Decline" set explanation = '', suggestion = '' where "caseId" = case_id;
  update public."Estimate" set note = '' where "caseId" = case_id;
  update public."Recommendation" r set assessment = 'Removed', "agreementNote" = '', differentials = '', tests = '', treatment = '',
    prognosis = '', "examinationNeeded" = '', "plainLanguage" = 'Removed', answers = '[]', "addendumReason" = '', "signedName" = '',
    "reliedOn" = coalesce((select jsonb_agg(one - 'name') from jsonb_array_elements(r."reliedOn") one), '[]')
    where "caseId" = case_id;
  perform app.delete_rows_of(case_id, array['CaseChain', 'CaseEvent', 'LedgerEntry', 'Payment', 'Estimate', 'Release', 'Agreement',
    'Decline', 'Record', 'RecordPreview', 'RecordView', 'Study', 'Series', 'Recommendation', 'LegalHold']);
  insert into public."CaseRequest" ("caseId", "redFlags", questions) values (case_id, '{}', '{}');
  update public."Case" set title = 'Removed', headline = '', "attendingVetName" = '', "attendingVetPractice" = '',
    "attendingVetEmail" = '', "patientId" = null, "contentRemovedAt" = now(), version = version + 1 where id = case_id;
  delete from public."CaseSearch" where "caseId" = case_id;
  perform set_config('app.removing', '', true);
end $$;

-- Removes what a case says, if its time has come and nothing holds it: asked again here, with the row locked. Returns whether it was done.
create function app.remove_content(case_id uuid) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare c public."Case";
begin
  if app.kind() <> 'SYSTEM' or app.link_case() is distinct from case_id then return false; end if;
  select * into c from public."Case" k where k.id = case_id for update;
  if not found or c."contentRemovedAt" is not null or not app.ended(c.status) or c."closedAt" is null
    or app.kept_until(c."closedAt", c."hospitalId", c."practiceId") > now()
    or app.is_held(c.id, c."hospitalId", c."practiceId") then return false; end if;
  perform app.forget_case(case_id);
  return true;
end $$;

-- Nobody else sees who the owner of such a case is: of those whose cases they see, only who has one that still says something.
create policy not_after_removal on "Person" as restrictive for select to conferral_app using (
  id = (select app.person()) or (select app.kind()) = 'AUTH'
  or exists (select from "Case" c where c."ownerId" = "Person".id and c."contentRemovedAt" is null)
  or not exists (select from "Case" c where c."ownerId" = "Person".id)
  or exists (select from "Membership" m where m."personId" = "Person".id and m."organizationId" = (select app.org())));

revoke all on function app.kept_until(timestamptz, uuid, uuid), app.is_held(uuid, uuid, uuid), app.ended("CaseStatus"), app.removing(),
  app.delete_rows_of(uuid, text[]), app.forget_case(uuid), app.due_for_removal(int), app.removals_ahead(int, int), app.remove_content(uuid) from public;
grant execute on function app.removing(), app.due_for_removal(int), app.removals_ahead(int, int), app.remove_content(uuid) to conferral_app;
