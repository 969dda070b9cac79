-- A request that is sent again takes its records along: more rows, the same bytes (docs/decisions/0008).

-- ---------------------------------------------------------------- columns

alter table "Record" add column "heldBy" text, add column "fromCaseId" uuid, add column "fromId" uuid;
alter table "Record" add constraint "Record_fromCaseId_fromId_fkey" foreign key ("fromCaseId", "fromId")
  references "Record" ("caseId", id) on delete restrict on update cascade;

-- The practice as it was when it added the record: an account's organization, or the address that a vet without one was asked at.
update "Record" r set "heldBy" = coalesce(c."practiceId"::text, c."attendingVetEmail") from "Case" c
  where c.id = r."caseId" and r.holder = 'PRACTICE';
alter table "Record" add constraint record_held_by check ((holder = 'PRACTICE') = ("heldBy" is not null)),
  add constraint record_carried check (("fromCaseId" is null) = ("fromId" is null));

create function app.name_holder() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  -- A carried record stays with whoever added it first.
  if new."fromId" is null then
    new."heldBy" := case when new.holder = 'PRACTICE' then
      (select coalesce(c."practiceId"::text, c."attendingVetEmail") from public."Case" c where c.id = new."caseId") end;
  end if;
  return new;
end $$;
create trigger holder before insert on "Record" for each row execute function app.name_holder();

-- ---------------------------------------------------------------- one object, several rows

-- Only what was carried shares its object; what was added has one of its own.
drop index "Record_objectKey_key";
create unique index record_object on "Record" ("objectKey") where "fromId" is null;
create index record_shared_object on "Record" ("objectKey") where "fromId" is not null;
-- Into one case a record is carried once.
create unique index record_carried_once on "Record" ("caseId", "fromCaseId", "fromId") where "fromId" is not null;

-- Does any case still have this object? Nobody but the worker is answered; without an answer the bytes stay.
create function app.object_in_use(object_key text) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select app.kind() <> 'SYSTEM'
    or exists (select from public."Record" r where r."objectKey" = object_key and r."fromId" is null
                 and r.status not in ('REMOVED', 'REFUSED'))
    or exists (select from public."Record" r where r."objectKey" = object_key and r."fromId" is not null
                 and r.status not in ('REMOVED', 'REFUSED')) $$;

-- Puts the records of an ended case into the draft made from it, each with an event. The share lock makes a removal that is
-- under way come first, and one that begins now wait until the new row can be counted: an object whose rows are all removed
-- can never get another one.
create function app.carry_records(source uuid, target uuid) returns int language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare carried uuid[];
begin
  if app.kind() <> 'PERSON' or app.org() is not null or not exists (
    select from public."Case" t join public."Case" s on s.id = t."resentFromId"
      where t.id = target and s.id = source and t."ownerId" = app.person() and s."ownerId" = app.person()
        and t.status = 'DRAFT' and s.status in ('DECLINED', 'WITHDRAWN', 'EXPIRED'))
  then raise exception 'no such case' using errcode = 'no_data_found'; end if;
  with kept as (
    select * from public."Record" r where r."caseId" = source and r.status = 'READY' and r.holder in ('OWNER', 'PRACTICE') for share),
  made as (
    insert into public."Record" ("caseId", id, holder, "heldBy", kind, name, "sizeBytes", "declaredType", "contentType", sha256,
        "objectKey", status, dicom, scan, "uploadedBy", "uploaderName", "createdAt", "readyAt", "fromCaseId", "fromId")
      select target, uuidv7(), holder, "heldBy", kind, name, "sizeBytes", "declaredType", "contentType", sha256,
        "objectKey", status, dicom, scan, "uploadedBy", "uploaderName", "createdAt", "readyAt", "caseId", id from kept
      on conflict ("caseId", "fromCaseId", "fromId") where "fromId" is not null do nothing
      returning id)
  select coalesce(array_agg(made.id), '{}') into carried from made;
  update public."Case" c set "recordCount" = c."recordCount" + cardinality(carried) where c.id = target;
  perform app.append_event(target, 'record.carried', 'EVERYONE', jsonb_build_object('recordId', r.id, 'holder', r.holder,
      'sha256', r.sha256, 'from', r."fromCaseId", 'fromRecord', r."fromId"))
    from (select * from public."Record" n where n."caseId" = target and n.id = any (carried) order by n."createdAt", n.id) r;
  return cardinality(carried);
end $$;

-- ---------------------------------------------------------------- whose record a practice's record is

-- Is this the practice that is asked in this case? Another one never reads the record, and its agreement does not cover it.
create function app.practice_holds(case_id uuid, held_by text) returns boolean language sql stable parallel safe as $$
  select exists (select from "Case" c where c.id = case_id and held_by in (c."practiceId"::text, c."attendingVetEmail")) $$;

alter policy see on "Record" using (app.sees_record(app.side("caseId"), "caseId", holder, kind)
  and (holder <> 'PRACTICE' or app.side("caseId") in ('OWNER', 'SYSTEM') or app.practice_holds("caseId", "heldBy")));
-- Carried records come by the door above alone.
alter policy add on "Record" with check (app.side("caseId") = holder::text and "fromCaseId" is null and "fromId" is null);
alter policy change on "Record"
  using (app.side("caseId") = 'SYSTEM' or (app.side("caseId") = holder::text
    and (holder <> 'PRACTICE' or app.practice_holds("caseId", "heldBy"))))
  with check (app.side("caseId") in (holder::text, 'SYSTEM'));

-- The same rule where it is counted for many cases at once.
create or replace function app.records_open(case_id uuid, hospital uuid) returns int language sql stable parallel safe as $$
  select count(*)::int
  from (select array(select unnest(s.kinds) from "Release" s where s."caseId" = case_id and s."hospitalId" = hospital
          and s."revokedAt" is null and s."expiresAt" > now()
          and exists (select from "Case" c where c.id = case_id and c.status not in ('DECLINED', 'WITHDRAWN', 'EXPIRED'))) as kinds) released
  cross join (select array(select unnest(a.kinds) from "Agreement" a where a."caseId" = case_id and a."hospitalId" = hospital
          and a.decision = 'AGREED' and a."revokedAt" is null and a."expiresAt" > now()) as kinds) agreed
  cross join (select c."practiceId"::text as practice, c."attendingVetEmail" as address from "Case" c where c.id = case_id) asked
  cross join "Record" r
  where r."caseId" = case_id and r.status = 'READY' and (r.holder = 'HOSPITAL'
    or (r.kind = any (released.kinds) and (r.holder = 'OWNER'
      or (r.kind = any (agreed.kinds) and r."heldBy" in (asked.practice, asked.address))))) $$;

-- Never where it hangs, whose it is, which bytes it means, nor where it came from.
revoke update on "Record" from conferral_app;
grant update (kind, status, refusal, "contentType", sha256, dicom, scan, "uploadId", "readyAt", "removedAt", version)
  on "Record" to conferral_app;

revoke all on function app.name_holder(), app.object_in_use(text), app.carry_records(uuid, uuid), app.practice_holds(uuid, text)
  from public;
grant execute on function app.object_in_use(text), app.carry_records(uuid, uuid), app.practice_holds(uuid, text) to conferral_app;
