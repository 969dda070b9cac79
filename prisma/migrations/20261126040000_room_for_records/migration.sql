-- Room for records: what a case, a person, an organization or a practice without an account may keep, counted as it changes;
-- and files known by their content, so that none is sent twice.

-- ---------------------------------------------------------------- known by content

-- What the browser found before it sent the bytes. The check's own sha256 is the truth; this one only finds a file again while
-- it is on its way, and after the check has stored it in another form.
alter table "Record" add column "claimedHash" text check ("claimedHash" ~ '^[0-9a-f]{64}$');
-- Two windows that begin the same file at once make one record.
create unique index record_claimed_once on "Record" ("caseId", holder, "claimedHash", coalesce("heldBy", ''))
  where "claimedHash" is not null and status in ('UPLOADING', 'CHECKING', 'READY');
create index record_hashed on "Record" ("caseId", sha256) where sha256 is not null;
create index record_unfinished on "Record" ("caseId", "createdAt") where status = 'UPLOADING';
create index record_stale on "Record" ("createdAt") where status = 'UPLOADING';

-- ---------------------------------------------------------------- counted as it changes

create table "StorageUse" (
    "key" TEXT NOT NULL,
    "records" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "StorageUse_pkey" PRIMARY KEY ("key")
);
create table "StorageLimit" (
    "key" TEXT NOT NULL,
    "records" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,

    CONSTRAINT "StorageLimit_pkey" PRIMARY KEY ("key")
);
do $$ declare t text; begin
  foreach t in array array['StorageUse', 'StorageLimit'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_role on %I to current_user using (true) with check (true)', t);
  end loop;
end $$;

-- The operator's to change (docs/operations.md); a row for one "org:<id>", "person:<id>" or "case:<id>" goes before its kind's.
insert into "StorageLimit" ("key", "records", "bytes") values
  ('CASE', 10000, 20::bigint << 30), ('OWNER', 50000, 100::bigint << 30), ('PRACTICE', 1000000, 1::bigint << 40),
  ('HOSPITAL', 1000000, 1::bigint << 40), ('ADDRESS', 20000, 100::bigint << 30);

-- Whose room a record takes: the holder's, by name.
create function app.storage_key(holder "Side", held_by text, owner_id uuid, hospital_id uuid) returns text language sql immutable
parallel safe as $$
  select case holder when 'OWNER' then 'person:' || owner_id when 'HOSPITAL' then 'org:' || hospital_id
    when 'PRACTICE' then case when held_by ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then 'org:' || held_by else 'address:' || lower(held_by) end end $$;

-- A case counts all that it holds; a holder what was added, not what was carried along: that shares its bytes. Keys in order, so
-- that two transactions never wait for each other.
create function app.count_storage() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op = 'INSERT' then
    insert into public."StorageUse" as u ("key", records, bytes)
      select k.key, count(*), sum(r."sizeBytes")
      from (select n.* from now_there n where n.status in ('UPLOADING', 'CHECKING', 'READY')) r
      join public."Case" c on c.id = r."caseId"
      cross join lateral (values ('case:' || r."caseId"),
        (case when r."fromId" is null then app.storage_key(r.holder, r."heldBy", c."ownerId", c."hospitalId") end)) k (key)
      where k.key is not null group by k.key order by k.key
      on conflict ("key") do update set records = u.records + excluded.records, bytes = u.bytes + excluded.bytes;
  else
    insert into public."StorageUse" as u ("key", records, bytes)
      select k.key, sum(r.sign), sum(r.sign * r."sizeBytes")
      from (select n.*, case when n.status in ('UPLOADING', 'CHECKING', 'READY') then 1 else -1 end as sign
        from now_there n join was_there w on w."caseId" = n."caseId" and w.id = n.id
        where (n.status in ('UPLOADING', 'CHECKING', 'READY')) <> (w.status in ('UPLOADING', 'CHECKING', 'READY'))) r
      join public."Case" c on c.id = r."caseId"
      cross join lateral (values ('case:' || r."caseId"),
        (case when r."fromId" is null then app.storage_key(r.holder, r."heldBy", c."ownerId", c."hospitalId") end)) k (key)
      where k.key is not null group by k.key order by k.key
      on conflict ("key") do update set records = u.records + excluded.records, bytes = u.bytes + excluded.bytes;
  end if;
  return null;
end $$;
create trigger storage_added after insert on "Record" referencing new table as now_there
  for each statement execute function app.count_storage();
create trigger storage_changed after update on "Record" referencing old table as was_there new table as now_there
  for each statement execute function app.count_storage();

insert into "StorageUse" ("key", records, bytes)
  select k.key, count(*), sum(r."sizeBytes") from "Record" r join "Case" c on c.id = r."caseId"
  cross join lateral (values ('case:' || r."caseId"),
    (case when r."fromId" is null then app.storage_key(r.holder, r."heldBy", c."ownerId", c."hospitalId") end)) k (key)
  where k.key is not null and r.status in ('UPLOADING', 'CHECKING', 'READY') group by k.key;

-- Limits and use of a case, and of the side that would hold a new record there. Only that side and the worker are answered.
create function app.storage_room(case_id uuid, holder "Side") returns table ("caseRecords" int, "caseBytes" bigint,
  "caseMostRecords" int, "caseMostBytes" bigint, "ownRecords" int, "ownBytes" bigint, "ownMostRecords" int, "ownMostBytes" bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(cu.records, 0), coalesce(cu.bytes, 0), coalesce(ce.records, cl.records), coalesce(ce.bytes, cl.bytes),
    coalesce(hu.records, 0), coalesce(hu.bytes, 0), coalesce(he.records, hl.records), coalesce(he.bytes, hl.bytes)
  from public."Case" c
  cross join lateral (select app.storage_key(holder, coalesce(c."practiceId"::text, c."attendingVetEmail"), c."ownerId", c."hospitalId") as own) k
  join public."StorageLimit" cl on cl.key = 'CASE'
  join public."StorageLimit" hl on hl.key = case split_part(k.own, ':', 1) when 'person' then 'OWNER' when 'address' then 'ADDRESS'
    else holder::text end
  left join public."StorageUse" cu on cu.key = 'case:' || c.id
  left join public."StorageLimit" ce on ce.key = 'case:' || c.id
  left join public."StorageUse" hu on hu.key = k.own
  left join public."StorageLimit" he on he.key = k.own
  where c.id = case_id and (app.kind() = 'SYSTEM' and app.link_case() = c.id
    or app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") = holder::text) $$;

-- ---------------------------------------------------------------- what nobody finished

create function app.stale_uploads(most int) returns table ("caseId" uuid, "recordId" uuid) language sql stable security definer
set search_path = pg_catalog, public as $$
  select r."caseId", r.id from public."Record" r
    where r.status = 'UPLOADING' and r."createdAt" < now() - interval '7 days' and app.kind() = 'SYSTEM'
    order by r."createdAt" limit least(most, 500) $$;

revoke all on function app.storage_key("Side", text, uuid, uuid), app.count_storage(), app.storage_room(uuid, "Side"),
  app.stale_uploads(int) from public;
grant execute on function app.storage_room(uuid, "Side"), app.stale_uploads(int) to conferral_app;
