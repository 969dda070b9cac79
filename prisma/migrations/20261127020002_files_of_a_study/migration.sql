-- A page of the files of one study. Its records are alike in all that the policy on "Record" asks of (holder, practice, kind), so
-- who may read is asked once; row by row it would be asked of thousands before fifty are shown. The rows themselves are then read
-- under the policy all the same.
create index record_of_series on "Record" ("caseId", "seriesId", "createdAt" desc, id desc)
  where "seriesId" is not null and status = 'READY';

create function app.study_files(case_id uuid, study_id uuid, after_at timestamptz, after_id uuid, most int) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select x.id
  from public."Study" st join public."Series" s on s."caseId" = st."caseId" and s."studyId" = st.id
  cross join lateral (select r.id, r."createdAt" from public."Record" r
    where r."caseId" = s."caseId" and r."seriesId" = s.id and r.status = 'READY' and (r."createdAt", r.id)
      < (coalesce(after_at, 'infinity'), coalesce(after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by r."createdAt" desc, r.id desc limit least(most, 201)) x
  where st."caseId" = case_id and st.id = study_id and app.sees_record(app.side(case_id), case_id, st.holder, st.kind)
    and (st.holder <> 'PRACTICE' or app.side(case_id) in ('OWNER', 'SYSTEM') or app.practice_holds(case_id, st."heldBy"))
  order by x."createdAt" desc, x.id desc limit least(most, 201) $$;
revoke all on function app.study_files(uuid, uuid, timestamptz, uuid, int) from public;
grant execute on function app.study_files(uuid, uuid, timestamptz, uuid, int) to conferral_app;
