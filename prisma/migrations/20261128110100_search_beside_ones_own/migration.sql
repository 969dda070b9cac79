-- The few cases that somebody owns with another, or stands by, are looked up by their keys. As a condition beside the words, the
-- search first asked the index for the words in everybody's cases, also for those who have no such case.

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
    from unnest(app.co_owned_cases()) mine (id)
    cross join lateral (select x.* from public."CaseSearch" x where x."caseId" = mine.id limit 1) s
    where s.document @@ to_tsquery('simple', query)
    order by 2 desc, 1 desc limit least(most, 100))) best
  join public."Case" c on c.id = best."caseId"
  where app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") is not null
    and (c.kind <> 'CONSULTATION' or app.org() is not null)
  order by 2 desc, 1 desc $$;

create or replace function app.search_supported(query text, most int default 30) returns table (id uuid, rank real) language sql stable rows 5
security definer set search_path = pg_catalog, public as $$
  select c.id, ts_rank(s.document, to_tsquery('simple', query)) from unnest(app.supported_cases()) mine (id)
    cross join lateral (select x.* from public."CaseSearch" x where x."caseId" = mine.id limit 1) s
    join public."Case" c on c.id = s."caseId"
    where s.document @@ to_tsquery('simple', query)
      and c.kind <> 'CONSULTATION'
      and app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") = 'SUPPORT'
    order by 2 desc, 1 desc limit least(most, 100) $$;
