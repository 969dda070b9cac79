-- Studies and series: what the images of a case are, for whoever may see the records that they are made of.

-- ---------------------------------------------------------------- tables

create table "Study" (
  "caseId" uuid not null references "Case" (id) on delete restrict on update cascade,
  id uuid not null,
  key text not null,
  holder "Side" not null,
  "heldBy" text not null default '',
  kind "RecordKind" not null,
  uid text,
  date text not null default '',
  description text,
  "patientName" text,
  "responsiblePerson" text,
  species text,
  images integer not null default 0,
  "namesConfirmedBy" "Side",
  "namesConfirmedAt" timestamptz(3),
  constraint "Study_pkey" primary key ("caseId", id)
);
create unique index "Study_caseId_holder_heldBy_kind_key_key" on "Study" ("caseId", holder, "heldBy", kind, key);
create index "Study_caseId_date_id_idx" on "Study" ("caseId", date desc, id desc);

create table "Series" (
  "caseId" uuid not null,
  id uuid not null,
  "studyId" uuid not null,
  key text not null,
  uid text,
  number integer,
  modality text,
  description text,
  "bodyPart" text,
  picture boolean not null default true,
  stack text not null default '',
  images integer not null default 0,
  frames integer not null default 0,
  "thumbnailKey" text,
  "thumbnailImages" integer not null default 0,
  constraint "Series_pkey" primary key ("caseId", id),
  constraint "Series_caseId_studyId_fkey" foreign key ("caseId", "studyId") references "Study" ("caseId", id)
    on delete restrict on update cascade
);
create unique index "Series_caseId_studyId_key_key" on "Series" ("caseId", "studyId", key);

alter table "Record" add column "seriesId" uuid, add column "sopUid" text, add column frames integer not null default 0,
  add column duplicate boolean not null default false;
alter table "Record" add constraint "Record_caseId_seriesId_fkey" foreign key ("caseId", "seriesId")
  references "Series" ("caseId", id) on delete restrict on update cascade;
create index "Record_caseId_seriesId_sopUid_idx" on "Record" ("caseId", "seriesId", "sopUid");
-- The list of records shows studies instead of their files.
create index record_loose on "Record" ("caseId", kind, "createdAt" desc, id desc) where "seriesId" is null and status = 'READY';

alter table "RecordView" add column "seriesId" uuid, add column images integer;
alter table "RecordView" add constraint "RecordView_caseId_seriesId_fkey" foreign key ("caseId", "seriesId")
  references "Series" ("caseId", id) on delete restrict on update cascade;
-- "Who has seen this" reads one row of a look at a series; a renewal of links asks for that row as well.
create index view_lead on "RecordView" ("caseId", at desc, id desc) where images is null or images > 0;
create index view_of_series on "RecordView" ("caseId", "seriesId", at desc) where images > 0;

-- ---------------------------------------------------------------- counts

-- Whoever changes studies or series of a case does it alone: no two can wait for each other.
create function app.lock_imaging(case_id uuid) returns void language sql volatile as $$
  select pg_advisory_xact_lock(hashtextextended('imaging:' || case_id, 0)) $$;

-- What a series holds is counted where records change, so that a list of ten thousand images reads a handful of rows. An object
-- that is in a series twice, byte for byte, counts once: the one that came first, and when that goes, the next.
create function app.count_images() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not exists (select from after a where a."seriesId" is not null)
    and not exists (select from before b where b."seriesId" is not null) then return null; end if;
  perform app.lock_imaging(k.id) from (select distinct a."caseId" as id from after a) k;
  with moved as (
    select d."caseId", d."seriesId", sum(d.n)::int as images, sum(d.n * d.frames)::int as frames from (
      select a."caseId", a."seriesId", a.frames, 1 as n from after a
        where a."seriesId" is not null and a.status = 'READY' and not a.duplicate
      union all
      select b."caseId", b."seriesId", b.frames, -1 from before b
        where b."seriesId" is not null and b.status = 'READY' and not b.duplicate) d
    group by 1, 2 having sum(d.n) <> 0 or sum(d.n * d.frames) <> 0),
  counted as (
    update public."Series" s set images = s.images + m.images, frames = s.frames + m.frames from moved m
      where s."caseId" = m."caseId" and s.id = m."seriesId" returning s."caseId", s."studyId", m.images)
  update public."Study" st set images = st.images + c.images
    from (select x."caseId", x."studyId", sum(x.images)::int as images from counted x group by 1, 2) c
    where st."caseId" = c."caseId" and st.id = c."studyId";
  -- This fires the trigger once more, which then finds nothing that came, went or moved.
  with touched as (
    select x."caseId", x."seriesId", x."sopUid" from after a join before b on b."caseId" = a."caseId" and b.id = a.id
      cross join lateral (values (a."caseId", a."seriesId", a."sopUid"), (b."caseId", b."seriesId", b."sopUid")) x ("caseId", "seriesId", "sopUid")
      where (a."seriesId", a."sopUid", a.status) is distinct from (b."seriesId", b."sopUid", b.status)
        and x."seriesId" is not null group by 1, 2, 3),
  ranked as (
    select r."caseId", r.id, r.duplicate, row_number() over (partition by r."caseId", r."seriesId", r."sopUid", r.sha256
        order by r."createdAt", r.id) > 1 as again
      from touched t cross join lateral (select q.* from public."Record" q where q."caseId" = t."caseId"
        and q."seriesId" = t."seriesId" and q."sopUid" = t."sopUid" and q.status = 'READY') r)
  update public."Record" r set duplicate = k.again from ranked k
    where r."caseId" = k."caseId" and r.id = k.id and k.duplicate <> k.again;
  return null;
end $$;
create trigger count_images after update on "Record" referencing old table as before new table as after
  for each statement execute function app.count_images();

-- ---------------------------------------------------------------- walls

do $$ declare t text; begin
  foreach t in array array['Study', 'Series'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_role on %I to current_user using (true) with check (true)', t);
  end loop;
end $$;

-- Exactly what the policy on "Record" says of its records: holder, practice and kind are the same for all of them.
grant select, insert, update on "Study" to conferral_app;
create policy see on "Study" for select to conferral_app using (app.sees_record(app.side("caseId"), "caseId", holder, kind)
  and (holder <> 'PRACTICE' or app.side("caseId") in ('OWNER', 'SYSTEM') or app.practice_holds("caseId", "heldBy")));
create policy add on "Study" for insert to conferral_app with check (app.side("caseId") = 'SYSTEM');
-- Owner and practice answer for the names; the worker does the rest.
create policy change on "Study" for update to conferral_app using (app.side("caseId") in ('OWNER', 'PRACTICE', 'SYSTEM'));

grant select, insert, update on "Series" to conferral_app;
create policy see on "Series" for select to conferral_app
  using (exists (select from "Study" s where s."caseId" = "Series"."caseId" and s.id = "studyId"));
create policy add on "Series" for insert to conferral_app with check (app.side("caseId") = 'SYSTEM');
create policy change on "Series" for update to conferral_app using (app.side("caseId") = 'SYSTEM');

grant update ("seriesId", "sopUid", frames, duplicate) on "Record" to conferral_app;

-- What happens to a study is heard by whoever may see it. A policy of its own, which restricts those that are there.
create function app.sees_study(case_id uuid, study_id uuid) returns boolean language sql stable parallel safe as $$
  select exists (select from "Study" s where s."caseId" = case_id and s.id = study_id) $$;
create policy imaging on "CaseEvent" as restrictive for select to conferral_app
  using ((type not like 'study.%' and type not like 'series.%') or app.side("caseId") in ('OWNER', 'SYSTEM')
    or app.sees_study("caseId", (data->>'studyId')::uuid));

revoke all on function app.lock_imaging(uuid), app.count_images(), app.sees_study(uuid, uuid) from public;
grant execute on function app.lock_imaging(uuid), app.sees_study(uuid, uuid) to conferral_app;
