-- What the worker reads out of records: pictures for lists and pages, words for the search, and what a file looks like.

create type "LooksLike" as enum ('RECEIPT', 'HISTORY', 'LAB', 'LETTER');
create type "PreviewSize" as enum ('THUMB', 'VIEW');

create table "RecordReading" (
  "caseId" uuid not null,
  "recordId" uuid not null,
  "text" text not null default '',
  "looksLike" "LooksLike",
  "pages" integer,
  "note" text,
  "scope" tsvector,
  "words" tsvector,
  "readAt" timestamptz(3) not null default current_timestamp,
  constraint "RecordReading_pkey" primary key ("caseId", "recordId"),
  constraint "RecordReading_caseId_recordId_fkey" foreign key ("caseId", "recordId") references "Record" ("caseId", id)
    on delete restrict on update cascade
);

create table "RecordPreview" (
  "caseId" uuid not null,
  "recordId" uuid not null,
  "size" "PreviewSize" not null,
  "objectKey" text not null,
  "width" integer not null,
  "height" integer not null,
  constraint "RecordPreview_pkey" primary key ("caseId", "recordId", "size"),
  constraint "RecordPreview_caseId_recordId_fkey" foreign key ("caseId", "recordId") references "Record" ("caseId", id)
    on delete restrict on update cascade
);

-- ---------------------------------------------------------------- the second wall: they follow the record

alter table "RecordReading" enable row level security;
alter table "RecordReading" force row level security;
create policy owner_role on "RecordReading" to current_user using (true) with check (true);
alter table "RecordPreview" enable row level security;
alter table "RecordPreview" force row level security;
create policy owner_role on "RecordPreview" to current_user using (true) with check (true);

-- Whoever sees the record now sees what was read out of it; only the worker writes. Its words are read by the search alone.
grant select ("caseId", "recordId", "text", "looksLike", "pages", "note", "readAt") on "RecordReading" to conferral_app;
grant insert ("caseId", "recordId", "text", "looksLike", "pages", "note", "readAt"), update ("text", "looksLike", "pages", "note", "readAt"),
  delete on "RecordReading" to conferral_app;
create policy see on "RecordReading" for select to conferral_app
  using (exists (select from "Record" r where r."caseId" = "RecordReading"."caseId" and r.id = "recordId"));
create policy add on "RecordReading" for insert to conferral_app with check (app.side("caseId") = 'SYSTEM');
create policy change on "RecordReading" for update to conferral_app using (app.side("caseId") = 'SYSTEM');
create policy clear on "RecordReading" for delete to conferral_app using (app.side("caseId") = 'SYSTEM');

grant select, insert, update, delete on "RecordPreview" to conferral_app;
create policy see on "RecordPreview" for select to conferral_app
  using (exists (select from "Record" r where r."caseId" = "RecordPreview"."caseId" and r.id = "recordId"));
create policy add on "RecordPreview" for insert to conferral_app with check (app.side("caseId") = 'SYSTEM');
create policy change on "RecordPreview" for update to conferral_app using (app.side("caseId") = 'SYSTEM');
create policy clear on "RecordPreview" for delete to conferral_app using (app.side("caseId") = 'SYSTEM');

-- ---------------------------------------------------------------- what the search reads

-- Beside the words, who may look for them: as in "CaseSearch", lexemes that no typed word can be. Apart from the words, so that a
-- case that gets a hospital does not have all its texts cut into words anew.
create function app.index_reading() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  new.words := to_tsvector('simple', new.text);
  new.scope := (select app.search_scope(c."ownerId", c."practiceId", c."hospitalId", c."submittedAt")
    from public."Case" c where c.id = new."caseId");
  return new;
end $$;
create trigger words before insert or update of "text" on "RecordReading" for each row execute function app.index_reading();

create function app.scope_readings() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update public."RecordReading" r
    set scope = app.search_scope(new."ownerId", new."practiceId", new."hospitalId", new."submittedAt") where r."caseId" = new.id;
  return null;
end $$;
create trigger scope_readings after update of "practiceId", "hospitalId", "submittedAt" on "Case" for each row
  when ((old."practiceId", old."hospitalId", old."submittedAt") is distinct from (new."practiceId", new."hospitalId", new."submittedAt"))
  execute function app.scope_readings();
create index reading_words on "RecordReading" using gin (scope, words);

-- ---------------------------------------------------------------- records that come along

-- A record that is carried over has the same bytes, so what was read out of them comes along; where nothing was yet, it is read now.
create function app.carry_reading() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into public."RecordReading" ("caseId", "recordId", "text", "looksLike", "pages", "note", "readAt")
    select new."caseId", new.id, r."text", r."looksLike", r."pages", r."note", r."readAt" from public."RecordReading" r
    where r."caseId" = new."fromCaseId" and r."recordId" = new."fromId";
  if not found then
    perform app.enqueue('readRecord', json_build_object('caseId', new."caseId", 'recordId', new.id), 'read:' || new.id);
  end if;
  insert into public."RecordPreview" select new."caseId", new.id, p.size, p."objectKey", p.width, p.height
    from public."RecordPreview" p where p."caseId" = new."fromCaseId" and p."recordId" = new."fromId";
  return null;
end $$;
create trigger carry_reading after insert on "Record" for each row when (new."fromId" is not null) execute function app.carry_reading();

revoke all on function app.index_reading(), app.scope_readings(), app.carry_reading() from public;
