-- An animal's history and laboratory values within a case (docs/decisions/0011). Who sees them is judged as of records: what an
-- owner wrote needs the release, what a practice wrote the agreement too; history as clinic notes, values as laboratory.

create type "HistoryKind" as enum ('MEDICATION', 'ALLERGY', 'PROBLEM', 'PROCEDURE', 'WEIGHT', 'SYMPTOM');
create type "Severity" as enum ('MILD', 'MODERATE', 'SEVERE');

create table "HistoryEntry" (
  "caseId" uuid not null,
  id uuid not null,
  kind "HistoryKind" not null,
  holder "Side" not null,
  "heldBy" text,
  what text not null default '',
  dose text not null default '',
  unit text not null default '',
  route text not null default '',
  frequency text not null default '',
  detail text not null default '',
  severity "Severity",
  grams integer,
  since text,
  until text,
  active boolean not null default true,
  "writtenBy" uuid,
  "writerName" text not null default '',
  "writtenAt" timestamptz(3) not null default current_timestamp,
  "removedAt" timestamptz(3),
  "fromCaseId" uuid,
  version integer not null default 1,
  constraint "HistoryEntry_pkey" primary key ("caseId", id),
  constraint "HistoryEntry_caseId_fkey" foreign key ("caseId") references "Case" (id) on delete restrict on update cascade,
  constraint history_holder check (holder in ('OWNER', 'PRACTICE') and (holder = 'PRACTICE') = ("heldBy" is not null)),
  constraint history_days check (since ~ '^\d{4}(-\d{2}(-\d{2})?)?$' and until ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  constraint history_shape check ((kind = 'WEIGHT') = (grams is not null) and (kind = 'WEIGHT') = (what = '')
    and (kind = 'MEDICATION' or dose || unit || route || frequency = '')
    and (kind in ('ALLERGY', 'SYMPTOM') or severity is null)
    and (kind in ('MEDICATION', 'PROBLEM') or (active and until is null)))
);

create table "LabSheet" (
  "caseId" uuid not null,
  id uuid not null,
  holder "Side" not null,
  "heldBy" text,
  day date not null,
  laboratory text not null default '',
  "recordId" uuid,
  "writtenBy" uuid,
  "writerName" text not null default '',
  "writtenAt" timestamptz(3) not null default current_timestamp,
  "removedAt" timestamptz(3),
  "fromCaseId" uuid,
  version integer not null default 1,
  constraint "LabSheet_pkey" primary key ("caseId", id),
  constraint "LabSheet_caseId_fkey" foreign key ("caseId") references "Case" (id) on delete restrict on update cascade,
  constraint "LabSheet_caseId_recordId_fkey" foreign key ("caseId", "recordId") references "Record" ("caseId", id) on delete restrict on update cascade,
  constraint lab_sheet_holder check (holder in ('OWNER', 'PRACTICE') and (holder = 'PRACTICE') = ("heldBy" is not null))
);
create index "LabSheet_caseId_recordId_idx" on "LabSheet" ("caseId", "recordId");

create table "LabValue" (
  "caseId" uuid not null,
  "sheetId" uuid not null,
  place integer not null,
  name text not null,
  said text not null,
  unit text not null default '',
  range text not null default '',
  flag text not null default '',
  constraint "LabValue_pkey" primary key ("caseId", "sheetId", place),
  constraint "LabValue_caseId_sheetId_fkey" foreign key ("caseId", "sheetId") references "LabSheet" ("caseId", id) on delete restrict on update cascade
);

-- ---------------------------------------------------------------- whose it is

-- As of a record: the practice that is asked when it writes; what was carried stays with whoever wrote it first.
create function app.name_writer() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new."fromCaseId" is null then
    new."heldBy" := case when new.holder = 'PRACTICE' then
      (select coalesce(c."practiceId"::text, c."attendingVetEmail") from public."Case" c where c.id = new."caseId") end;
  end if;
  return new;
end $$;
create trigger holder before insert on "HistoryEntry" for each row execute function app.name_writer();
create trigger holder before insert on "LabSheet" for each row execute function app.name_writer();

-- ---------------------------------------------------------------- the second wall

do $$ declare t text; begin
  foreach t in array array['HistoryEntry', 'LabSheet', 'LabValue'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_role on %I to current_user using (true) with check (true)', t);
  end loop;
end $$;

-- Does this side see what such a holder wrote, as far as consent for this kind of record goes?
create function app.sees_history(side text, case_id uuid, holder "Side", held_by text, kind "RecordKind") returns boolean
language sql stable parallel safe as $$
  select app.sees_record(side, case_id, holder, kind)
    and (holder <> 'PRACTICE' or side in ('OWNER', 'SYSTEM') or app.practice_holds(case_id, held_by)) $$;

-- May this side change it? Only whoever holds it.
create function app.holds_history(side text, case_id uuid, holder "Side", held_by text) returns boolean
language sql stable parallel safe as $$
  select side = holder::text and (holder <> 'PRACTICE' or app.practice_holds(case_id, held_by)) $$;

-- What was removed is there for its holder alone, who may put it back.
grant select, insert on "HistoryEntry" to conferral_app;
grant update (what, dose, unit, route, frequency, detail, severity, grams, since, until, active, "writtenBy", "writerName",
  "writtenAt", "removedAt", version) on "HistoryEntry" to conferral_app;
create policy see on "HistoryEntry" for select to conferral_app using (
  app.sees_history(app.side("caseId"), "caseId", holder, "heldBy", 'HISTORY')
  and ("removedAt" is null or app.side("caseId") = holder::text));
create policy add on "HistoryEntry" for insert to conferral_app
  with check (app.side("caseId") = holder::text and "fromCaseId" is null);
create policy change on "HistoryEntry" for update to conferral_app
  using (app.holds_history(app.side("caseId"), "caseId", holder, "heldBy"));

-- A sheet is never changed: a mended one takes its place. What was read from a record goes with the record.
grant select, insert on "LabSheet" to conferral_app;
grant update ("removedAt", version) on "LabSheet" to conferral_app;
create policy see on "LabSheet" for select to conferral_app using (
  app.sees_history(app.side("caseId"), "caseId", holder, "heldBy", 'LAB')
  and ("removedAt" is null or app.side("caseId") = holder::text)
  and ("recordId" is null or exists (select from "Record" r
    where r."caseId" = "LabSheet"."caseId" and r.id = "recordId" and r.status = 'READY')));
create policy add on "LabSheet" for insert to conferral_app
  with check (app.side("caseId") = holder::text and "fromCaseId" is null
    and ("recordId" is null or exists (select from "Record" r
      where r."caseId" = "LabSheet"."caseId" and r.id = "recordId" and r.holder = "LabSheet".holder)));
create policy change on "LabSheet" for update to conferral_app
  using (app.holds_history(app.side("caseId"), "caseId", holder, "heldBy"));

grant select, insert on "LabValue" to conferral_app;
create policy see on "LabValue" for select to conferral_app using (
  exists (select from "LabSheet" s where s."caseId" = "LabValue"."caseId" and s.id = "sheetId"));
create policy add on "LabValue" for insert to conferral_app with check (
  exists (select from "LabSheet" s where s."caseId" = "LabValue"."caseId" and s.id = "sheetId"
    and app.side(s."caseId") = s.holder::text));

-- ---------------------------------------------------------------- events

-- That something was written is heard by whoever may read any of it now; what came along from an earlier case is its owner's to know.
create function app.sees_event_history(side text, case_id uuid, data jsonb) returns boolean
language sql stable parallel safe as $$
  select side in ('OWNER', 'SYSTEM') or exists (
    select from jsonb_array_elements_text(data->'ids') named (id) where
      exists (select from "HistoryEntry" e where e."caseId" = case_id and e.id = named.id::uuid)
      or exists (select from "LabSheet" s where s."caseId" = case_id and s.id = named.id::uuid)) $$;
create policy history on "CaseEvent" as restrictive for select to conferral_app
  using (type not like 'history.%' or app.sees_event_history(app.side("caseId"), "caseId", data));

-- ---------------------------------------------------------------- a new case of the same animal

-- Copies what owner and practice wrote for an earlier case of the same animal into a draft of the same owner. A practice's lines
-- cannot be written in the owner's name, hence a door. A sheet that was read from a record hangs on that record's copy where one
-- came along.
create function app.carry_history(source uuid, target uuid) returns int language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare entries int; sheet record; carried int := 0; made uuid;
begin
  if app.kind() <> 'PERSON' or app.org() is not null or source = target or not exists (
    select from public."Case" t join public."Case" s on s."ownerId" = t."ownerId" and s."patientId" = t."patientId"
      where t.id = target and s.id = source and t."ownerId" = app.person() and t.status = 'DRAFT')
    or exists (select from public."HistoryEntry" e where e."caseId" = target)
    or exists (select from public."LabSheet" l where l."caseId" = target)
  then raise exception 'no such case' using errcode = 'no_data_found'; end if;
  insert into public."HistoryEntry" ("caseId", id, kind, holder, "heldBy", what, dose, unit, route, frequency, detail, severity,
      grams, since, until, active, "writtenBy", "writerName", "writtenAt", "fromCaseId")
    select target, uuidv7(), kind, holder, "heldBy", what, dose, unit, route, frequency, detail, severity,
      grams, since, until, active, "writtenBy", "writerName", "writtenAt", source
    from public."HistoryEntry" e where e."caseId" = source and e."removedAt" is null;
  get diagnostics entries = row_count;
  for sheet in
    select l.*, (select n.id from public."Record" n where n."caseId" = target and n."fromCaseId" = source and n."fromId" = l."recordId") as copy
    from public."LabSheet" l where l."caseId" = source and l."removedAt" is null
      and (l."recordId" is null or exists (select from public."Record" r
        where r."caseId" = source and r.id = l."recordId" and r.status = 'READY'))
  loop
    made := uuidv7();
    insert into public."LabSheet" ("caseId", id, holder, "heldBy", day, laboratory, "recordId", "writtenBy", "writerName", "writtenAt", "fromCaseId")
      values (target, made, sheet.holder, sheet."heldBy", sheet.day, sheet.laboratory, sheet.copy, sheet."writtenBy", sheet."writerName",
        sheet."writtenAt", source);
    insert into public."LabValue" ("caseId", "sheetId", place, name, said, unit, range, flag)
      select target, made, place, name, said, unit, range, flag from public."LabValue" v
        where v."caseId" = source and v."sheetId" = sheet.id;
    carried := carried + 1;
  end loop;
  if entries + carried > 0 then
    perform app.append_event(target, 'history.carried', 'EVERYONE', jsonb_build_object('from', source, 'entries', entries, 'sheets', carried));
  end if;
  return entries + carried;
end $$;

revoke all on function app.name_writer(), app.sees_history(text, uuid, "Side", text, "RecordKind"),
  app.holds_history(text, uuid, "Side", text), app.sees_event_history(text, uuid, jsonb), app.carry_history(uuid, uuid) from public;
grant execute on function app.sees_history(text, uuid, "Side", text, "RecordKind"), app.holds_history(text, uuid, "Side", text),
  app.sees_event_history(text, uuid, jsonb), app.carry_history(uuid, uuid) to conferral_app;
