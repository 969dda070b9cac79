-- Some events are facts by which a case is judged afterwards (status.ts): they are said by whose they are, and consent never by the
-- side that it opens something to. As before for a support person.
create or replace function app.support_says() returns trigger language plpgsql as $$
begin
  if new.side::text = 'SUPPORT' and new.type not in ('thread.posted', 'support.joined', 'support.left') then
    raise exception 'not for a support person to say' using errcode = 'insufficient_privilege';
  end if;
  if new.side::text = 'HOSPITAL' and new.type like 'consent.%' then
    raise exception 'not for a hospital to say' using errcode = 'insufficient_privilege';
  end if;
  if new.type in ('consent.vetRenamed', 'consent.proceededWithoutPractice') and new.side::text not in ('OWNER', 'SYSTEM') then
    raise exception 'the owner''s to say' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

-- As before, but it waits for a request that is being sent, and forgets the owner's name in a plan and beside what they mailed in.
create or replace function app.erase_person(person uuid) returns uuid[] language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare p public."Person"; one uuid; unsent uuid[] := '{}';
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
    where c."ownerId" = person and m."caseId" = c.id and m."authorId" = person and m.side = 'OWNER';
  update public."Message" m set "authorName" = 'Former support person' from public."CaseSupport" s
    where s."personId" = person and m."caseId" = s."caseId" and m."authorId" = person and m.side = 'SUPPORT';
  update public."RecordView" v set "viewerName" = 'Former owner' from public."Case" c
    where c."ownerId" = person and v."caseId" = c.id and v."actorId" = person and v.side = 'OWNER';
  perform set_config('app.removing', '', true);
  update public."Record" r set "uploaderName" = 'Former owner' from public."Case" c
    where c."ownerId" = person and r."caseId" = c.id and r."uploadedBy" = person and r.holder = 'OWNER';
  -- Of what came by mail, nobody is known but the sender that the mail names: where it is their own address, it goes.
  update public."Record" r set "uploaderName" = 'Former owner' from public."Case" c
    where c."ownerId" = person and r."caseId" = c.id and r."byMail" and position(p.email in lower(r."uploaderName")) > 0;
  update public."PlanItem" i set "authorName" = 'Former owner' from public."Case" c
    where c."ownerId" = person and i."caseId" = c.id and i.side = 'OWNER' and i."authorId" = person;
  update public."PlanItem" i set "doneByName" = 'Former owner' from public."Case" c
    where c."ownerId" = person and i."caseId" = c.id and i."doneSide" = 'OWNER' and i."doneById" = person;
  update public."HistoryEntry" h set "writerName" = 'Former owner' from public."Case" c
    where c."ownerId" = person and h."caseId" = c.id and h."writtenBy" = person and h.holder = 'OWNER';
  update public."LabSheet" s set "writerName" = 'Former owner' from public."Case" c
    where c."ownerId" = person and s."caseId" = c.id and s."writtenBy" = person and s.holder = 'OWNER';
  update public."InformationRequest" i set "answeredBy" = 'Former owner' from public."Case" c
    where c."ownerId" = person and i."caseId" = c.id and i."answeredBy" is not null and i."askedOf" = 'OWNER';
  -- Where they stood by somebody else.
  update public."CaseSupport" set name = 'Former support person', email = 'erased-' || id || '@erased.invalid',
    "endedAt" = coalesce("endedAt", now()), "endedBy" = coalesce("endedBy", 'SELF') where "personId" = person or email = p.email;
  delete from public."SupportNote" where "personId" = person;
  -- How to reach them; what the request says else is the case's file.
  update public."CaseRequest" q set "reachBy" = '{}', "reachPhone" = '', "reachTimes" = '' from public."Case" c
    where c."ownerId" = person and q."caseId" = c.id;
  -- The search finds them by their name no more.
  update public."Case" set title = title where "ownerId" = person and "contentRemovedAt" is null;

  for one in select c.id from public."Case" c where c."ownerId" = person and c."submittedAt" is not null loop
    perform set_config('app.case', one::text, true);
    perform app.append_event(one, 'owner.erased', 'EVERYONE', '{}');
  end loop;
  perform set_config('app.case', '', true);
  update public."ErasureRequest" set "doneAt" = now() where "personId" = person and "cancelledAt" is null and "doneAt" is null;
  return unsent;
end $$;
