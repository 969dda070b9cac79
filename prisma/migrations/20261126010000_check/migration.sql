-- What the check of a stored object finds out and writes down, and many records in one stride.

-- An archive that was unpacked is no record any more: its files are.
alter type "RecordStatus" add value 'UNPACKED';

alter table "Record"
  -- Codes of what a reader should know of the file (lib/case/records/flags.ts).
  add column flags text[] not null default '{}',
  -- SHA-256 of the bytes as they arrived, where they had to be changed before they were safe to keep.
  add column "arrivedSha256" text,
  -- What became of an archive, in words.
  add column note text,
  -- The archive that the file came out of, its place and its folder there.
  add column "fromArchiveId" uuid, add column "fromEntry" int, add column folder text,
  -- Claimed by a job, or not to be tried before.
  add column "checkAfter" timestamptz(3),
  add constraint record_from_archive check (("fromArchiveId" is null) = ("fromEntry" is null));
alter table "Record" add constraint "Record_caseId_fromArchiveId_fkey" foreign key ("caseId", "fromArchiveId")
  references "Record" ("caseId", id) on delete restrict on update cascade;
-- However often an archive is read, each of its files becomes one record.
create unique index "Record_caseId_fromArchiveId_fromEntry_key" on "Record" ("caseId", "fromArchiveId", "fromEntry");
-- What waits for its check.
create index record_checking on "Record" ("caseId", id) where status = 'CHECKING';

grant update (flags, "arrivedSha256", note, "checkAfter") on "Record" to conferral_app;
-- Files of an archive come by a door of their own.
alter policy add on "Record" with check (app.side("caseId") = holder::text and "fromCaseId" is null and "fromId" is null
  and "fromArchiveId" is null);

-- A carried record stays with whoever added it first, and keeps what its check found.
create or replace function app.name_holder() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new."fromId" is not null then
    select r.flags, r."arrivedSha256", r.folder into new.flags, new."arrivedSha256", new.folder
      from public."Record" r where r."caseId" = new."fromCaseId" and r.id = new."fromId";
  elsif new."fromArchiveId" is not null then
    select r."heldBy" into new."heldBy" from public."Record" r where r."caseId" = new."caseId" and r.id = new."fromArchiveId";
  else
    new."heldBy" := case when new.holder = 'PRACTICE' then
      (select coalesce(c."practiceId"::text, c."attendingVetEmail") from public."Case" c where c.id = new."caseId") end;
  end if;
  return new;
end $$;

-- Appends events in their order with one hold of the chain. `events`: [{type, data, wake}]. Open windows are told once for
-- each `wake`, of its last event: they look for all that is new, and hundreds of files at once are no hundreds of news.
create function app.append_events(case_id uuid, audience "Audience", events jsonb) returns int language plpgsql volatile
security definer set search_path = pg_catalog, public as $$
declare head record; c record; e record; my_side text; moment timestamptz; next_hash text; place int; before text;
begin
  select * into c from public."Case" k where k.id = case_id;
  my_side := app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt");
  if my_side is null then raise exception 'no such case' using errcode = 'no_data_found'; end if;
  insert into public."CaseChain" ("caseId") values (case_id) on conflict do nothing;
  select ch.seq, ch.hash into head from public."CaseChain" ch where ch."caseId" = case_id for update;
  place := head.seq; before := head.hash;
  for e in select x.value ->> 'type' as type, x.value -> 'data' as data, x.ordinality = max(x.ordinality) over (partition by x.value ->> 'wake') as wakes
    from jsonb_array_elements(events) with ordinality x order by x.ordinality
  loop
    place := place + 1;
    moment := date_trunc('milliseconds', clock_timestamp());
    next_hash := app.event_hash(before, case_id, place, e.type, app.kind(), app.actor_id(), my_side, audience::text, moment, e.data);
    insert into public."CaseEvent" ("caseId", seq, type, "actorKind", "actorId", side, audience, at, data, "prevHash", hash)
      values (case_id, place, e.type, app.kind(), app.actor_id(), my_side::public."Side", audience, moment, e.data, before, next_hash);
    before := next_hash;
    if e.wakes then
      perform pg_notify('case_event', json_build_object('caseId', case_id, 'seq', place, 'type', e.type, 'audience', audience)::text);
    end if;
  end loop;
  update public."CaseChain" ch set seq = place, hash = before where ch."caseId" = case_id;
  return place;
end $$;
revoke all on function app.append_events(uuid, "Audience", jsonb) from public;
grant execute on function app.append_events(uuid, "Audience", jsonb) to conferral_app;
