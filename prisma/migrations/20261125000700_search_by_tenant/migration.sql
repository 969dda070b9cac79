-- A search reads its own tenant's cases only. Each document names those who may find it, as lexemes that no typed word can be
-- (words hold letters and digits alone), so that the text index itself leaves out everybody else's. Before, every match of all
-- tenants was fetched and then judged.

create function app.search_scope(owner_id uuid, practice_id uuid, hospital_id uuid, submitted timestamptz)
returns tsvector language sql immutable parallel safe as $$
  select array_to_tsvector(array_remove(array[
    '@' || owner_id,
    case when submitted is not null then '@' || practice_id end,
    case when submitted is not null then '@' || hospital_id end], null)) $$;

create or replace function app.index_case() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare target uuid;
begin
  target := case tg_table_name when 'Case' then (to_jsonb(new)->>'id')::uuid else (to_jsonb(new)->>'caseId')::uuid end;
  insert into public."CaseSearch" ("caseId", "ownerId", "practiceId", "hospitalId", document)
  select c.id, c."ownerId", c."practiceId", c."hospitalId",
      app.search_scope(c."ownerId", c."practiceId", c."hospitalId", c."submittedAt")
      || setweight(to_tsvector('simple', concat_ws(' ', c.number, replace(c.number, 'CF-', ''), pt.name, c.title, p.name)), 'A')
      || setweight(to_tsvector('simple', concat_ws(' ', c.headline, r."presentingComplaint", r."workingDiagnosis", pt.breed)), 'B')
      || setweight(to_tsvector('simple', concat_ws(' ', c."attendingVetName", c."attendingVetPractice", r.history, r."proposedPlan",
           r.medications, array_to_string(r.questions, ' '))), 'C')
    from public."Case" c join public."Person" p on p.id = c."ownerId"
    left join public."Patient" pt on pt."ownerId" = c."ownerId" and pt.id = c."patientId"
    left join public."CaseRequest" r on r."caseId" = c.id
    where c.id = target
  on conflict ("caseId") do update set "practiceId" = excluded."practiceId", "hospitalId" = excluded."hospitalId", document = excluded.document;
  return null;
end $$;

update "CaseSearch" s set document = app.search_scope(c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") || s.document
from "Case" c where c.id = s."caseId";

-- Best first among the tenant's own, by the scope and by the columns beside it; the few that are left are judged as the policy on
-- "Case" judges them.
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
  order by 2 desc, 1 desc $$;

revoke all on function app.search_scope(uuid, uuid, uuid, timestamptz) from public;
