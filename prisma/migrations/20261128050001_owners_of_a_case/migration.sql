-- Whoever owns an animal with its first owner stands on the owner's side of its cases: every place that asked for "ownerId" asks
-- app.owns. Private notes, marks of what was read and proofs of signatures are each person's own, as before.

create or replace function app.side_on(case_id uuid, owner_id uuid, practice_id uuid, hospital_id uuid, submitted timestamptz)
returns text language sql stable parallel safe as $$
  select case app.kind()
    when 'SYSTEM' then case when case_id = app.link_case() then 'SYSTEM' end
    when 'LINK' then case when case_id = app.link_case() and submitted is not null then 'PRACTICE' end
    when 'PERSON' then case
      when app.org() is null then case
        when app.owns(case_id, owner_id) then 'OWNER'
        when submitted is not null and case_id = any (app.supported_cases()) then 'SUPPORT' end
      when hospital_id = app.org() and submitted is not null then 'HOSPITAL'
      -- Not sent and with a practice: the practice's own (constraint case_author).
      when practice_id = app.org() then 'PRACTICE' end
  end $$;

-- The owners of a consultation have no side on what vets write to each other.
create or replace function app.side(case_id uuid) returns text language sql stable parallel safe as $$
  select case when c.kind = 'CONSULTATION' and app.owns(c.id, c."ownerId") then null
    else app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") end
  from "Case" c where c.id = case_id $$;

create or replace function app.answer_shared(case_id uuid) returns boolean language sql stable parallel safe as $$
  select exists (select from "Case" c where c.id = case_id and c."answerSharedAt" is not null
    and app.owns(c.id, c."ownerId")) $$;

create or replace function app.client_of(case_id uuid) returns boolean language sql stable parallel safe as $$
  select exists (select from "Case" c where c.id = case_id and c.kind = 'CONSULTATION'
    and app.owns(c.id, c."ownerId")) $$;

-- ---------------------------------------------------------------- walls

-- By both halves of the animal's key, and by the first half through the index that begins with it. A case that is being written is
-- seen by it at once, which a look-up by the case's id could not.
create policy see_co_owned on "Case" for select to conferral_app
  using ("ownerId" = any ((select app.co_owned_from())::uuid[]) and ("ownerId", "patientId") in (select a."ownerId", a."patientId" from app.co_owned_animals() a));
create policy change_co_owned on "Case" for update to conferral_app
  using ("ownerId" = any ((select app.co_owned_from())::uuid[]) and ("ownerId", "patientId") in (select a."ownerId", a."patientId" from app.co_owned_animals() a));
create policy add_co_owned on "Case" for insert to conferral_app
  with check (("ownerId", "patientId") in (select a."ownerId", a."patientId" from app.co_owned_animals() a)
    and kind = 'SECOND_OPINION' and status = 'DRAFT' and "submittedAt" is null and "paidAt" is null and "answerSharedAt" is null);
create policy see_co_owned on "Patient" for select to conferral_app
  using (("ownerId", id) in (select a."ownerId", a."patientId" from app.co_owned_animals() a));
create policy change_co_owned on "Patient" for update to conferral_app
  using (("ownerId", id) in (select a."ownerId", a."patientId" from app.co_owned_animals() a));
create policy their_co_owner_reads on "Record" for select to conferral_app
  using ("caseId" in (select c.id from "Case" c where c.id = any ((select app.co_owned_cases())::uuid[]) and c.kind <> 'CONSULTATION'));

-- ---------------------------------------------------------------- doors

create or replace function app.hats_for_case(case_id uuid) returns table ("orgId" uuid, name text) language sql stable security definer
set search_path = pg_catalog, public as $$
  select null::uuid, 'Yourself' from public."Case" c where c.id = case_id and app.kind() = 'PERSON' and (c."ownerId" = app.person() or app.co_owns(c.id)
    or (c."submittedAt" is not null and exists (select from public."CaseSupport" s where s."caseId" = c.id and s."personId" = app.person()
      and s."acceptedAt" is not null and s."endedAt" is null)))
  union all
  select o.id, o.name from public."Case" c
    join public."Membership" m on m."organizationId" in (c."hospitalId", c."practiceId") and m."endedAt" is null
    join public."Organization" o on o.id = m."organizationId"
    where c.id = case_id and (c."submittedAt" is not null or m."organizationId" = c."practiceId")
      and m."personId" = app.person() and app.kind() = 'PERSON' $$;

-- Each owner gets the mails of an owner, and none as a support person besides.
create or replace function app.people_on_case() returns table (side text, "personId" uuid, name text, email text, "timeZone" text) language sql stable
security definer set search_path = pg_catalog, public as $$
  select 'OWNER', p.id, p.name, p.email, p."timeZone" from public."Case" c join public."Person" p on p.id = c."ownerId"
    where c.id = app.link_case() and app.kind() = 'SYSTEM' and p."invitedBy" is null
  union all
  select 'OWNER', p.id, p.name, p.email, p."timeZone" from public."Case" c
    join public."CoOwner" o on o."ownerId" = c."ownerId" and o."patientId" = c."patientId" and o."acceptedAt" is not null and o."endedAt" is null
    join public."Person" p on p.id = o."personId"
    where c.id = app.link_case() and app.kind() = 'SYSTEM'
  union all
  select case when o.id = c."hospitalId" then 'HOSPITAL' else 'PRACTICE' end, p.id, p.name, p.email, p."timeZone"
    from public."Case" c join public."Organization" o on o.id in (c."hospitalId", c."practiceId")
    join public."Membership" m on m."organizationId" = o.id and m."endedAt" is null
    join public."Person" p on p.id = m."personId"
    where c.id = app.link_case() and app.kind() = 'SYSTEM' and m.role not in ('BILLING')
      and (o.id <> c."hospitalId" or c."submittedAt" is not null)
  union all
  select 'SUPPORT', p.id, p.name, p.email, p."timeZone" from public."CaseSupport" s join public."Person" p on p.id = s."personId"
    where s."caseId" = app.link_case() and app.kind() = 'SYSTEM' and s."acceptedAt" is not null and s."endedAt" is null and s.mails $$;

-- Nobody reads along where they are an owner.
create or replace function app.accept_support(token_hash text) returns uuid language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare found_case uuid;
begin
  update public."CaseSupport" s set "acceptedAt" = now(), "personId" = p.id, name = coalesce(nullif(p.name, ''), s.name)
    from public."Person" p, public."Case" c
    where s."tokenHash" = accept_support.token_hash and s."acceptedAt" is null and s."endedAt" is null and s."expiresAt" > now()
      and app.kind() = 'PERSON' and p.id = app.person() and p.email = s.email and c.id = s."caseId" and not app.owns(c.id, c."ownerId")
      and not exists (select from public."CaseSupport" o where o."caseId" = s."caseId" and o."personId" = p.id and o."endedAt" is null)
    returning s."caseId" into found_case;
  if found_case is null then return null; end if;
  perform app.set_actor('PERSON', app.person(), null, null, null, null);
  perform app.append_event(found_case, 'support.joined', 'EVERYONE', '{}');
  return found_case;
end $$;

create or replace function app.carry_history(source uuid, target uuid) returns integer language plpgsql security definer
set search_path = pg_catalog, public as $$
declare entries int; sheet record; carried int := 0; made uuid;
begin
  if app.kind() <> 'PERSON' or app.org() is not null or source = target or not exists (
    select from public."Case" t join public."Case" s on s."ownerId" = t."ownerId" and s."patientId" = t."patientId"
      where t.id = target and s.id = source and app.owns(t.id, t."ownerId") and t.status = 'DRAFT' and s.kind <> 'CONSULTATION')
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

create or replace function app.carry_records(source uuid, target uuid) returns integer language plpgsql security definer
set search_path = pg_catalog, public as $$
declare carried uuid[];
begin
  if app.kind() <> 'PERSON' or app.org() is not null or not exists (
    select from public."Case" t join public."Case" s on s.id = t."resentFromId"
      where t.id = target and s.id = source and app.owns(t.id, t."ownerId") and app.owns(s.id, s."ownerId")
        and t.status = 'DRAFT' and s.kind <> 'CONSULTATION' and s.status in ('DECLINED', 'WITHDRAWN', 'EXPIRED'))
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

create or replace function app.domain_is_shared(org uuid, mail_domain text) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select exists (select from public."PracticeClaim" k where k.status = 'PROVEN' and k.domain = mail_domain and k."organizationId" <> org)
    or exists (select from public."Person" p where split_part(p.email, '@', 2) = mail_domain
      and not exists (select from public."Membership" m where m."personId" = p.id and m."organizationId" = org)
      and (exists (select from public."Membership" m where m."personId" = p.id and m."endedAt" is null)
        or exists (select from public."Case" c where c."ownerId" = p.id)
        or exists (select from public."CoOwner" o where o."personId" = p.id and o."endedAt" is null))) $$;

-- ---------------------------------------------------------------- search

-- An animal's other owners are no word of its documents: their few cases are looked up by id.

create or replace function app.search_cases(query text, most int default 30) returns table (id uuid, rank real) language sql stable rows 30
security definer set search_path = pg_catalog, public as $$
  select c.id, best.rank
  from (
    (select s."caseId", ts_rank(s.document, words.q) as rank
    from (select to_tsquery('simple', query) as q, coalesce(app.org(), app.person()) as tenant) words
    join public."CaseSearch" s on s.document @@ (words.q && format('''@%s''', words.tenant)::tsquery)
    where words.tenant in (s."ownerId", s."practiceId", s."hospitalId")
    order by 2 desc, 1 desc limit least(most, 100))
    union
    (select s."caseId", ts_rank(s.document, to_tsquery('simple', query))
    from public."CaseSearch" s
    where s."caseId" = any ((select app.co_owned_cases())::uuid[]) and s.document @@ to_tsquery('simple', query)
    order by 2 desc, 1 desc limit least(most, 100))) best
  join public."Case" c on c.id = best."caseId"
  where app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") is not null
    and (c.kind <> 'CONSULTATION' or app.org() is not null)
  order by 2 desc, 1 desc $$;

create or replace function app.search_records(query text, most int default 30) returns table ("caseId" uuid, "recordId" uuid)
language sql stable rows 30 security definer set search_path = pg_catalog, public as $$
  select found."caseId", found."recordId"
  from (
    (select t."caseId", t."recordId"
    from (select to_tsquery('simple', query) as q, coalesce(app.org(), app.person()) as tenant) words
    join public."RecordReading" t on t.scope @@ format('''@%s''', words.tenant)::tsquery and t.words @@ words.q
    order by t."recordId" desc offset 0)
    union all
    (select t."caseId", t."recordId" from public."RecordReading" t
    where t."caseId" = any ((select app.co_owned_cases())::uuid[]) and t.words @@ to_tsquery('simple', query)
    order by t."recordId" desc)) found
  cross join lateral (select c.*, app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") as side
    from public."Case" c where c.id = found."caseId" and (c.kind <> 'CONSULTATION' or app.org() is not null)) c
  cross join lateral (select r.* from public."Record" r where r."caseId" = found."caseId" and r.id = found."recordId") r
  where r.status = 'READY' and c.side is not null
    and app.sees_record(c.side, c.id, r.holder, r."heldBy", r.kind, array[r.id, r."studyId"], r.day, r.day,
      coalesce(r."readyAt", r."createdAt"))
    and (app.kind() = 'PERSON' and (app.role() <> 'BILLING' or c.side <> 'HOSPITAL'))
  limit least(most, 100) $$;

-- ---------------------------------------------------------------- forgetting

-- Where the person is an owner, alone or with others, or was.
create function app.cases_owned_by(person uuid) returns uuid[] language sql stable set search_path = pg_catalog, public as $$
  select array(select c.id from public."Case" c where c."ownerId" = person
    union select c.id from public."CoOwner" o join public."Case" c on c."ownerId" = o."ownerId" and c."patientId" = o."patientId"
      where o."personId" = person) $$;
revoke all on function app.cases_owned_by(uuid) from public;

create or replace function app.forget_invited() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update public."OwnerInvitation" i set name = 'Former owner', email = 'erased-' || i.id || '@erased.invalid',
      "revokedAt" = case when i."acceptedAt" is null then coalesce(i."revokedAt", now()) else i."revokedAt" end
    where i.email = old.email;
  update public."NewHome" h set name = 'Former owner', email = 'erased-' || h.id || '@erased.invalid',
      "endedAt" = case when h."acceptedAt" is null then coalesce(h."endedAt", now()) else h."endedAt" end
    where h.email = old.email;
  update public."CoOwner" o set name = 'Former owner', email = 'erased-' || o.id || '@erased.invalid',
      "endedAt" = coalesce(o."endedAt", now()), "endedBy" = coalesce(o."endedBy", 'SELF')
    where o.email = old.email or o."personId" = new.id;
  -- With its first owner, an animal's account ends for the others.
  update public."CoOwner" o set "endedAt" = now(), "endedBy" = 'OWNER' where o."ownerId" = new.id and o."endedAt" is null;
  update public."PracticeNote" n set "ownerEmail" = '' where n."ownerEmail" = old.email;
  -- What a paste held beside what the form took: their name and address among it, as a rule.
  update public."PracticeNote" n set unread = '' from public."Case" c where c.id = n."caseId" and c."ownerId" = new.id;
  return null;
end $$;

create or replace function app.erase_person(person uuid) returns uuid[] language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare p public."Person"; one uuid; unsent uuid[] := '{}'; owned uuid[] := app.cases_owned_by(person); shared uuid[];
begin
  if app.kind() <> 'SYSTEM' or app.link_case() is not null then return null; end if;
  select * into p from public."Person" k where k.id = person for update;
  if not found or p."erasedAt" is not null then return null; end if;
  perform from public."ErasureRequest" e where e."personId" = person and e."cancelledAt" is null and e."doneAt" is null
    and e."dueAt" <= now() for update;
  if not found then return null; end if;
  -- What is being sent at this moment is waited for, and then stands in the way like any case.
  perform from public."Case" c where c."ownerId" = person for update;
  if exists (select from app.erasure_blocks(person)) then return null; end if;

  select array_agg(c.id) into shared from public."CoOwner" o join public."Case" c on c."ownerId" = o."ownerId" and c."patientId" = o."patientId"
    where o."personId" = person and o."acceptedAt" is not null and o."endedAt" is null and c."contentRemovedAt" is null;
  delete from public."Session" where "personId" = person;
  delete from public."SignInToken" where identifier = p.email;
  update public."Invitation" set "revokedAt" = coalesce("revokedAt", now()), email = '' where email = p.email;
  update public."Membership" set "endedAt" = coalesce("endedAt", now()), credentials = '' where "personId" = person;
  update public."Person" set email = 'erased-' || person || '@erased.invalid', name = 'Former owner', phone = null, "timeZone" = 'UTC',
    "emailVerifiedAt" = null, "erasedAt" = now() where id = person;

  for one in select c.id from public."Case" c where c."ownerId" = person and c."submittedAt" is null and c."contentRemovedAt" is null for update loop
    perform app.forget_case(one);
    unsent := unsent || one;
  end loop;
  -- An animal of no case that others keep is the person's alone.
  update public."Patient" t set name = 'Removed', breed = '', "bornOn" = null, "weightGrams" = null, version = version + 1
    where t."ownerId" = person and not exists (select from public."Case" c where c."ownerId" = person and c."patientId" = t.id);

  -- Their name beside what they wrote in cases of their own. What they signed keeps it: it is the proof.
  perform set_config('app.removing', 'yes', true);
  update public."Message" m set "authorName" = 'Former owner' from public."Case" c
    where c.id = any (owned) and m."caseId" = c.id and m."authorId" = person and m.side = 'OWNER';
  update public."Message" m set "authorName" = 'Former support person' from public."CaseSupport" s
    where s."personId" = person and m."caseId" = s."caseId" and m."authorId" = person and m.side = 'SUPPORT';
  update public."RecordView" v set "viewerName" = 'Former owner' from public."Case" c
    where c.id = any (owned) and v."caseId" = c.id and v."actorId" = person and v.side = 'OWNER';
  perform set_config('app.removing', '', true);
  update public."Record" r set "uploaderName" = 'Former owner' from public."Case" c
    where c.id = any (owned) and r."caseId" = c.id and r."uploadedBy" = person and r.holder = 'OWNER';
  -- Of what came by mail, nobody is known but the sender that the mail names: where it is their own address, it goes.
  update public."Record" r set "uploaderName" = 'Former owner' from public."Case" c
    where c.id = any (owned) and r."caseId" = c.id and r."byMail" and position(p.email in lower(r."uploaderName")) > 0;
  update public."PlanItem" i set "authorName" = 'Former owner' from public."Case" c
    where c.id = any (owned) and i."caseId" = c.id and i.side = 'OWNER' and i."authorId" = person;
  update public."PlanItem" i set "doneByName" = 'Former owner' from public."Case" c
    where c.id = any (owned) and i."caseId" = c.id and i."doneSide" = 'OWNER' and i."doneById" = person;
  update public."HistoryEntry" h set "writerName" = 'Former owner' from public."Case" c
    where c.id = any (owned) and h."caseId" = c.id and h."writtenBy" = person and h.holder = 'OWNER';
  update public."LabSheet" s set "writerName" = 'Former owner' from public."Case" c
    where c.id = any (owned) and s."caseId" = c.id and s."writtenBy" = person and s.holder = 'OWNER';
  update public."InformationRequest" i set "answeredBy" = 'Former owner' from public."Case" c
    where c.id = any (owned) and i."caseId" = c.id and i."askedOf" = 'OWNER'
      and (i."answeredBy" = p.name or i."answeredBy" is not null and c."ownerId" = person and not exists (
        select from public."CoOwner" o where o."ownerId" = person and o."patientId" = c."patientId" and o."acceptedAt" is not null));
  -- Where they stood by somebody else.
  update public."CaseSupport" set name = 'Former support person', email = 'erased-' || id || '@erased.invalid',
    "endedAt" = coalesce("endedAt", now()), "endedBy" = coalesce("endedBy", 'SELF') where "personId" = person or email = p.email;
  delete from public."SupportNote" where "personId" = person;
  -- How to reach them; what the request says else is the case's file.
  update public."CaseRequest" q set "reachBy" = '{}', "reachPhone" = '', "reachTimes" = '' from public."Case" c
    where c."ownerId" = person and q."caseId" = c.id;
  -- The search finds them by their name no more.
  update public."Case" set title = title where "ownerId" = person and "contentRemovedAt" is null;

  foreach one in array coalesce(shared, '{}') loop
    perform set_config('app.case', one::text, true);
    perform app.append_event(one, 'coOwner.left', 'EVERYONE', '{}');
  end loop;
  for one in select c.id from public."Case" c where c."ownerId" = person and c."submittedAt" is not null loop
    perform set_config('app.case', one::text, true);
    perform app.append_event(one, 'owner.erased', 'EVERYONE', '{}');
  end loop;
  perform set_config('app.case', '', true);
  update public."ErasureRequest" set "doneAt" = now() where "personId" = person and "cancelledAt" is null and "doneAt" is null;
  return unsent;
end $$;
