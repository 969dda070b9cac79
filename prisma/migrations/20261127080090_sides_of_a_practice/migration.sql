-- Who stands where on a case that a practice began (docs/decisions/0020): the practice on its drafts as well, the hospital once it is
-- told, the owner once they have accepted.

create or replace function app.side_on(case_id uuid, owner_id uuid, practice_id uuid, hospital_id uuid, submitted timestamptz)
returns text language sql stable parallel safe as $$
  select case app.kind()
    when 'SYSTEM' then case when case_id = app.link_case() then 'SYSTEM' end
    when 'LINK' then case when case_id = app.link_case() and submitted is not null then 'PRACTICE' end
    when 'PERSON' then case
      when app.org() is null then case
        when owner_id = app.person() then 'OWNER'
        when submitted is not null and case_id = any (app.supported_cases()) then 'SUPPORT' end
      when hospital_id = app.org() and submitted is not null then 'HOSPITAL'
      -- Not sent and with a practice: the practice's own (constraint case_author).
      when practice_id = app.org() then 'PRACTICE' end
  end $$;

-- As before, but the owner of a consultation has no side on what vets write to each other. What is left to them has its own rules:
-- app.money_side, app.answer_shared.
create or replace function app.side(case_id uuid) returns text language sql stable parallel safe as $$
  select case when c.kind = 'CONSULTATION' and c."ownerId" = app.person() and app.org() is null then null
    else app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") end
  from "Case" c where c.id = case_id $$;

create or replace function app.hats_for_case(case_id uuid) returns table ("orgId" uuid, name text) language sql stable security definer
set search_path = pg_catalog, public as $$
  select null::uuid, 'Yourself' from public."Case" c where c.id = case_id and app.kind() = 'PERSON' and (c."ownerId" = app.person()
    or (c."submittedAt" is not null and exists (select from public."CaseSupport" s where s."caseId" = c.id and s."personId" = app.person()
      and s."acceptedAt" is not null and s."endedAt" is null)))
  union all
  select o.id, o.name from public."Case" c
    join public."Membership" m on m."organizationId" in (c."hospitalId", c."practiceId") and m."endedAt" is null
    join public."Organization" o on o.id = m."organizationId"
    where c.id = case_id and (c."submittedAt" is not null or m."organizationId" = c."practiceId")
      and m."personId" = app.person() and app.kind() = 'PERSON' $$;

-- Nobody who stands for an owner gets mail.
create or replace function app.people_on_case() returns table (side text, "personId" uuid, name text, email text, "timeZone" text) language sql stable
security definer set search_path = pg_catalog, public as $$
  select 'OWNER', p.id, p.name, p.email, p."timeZone" from public."Case" c join public."Person" p on p.id = c."ownerId"
    where c.id = app.link_case() and app.kind() = 'SYSTEM' and p."invitedBy" is null
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

-- ---------------------------------------------------------------- search

create or replace function app.search_scope(owner_id uuid, practice_id uuid, hospital_id uuid, submitted timestamptz)
returns tsvector language sql immutable parallel safe as $$
  select array_to_tsvector(array_remove(array[
    '@' || owner_id, '@' || practice_id, case when submitted is not null then '@' || hospital_id end], null)) $$;

-- Words within records follow an animal's new owner, too.
drop trigger scope_readings on "Case";
create trigger scope_readings after update of "ownerId", "practiceId", "hospitalId", "submittedAt" on "Case" for each row
  when ((old."ownerId", old."practiceId", old."hospitalId", old."submittedAt")
    is distinct from (new."ownerId", new."practiceId", new."hospitalId", new."submittedAt"))
  execute function app.scope_readings();

-- As before, without what the vets of a consultation wrote to each other for its owner.
create or replace function app.search_cases(query text, most int default 30) returns table (id uuid, rank real) language sql stable rows 30
security definer set search_path = pg_catalog, public as $$
  select c.id, best.rank
  from (
    select s."caseId", ts_rank(s.document, words.q) as rank
    from (select to_tsquery('simple', query) as q, coalesce(app.org(), app.person()) as tenant) words
    join public."CaseSearch" s on s.document @@ (words.q && format('''@%s''', words.tenant)::tsquery)
    where words.tenant in (s."ownerId", s."practiceId", s."hospitalId")
    order by 2 desc, 1 desc limit least(most, 100)) best
  join public."Case" c on c.id = best."caseId"
  where app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") is not null
    and (c.kind <> 'CONSULTATION' or app.org() is not null)
  order by 2 desc, 1 desc $$;

-- The owner of a consultation finds nothing in its records either.
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
  cross join lateral (select r.status, r.holder, r.kind, r."heldBy" from public."Record" r
    where r."caseId" = found."caseId" and r.id = found."recordId") r
  where r.status = 'READY' and c.side is not null and app.sees_record(c.side, c.id, r.holder, r.kind)
    and (r.holder <> 'PRACTICE' or c.side = 'OWNER' or r."heldBy" in (c."practiceId"::text, c."attendingVetEmail"))
    and (app.kind() = 'PERSON' and (app.role() <> 'BILLING' or c.side <> 'HOSPITAL'))
  limit least(most, 100) $$;
