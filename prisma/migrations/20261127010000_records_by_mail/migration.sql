-- Records that come by mail (docs/decisions/0018). Each side of a case has an address; what is attached to a mail to it becomes
-- records of that side, which go through the same check as any other.

-- How often a side had its address made anew: the first one needs no row. Of a practice: which one.
create table "MailAddress" (
  "caseId" uuid not null,
  side "Side" not null,
  "heldBy" text not null default '',
  issue integer not null,
  "issuedAt" timestamptz(3) not null default current_timestamp,
  constraint "MailAddress_pkey" primary key ("caseId", side, "heldBy"),
  constraint "MailAddress_caseId_fkey" foreign key ("caseId") references "Case" (id) on delete restrict on update cascade,
  constraint mail_address_side check (side in ('OWNER', 'PRACTICE') and (side = 'PRACTICE') = ("heldBy" <> '') and issue > 1)
);

create type "InboundMailStatus" as enum ('RECEIVED', 'TAKEN', 'CLOSED', 'UNREADABLE');

-- A mail that came in. Who wrote it and what it says is kept nowhere: its bytes go when its files are records.
create table "InboundMail" (
  "caseId" uuid not null,
  id uuid not null,
  holder "Side" not null,
  "heldBy" text not null default '',
  -- SHA-256 of the message's own id: handed on twice, it is one mail.
  "messageHash" text not null,
  "sizeBytes" integer not null,
  "objectKey" text not null,
  status "InboundMailStatus" not null default 'RECEIVED',
  files integer not null default 0,
  "receivedAt" timestamptz(3) not null default current_timestamp,
  "readAt" timestamptz(3),
  constraint "InboundMail_pkey" primary key ("caseId", id),
  constraint "InboundMail_caseId_fkey" foreign key ("caseId") references "Case" (id) on delete restrict on update cascade,
  constraint inbound_mail_holder check (holder in ('OWNER', 'PRACTICE') and (holder = 'PRACTICE') = ("heldBy" <> ''))
);
create unique index "InboundMail_caseId_holder_heldBy_messageHash_key" on "InboundMail" ("caseId", holder, "heldBy", "messageHash");

alter table "Record"
  -- The mail that the file was attached to, and its place there.
  add column "fromMailId" uuid, add column "fromPart" int,
  -- It came by mail, from a sender who said to be "uploaderName".
  add column "byMail" boolean not null default false,
  add constraint record_from_mail check (("fromMailId" is null) = ("fromPart" is null) and ("fromMailId" is null or "byMail"));
alter table "Record" add constraint "Record_caseId_fromMailId_fkey" foreign key ("caseId", "fromMailId")
  references "InboundMail" ("caseId", id) on delete restrict on update cascade;
create unique index "Record_caseId_fromMailId_fromPart_key" on "Record" ("caseId", "fromMailId", "fromPart");

-- ---------------------------------------------------------------- the second wall

do $$ declare t text; begin
  foreach t in array array['MailAddress', 'InboundMail'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_role on %I to current_user using (true) with check (true)', t);
  end loop;
end $$;

-- An address is its side's own; nobody else on the case knows it.
grant select, insert on "MailAddress" to conferral_app;
grant update (issue, "issuedAt") on "MailAddress" to conferral_app;
create policy see on "MailAddress" for select to conferral_app using (app.side("caseId") = side::text
  and (side <> 'PRACTICE' or app.practice_holds("caseId", "heldBy")));
create policy add on "MailAddress" for insert to conferral_app with check (app.side("caseId") = side::text
  and (side <> 'PRACTICE' or app.practice_holds("caseId", "heldBy")));
create policy change on "MailAddress" for update to conferral_app using (app.side("caseId") = side::text
  and (side <> 'PRACTICE' or app.practice_holds("caseId", "heldBy")));

grant select, insert on "InboundMail" to conferral_app;
grant update (status, files, "readAt") on "InboundMail" to conferral_app;
create policy system on "InboundMail" to conferral_app using (app.side("caseId") = 'SYSTEM') with check (app.side("caseId") = 'SYSTEM');

-- Files of a mail come by a door of their own, as those of an archive do.
alter policy add on "Record" with check (app.side("caseId") = holder::text and "fromCaseId" is null and "fromId" is null
  and "fromArchiveId" is null and "fromMailId" is null and not "byMail");

-- What came by mail is said of it wherever it goes: out of an archive, and along to another request.
create or replace function app.name_holder() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new."fromId" is not null then
    select r.flags, r."arrivedSha256", r.folder, r."byMail" into new.flags, new."arrivedSha256", new.folder, new."byMail"
      from public."Record" r where r."caseId" = new."fromCaseId" and r.id = new."fromId";
  elsif new."fromArchiveId" is not null then
    select r."heldBy", r."byMail" into new."heldBy", new."byMail"
      from public."Record" r where r."caseId" = new."caseId" and r.id = new."fromArchiveId";
  else
    new."heldBy" := case when new.holder = 'PRACTICE' then
      (select coalesce(c."practiceId"::text, c."attendingVetEmail") from public."Case" c where c.id = new."caseId") end;
  end if;
  return new;
end $$;

-- The sides of a case that have an address, and how often each was made anew: for mail that comes in, which names no actor.
create function app.mail_addresses(case_number text) returns table ("caseId" uuid, holder "Side", "heldBy" text, issue int)
language sql stable security definer set search_path = pg_catalog, public as $$
  select c.id, s.side, s.held_by, coalesce(a.issue, 1)
  from public."Case" c
  cross join lateral (values ('OWNER'::public."Side", ''::text), ('PRACTICE'::public."Side",
    case when c."submittedAt" is not null then coalesce(c."practiceId"::text, c."attendingVetEmail") end)) s (side, held_by)
  left join public."MailAddress" a on a."caseId" = c.id and a.side = s.side and a."heldBy" = s.held_by
  where c.number = case_number and app.kind() = 'SYSTEM' and (s.side = 'OWNER' or s.held_by <> '') $$;

-- Puts files of a mail into its case, while the mail is not read yet. `entries`: [{part, name, size, type, kind, key, sha256}];
-- `sender`: as the mail says. Gives those that are there now; a file whose content this side has already is left out.
create function app.mail_entries(case_id uuid, mail_id uuid, sender text, entries jsonb)
returns table (id uuid, "sizeBytes" bigint, part int) language plpgsql volatile security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare m record;
begin
  if app.kind() <> 'SYSTEM' or app.link_case() is distinct from case_id then
    raise exception 'no such case' using errcode = 'no_data_found';
  end if;
  select i.* into m from public."InboundMail" i join public."Case" c on c.id = i."caseId"
    where i."caseId" = case_id and i.id = mail_id and i.status = 'RECEIVED'
      and (i.holder = 'OWNER' or i."heldBy" = coalesce(c."practiceId"::text, c."attendingVetEmail")) for share of i, c;
  if not found then return; end if;
  insert into public."Record" ("caseId", id, holder, kind, name, "sizeBytes", "declaredType", "objectKey", status, "uploaderName",
      "claimedHash", "byMail", "fromMailId", "fromPart")
    select case_id, uuidv7(), m.holder, (e ->> 'kind')::public."RecordKind", e ->> 'name', (e ->> 'size')::bigint, e ->> 'type', e ->> 'key',
      'CHECKING', sender, e ->> 'sha256', true, mail_id, (e ->> 'part')::int
    from jsonb_array_elements(entries) e
    on conflict do nothing;
  return query select r.id, r."sizeBytes", r."fromPart" from public."Record" r where r."caseId" = case_id and r."fromMailId" = mail_id;
end $$;

revoke all on function app.mail_addresses(text), app.mail_entries(uuid, uuid, text, jsonb) from public;
grant execute on function app.mail_addresses(text), app.mail_entries(uuid, uuid, text, jsonb) to conferral_app;
