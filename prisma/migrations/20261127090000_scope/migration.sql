-- What a signature covers: kinds, days, and single records (docs/decisions/0019). One rule for files, studies, history and
-- laboratory values alike, asked by every policy, search and count.

-- ---------------------------------------------------------------- what is signed

create type "ScopePick" as enum ('ALL', 'ONLY', 'EXCEPT');

alter table "Release" add column "fromDay" date, add column "toDay" date, add column pick "ScopePick" not null default 'ALL',
  add column "pickedAt" timestamptz(3);
alter table "Agreement" add column "fromDay" date, add column "toDay" date, add column pick "ScopePick" not null default 'ALL',
  add column "pickedAt" timestamptz(3);
alter table "Release" add constraint release_days check ("fromDay" <= "toDay");
alter table "Agreement" add constraint agreement_days check ("fromDay" <= "toDay");

-- When the list of "only these" was made, where a later signature took it over (the same for longer, or less of it): what came
-- between the two stays outside.

-- The single records that a signature names: the only ones that it covers, or those that it leaves out. A table of its own, as the
-- hospital reads what was signed but not what was left out of it.
create table "ConsentItem" (
  "caseId" uuid not null,
  "signatureId" uuid not null,
  item uuid not null,
  constraint "ConsentItem_pkey" primary key ("caseId", "signatureId", item),
  constraint "ConsentItem_caseId_fkey" foreign key ("caseId") references "Case" (id) on delete restrict on update cascade
);
alter table "ConsentItem" enable row level security;
alter table "ConsentItem" force row level security;
create policy owner_role on "ConsentItem" to current_user using (true) with check (true);

-- Did the transaction that is under way write this row?
create function app.written_now(row_xmin xid) returns boolean language sql stable parallel restricted as $$
  select row_xmin = pg_current_xact_id_if_assigned()::xid $$;

-- Named in the transaction that signs, by whoever signs: a list cannot grow under a signature that was given before.
grant select, insert on "ConsentItem" to conferral_app;
create policy see on "ConsentItem" for select to conferral_app using (app.side("caseId") in ('OWNER', 'PRACTICE', 'SYSTEM'));
create policy add on "ConsentItem" for insert to conferral_app with check (
  exists (select from "Release" r where r."caseId" = "ConsentItem"."caseId" and r.id = "signatureId" and app.side(r."caseId") = 'OWNER'
    and r."grantedById" = (select app.person()) and app.written_now(r.xmin))
  or exists (select from "Agreement" a where a."caseId" = "ConsentItem"."caseId" and a.id = "signatureId"
    and app.side(a."caseId") = 'PRACTICE' and a."actorId" = (select app.actor_id()) and app.written_now(a.xmin)));

-- ---------------------------------------------------------------- what a record is to a scope: its ids, its day, since when

-- A file's day as its holder states it, or that of the study that it belongs to; and that study, so that a policy need not look it up.
alter table "Record" add column day date, add column "studyId" uuid;
alter table "Record" add constraint "Record_caseId_studyId_fkey" foreign key ("caseId", "studyId") references "Study" ("caseId", id)
  on delete restrict on update cascade;
create index "Record_caseId_studyId_idx" on "Record" ("caseId", "studyId");
-- The sheet that this one took the place of, or that one did before: left out once, it stays left out when it is mended.
alter table "LabSheet" add column mends uuid;

-- "2026", "2026-03" or "2026-03-14" (or nothing) as the first and the last day that it may mean; null for what is no day.
-- rpad fills with the pattern from its start: "2026" + "-01-01", "2026-03" + "-01".
create function app.first_day(said text) returns date language sql stable parallel safe as $$
  select case when said ~ '^\d{4}(-\d{2}(-\d{2})?)?$' and pg_input_is_valid(rpad(said, 10, '-01-01'), 'date')
    then rpad(said, 10, '-01-01')::date end $$;
create function app.last_day(said text) returns date language sql stable parallel safe as $$
  select (app.first_day(said) + case length(said) when 4 then interval '1 year' when 7 then interval '1 month' else interval '1 day' end
    - interval '1 day')::date $$;

create function app.place_record() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare study record;
begin
  if new."seriesId" is null then
    if new."studyId" is not null then new."studyId" := null; new.day := null; end if;
    -- A record that comes along from an earlier request is of the day that it was of.
    if tg_op = 'INSERT' and new."fromId" is not null then
      new.day := (select r.day from public."Record" r where r."caseId" = new."fromCaseId" and r.id = new."fromId");
    end if;
    return new;
  end if;
  select s.id, s.date into study from public."Study" s join public."Series" e on e."caseId" = s."caseId" and e."studyId" = s.id
    where e."caseId" = new."caseId" and e.id = new."seriesId";
  new."studyId" := study.id;
  new.day := app.first_day(study.date);
  return new;
end $$;
create trigger place before insert or update of "seriesId" on "Record" for each row execute function app.place_record();

create function app.date_records() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update public."Record" r set day = app.first_day(new.date)
    where r."caseId" = new."caseId" and r."studyId" = new.id and r.day is distinct from app.first_day(new.date);
  return null;
end $$;
create trigger date_records after update of date on "Study" for each row when (old.date is distinct from new.date)
  execute function app.date_records();

-- What was left out stays left out, wherever it is filed: a file that goes to another study (its kind was changed) takes that along.
create function app.keep_left_out() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  -- Who signs holds the case's row, and takes over the names of the signature before: they wait for each other.
  if old."studyId" is not null then perform from public."Case" c where c.id = new."caseId" for share; end if;
  insert into public."ConsentItem" ("caseId", "signatureId", item)
    select distinct i."caseId", i."signatureId", new."studyId" from public."ConsentItem" i
      where i."caseId" = new."caseId" and i.item in (new.id, old."studyId")
        and i."signatureId" in (select s.id from public."Release" s where s."caseId" = new."caseId" and s.pick = 'EXCEPT'
          union all select a.id from public."Agreement" a where a."caseId" = new."caseId" and a.pick = 'EXCEPT')
    on conflict do nothing;
  return null;
end $$;
create trigger left_out after update of "seriesId" on "Record" for each row
  when (new."studyId" is not null and old."studyId" is distinct from new."studyId") execute function app.keep_left_out();

update "Record" r set "studyId" = e."studyId", day = app.first_day(s.date) from "Series" e join "Study" s
  on s."caseId" = e."caseId" and s.id = e."studyId" where e."caseId" = r."caseId" and e.id = r."seriesId";
update "Record" r set day = l.day from (
  select "caseId", "recordId", min(day) as day from "LabSheet" where "recordId" is not null and "removedAt" is null
    group by 1, 2 having min(day) = max(day)) l
  where r."caseId" = l."caseId" and r.id = l."recordId" and r.day is null;

grant update (day) on "Record" to conferral_app;

-- ---------------------------------------------------------------- the rule

-- Does a signature name one of these ids? Whoever may not read the list is answered about an id that they know, never what is in it.
create function app.names_item(case_id uuid, signature_id uuid, ids uuid[]) returns boolean language sql stable parallel safe
security definer set search_path = pg_catalog, public as $$
  select app.kind() <> '' and exists (select from public."ConsentItem" i
    where i."caseId" = case_id and i."signatureId" = signature_id and i.item = any (ids)) $$;

-- What a signature covers: its kinds; its days, of which a record without a day has none; and its single records. Only those that
-- were there when it was signed are among "only these".
create function app.in_scope(kinds "RecordKind"[], from_day date, to_day date, pick "ScopePick", case_id uuid, signature_id uuid,
  picked_at timestamptz, kind "RecordKind", ids uuid[], first_day date, last_day date, since timestamptz)
returns boolean language sql stable parallel safe as $$
  select kind = any (kinds)
    and (from_day is null or coalesce(first_day >= from_day, false)) and (to_day is null or coalesce(last_day <= to_day, false))
    and case pick when 'ALL' then true when 'ONLY' then since <= picked_at and app.names_item(case_id, signature_id, ids)
      else not app.names_item(case_id, signature_id, ids) end $$;

-- Rule 1 of consent: does what both signed cover this for this hospital, now? A hospital that declined, or whose case was withdrawn
-- or has ended, reads no longer, whatever still stands of the signatures.
create function app.covered(case_id uuid, hospital uuid, holder "Side", kind "RecordKind", ids uuid[], first_day date, last_day date,
  since timestamptz)
returns boolean language sql stable parallel safe as $$
  select exists (select from "Case" c where c.id = case_id and c.status not in ('DECLINED', 'WITHDRAWN', 'EXPIRED'))
     and exists (select from "Release" r where r."caseId" = case_id and r."hospitalId" = hospital and r."revokedAt" is null
       and r."expiresAt" > now() and app.in_scope(r.kinds, r."fromDay", r."toDay", r.pick, case_id, r.id, coalesce(r."pickedAt", r."signedAt"),
         kind, ids, first_day, last_day, since))
     and (holder = 'OWNER' or exists (select from "Agreement" a where a."caseId" = case_id and a."hospitalId" = hospital
       and a.decision = 'AGREED' and a."revokedAt" is null and a."expiresAt" > now()
       and app.in_scope(a.kinds, a."fromDay", a."toDay", a.pick, case_id, a.id, coalesce(a."pickedAt", a."signedAt"),
         kind, ids, first_day, last_day, since))) $$;

-- Does this side see it? Owner and worker all; a practice what it or the owner holds; the hospital its own and what is covered.
create function app.sees_record(side text, case_id uuid, holder "Side", held_by text, kind "RecordKind", ids uuid[],
  first_day date, last_day date, since timestamptz)
returns boolean language sql stable parallel safe as $$
  select case side when 'OWNER' then true when 'SYSTEM' then true
    when 'PRACTICE' then holder <> 'PRACTICE' or app.practice_holds(case_id, held_by)
    when 'HOSPITAL' then holder = 'HOSPITAL' or ((holder <> 'PRACTICE' or app.practice_holds(case_id, held_by))
      and app.covered(case_id, app.org(), holder, kind, ids, first_day, last_day, since)) else false end $$;

-- ---------------------------------------------------------------- everybody who asks it

alter policy see on "Record" using (app.sees_record(app.side("caseId"), "caseId", holder, "heldBy", kind, array[id, "studyId"],
  day, day, coalesce("readyAt", "createdAt")));
-- Of a study that is named singly, the images that were there; the study itself was.
alter policy see on "Study" using (app.sees_record(app.side("caseId"), "caseId", holder, "heldBy", kind, array[id],
  app.first_day(date), app.first_day(date), '-infinity'));
-- A series shows itself with any of its images: one that came into a named study later has none for the hospital.
alter policy see on "Series" using (exists (select from "Study" s where s."caseId" = "Series"."caseId" and s.id = "studyId")
  and (app.side("caseId") <> 'HOSPITAL' or exists (select from "Record" r where r."caseId" = "Series"."caseId"
    and r."seriesId" = "Series".id and r.status = 'READY')));
alter policy see on "HistoryEntry" using (app.sees_record(app.side("caseId"), "caseId", holder, "heldBy", 'HISTORY', array[id],
    app.first_day(since), app.last_day(since), "writtenAt")
  and ("removedAt" is null or app.side("caseId") = holder::text));
alter policy see on "LabSheet" using (app.sees_record(app.side("caseId"), "caseId", holder, "heldBy", 'LAB', array[id, mends, "recordId"],
    day, day, "writtenAt")
  and ("removedAt" is null or app.side("caseId") = holder::text)
  and ("recordId" is null or exists (select from "Record" r
    where r."caseId" = "LabSheet"."caseId" and r.id = "recordId" and r.status = 'READY')));

-- The same where it is counted for many cases at once: the kinds of plain signatures are looked up once a case.
create or replace function app.records_open(case_id uuid, hospital uuid) returns int language sql stable parallel safe as $$
  select count(*)::int
  from (select c.id, c."practiceId"::text as practice, c."attendingVetEmail" as address,
      c.status not in ('DECLINED', 'WITHDRAWN', 'EXPIRED') as goes_on from "Case" c where c.id = case_id) asked
  cross join lateral (select array(select unnest(s.kinds) from "Release" s where s."caseId" = case_id and s."hospitalId" = hospital
      and s."revokedAt" is null and s."expiresAt" > now() and s.pick = 'ALL' and s."fromDay" is null and s."toDay" is null) as kinds) released
  cross join lateral (select array(select unnest(a.kinds) from "Agreement" a where a."caseId" = case_id and a."hospitalId" = hospital
      and a.decision = 'AGREED' and a."revokedAt" is null and a."expiresAt" > now()
      and a.pick = 'ALL' and a."fromDay" is null and a."toDay" is null) as kinds) agreed
  cross join "Record" r
  where r."caseId" = case_id and r.status = 'READY' and (r.holder = 'HOSPITAL' or (asked.goes_on
    and (r.holder = 'OWNER' or r."heldBy" in (asked.practice, asked.address))
    and ((r.kind = any (released.kinds) and (r.holder = 'OWNER' or r.kind = any (agreed.kinds)))
      or app.covered(case_id, hospital, r.holder, r.kind, array[r.id, r."studyId"], r.day, r.day,
        coalesce(r."readyAt", r."createdAt"))))) $$;

create or replace function app.search_records(query text, most int default 30) returns table ("caseId" uuid, "recordId" uuid)
language sql stable rows 30 security definer set search_path = pg_catalog, public as $$
  select found."caseId", found."recordId"
  from (
    select t."caseId", t."recordId"
    from (select to_tsquery('simple', query) as q, coalesce(app.org(), app.person()) as tenant) words
    join public."RecordReading" t on t.scope @@ format('''@%s''', words.tenant)::tsquery and t.words @@ words.q
    order by t."recordId" desc offset 0) found
  cross join lateral (select c.*, app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") as side
    from public."Case" c where c.id = found."caseId" and (c.kind <> 'CONSULTATION' or app.org() is not null)) c
  cross join lateral (select r.* from public."Record" r where r."caseId" = found."caseId" and r.id = found."recordId") r
  where r.status = 'READY' and c.side is not null
    and app.sees_record(c.side, c.id, r.holder, r."heldBy", r.kind, array[r.id, r."studyId"], r.day, r.day,
      coalesce(r."readyAt", r."createdAt"))
    and (app.kind() = 'PERSON' and (app.role() <> 'BILLING' or c.side <> 'HOSPITAL'))
  limit least(most, 100) $$;

-- A study that may be read; its files are then read under their own policy, as they may not be alike where single records are named.
create or replace function app.study_files(case_id uuid, study_id uuid, after_at timestamptz, after_id uuid, most int) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select x.id
  from public."Study" st join public."Series" s on s."caseId" = st."caseId" and s."studyId" = st.id
  cross join lateral (select r.id, r."createdAt" from public."Record" r
    where r."caseId" = s."caseId" and r."seriesId" = s.id and r.status = 'READY' and (r."createdAt", r.id)
      < (coalesce(after_at, 'infinity'), coalesce(after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by r."createdAt" desc, r.id desc limit least(most, 201)) x
  where st."caseId" = case_id and st.id = study_id and app.sees_record(app.side(case_id), case_id, st.holder, st."heldBy", st.kind,
    array[st.id], app.first_day(st.date), app.first_day(st.date), '-infinity')
  order by x."createdAt" desc, x.id desc limit least(most, 201) $$;

-- The queue says that a practice shares partly, whatever it is that it leaves out.
do $$
declare body text := pg_get_functiondef('app.queue'::regproc);
  partly text := replace(replace(body, 'cardinality(a.kinds) < every_kind',
    'cardinality(a.kinds) < every_kind or a.pick <> ''ALL'' or coalesce(a."fromDay", a."toDay") is not null'),
    'x."expiresAt", x.kinds from', 'x."expiresAt", x.kinds, x.pick, x."fromDay", x."toDay" from');
begin
  if position('a.pick' in partly) = 0 or position('x.pick' in partly) = 0 then raise exception 'app.queue has other words by now'; end if;
  execute partly;
end $$;

drop function app.sees_history(text, uuid, "Side", text, "RecordKind");
drop function app.sees_record(text, uuid, "Side", "RecordKind");
drop function app.covered(uuid, uuid, "Side", "RecordKind");

revoke all on function app.written_now(xid), app.first_day(text), app.last_day(text), app.place_record(), app.date_records(),
  app.keep_left_out(), app.names_item(uuid, uuid, uuid[]),
  app.in_scope("RecordKind"[], date, date, "ScopePick", uuid, uuid, timestamptz, "RecordKind", uuid[], date, date, timestamptz),
  app.covered(uuid, uuid, "Side", "RecordKind", uuid[], date, date, timestamptz),
  app.sees_record(text, uuid, "Side", text, "RecordKind", uuid[], date, date, timestamptz) from public;
grant execute on function app.written_now(xid), app.first_day(text), app.last_day(text), app.names_item(uuid, uuid, uuid[]),
  app.in_scope("RecordKind"[], date, date, "ScopePick", uuid, uuid, timestamptz, "RecordKind", uuid[], date, date, timestamptz),
  app.covered(uuid, uuid, "Side", "RecordKind", uuid[], date, date, timestamptz),
  app.sees_record(text, uuid, "Side", text, "RecordKind", uuid[], date, date, timestamptz) to conferral_app;
