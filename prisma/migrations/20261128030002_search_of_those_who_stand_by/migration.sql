-- The search finds the cases that somebody stands by, in their own name: by the words of the request, which they read. Of records they
-- read nothing, so that app.search_records stays as it is. Their few cases are looked up by id; no document names them.
create function app.search_supported(query text, most int default 30) returns table (id uuid, rank real) language sql stable rows 5
security definer set search_path = pg_catalog, public as $$
  select c.id, ts_rank(s.document, to_tsquery('simple', query)) from public."CaseSearch" s join public."Case" c on c.id = s."caseId"
    where s."caseId" = any ((select app.supported_cases())::uuid[]) and s.document @@ to_tsquery('simple', query)
      and c.kind <> 'CONSULTATION'
      and app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") = 'SUPPORT'
    order by 2 desc, 1 desc limit least(most, 100) $$;
revoke all on function app.search_supported(text, int) from public;
grant execute on function app.search_supported(text, int) to conferral_app;
