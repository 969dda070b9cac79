-- What stands before and after a record in the list (by kind, the newest first) that its reader may see, too. As the reader,
-- PostgreSQL asks the policy about every record of the case before it compares kinds, as it does not take comparing them for
-- leakproof. Here the index is walked from the record on, and each one is judged by the policy's own function until one is seen.
create function app.beside_record(case_id uuid, record_id uuid) returns table (side text, id uuid, name text)
language sql stable security definer set search_path = pg_catalog, public as $$
  with seen as (select app.side(case_id) as side),
    me as (select r.kind, r."createdAt", r.id from public."Record" r, seen where r."caseId" = case_id and r.id = record_id
      and app.sees_record(seen.side, case_id, r.holder, r."heldBy", r.kind, array[r.id, r."studyId"], r.day, r.day, coalesce(r."readyAt", r."createdAt")))
  (select 'next', found.id, found.name from (
    (select 1 as place, r.id, r.name from public."Record" r, seen where r."caseId" = case_id and r.status = 'READY'
      and r.kind = (select m.kind from me m) and (r."createdAt", r.id) < ((select m."createdAt" from me m), (select m.id from me m))
      and app.sees_record(seen.side, case_id, r.holder, r."heldBy", r.kind, array[r.id, r."studyId"], r.day, r.day, coalesce(r."readyAt", r."createdAt"))
      order by r."createdAt" desc, r.id desc limit 1)
    union all
    (select 2, r.id, r.name from public."Record" r, seen where r."caseId" = case_id and r.status = 'READY'
      and r.kind > (select m.kind from me m)
      and app.sees_record(seen.side, case_id, r.holder, r."heldBy", r.kind, array[r.id, r."studyId"], r.day, r.day, coalesce(r."readyAt", r."createdAt"))
      order by r.kind, r."createdAt" desc, r.id desc limit 1)) found order by found.place limit 1)
  union all
  (select 'previous', found.id, found.name from (
    (select 1 as place, r.id, r.name from public."Record" r, seen where r."caseId" = case_id and r.status = 'READY'
      and r.kind = (select m.kind from me m) and (r."createdAt", r.id) > ((select m."createdAt" from me m), (select m.id from me m))
      and app.sees_record(seen.side, case_id, r.holder, r."heldBy", r.kind, array[r.id, r."studyId"], r.day, r.day, coalesce(r."readyAt", r."createdAt"))
      order by r."createdAt", r.id limit 1)
    union all
    (select 2, r.id, r.name from public."Record" r, seen where r."caseId" = case_id and r.status = 'READY'
      and r.kind < (select m.kind from me m)
      and app.sees_record(seen.side, case_id, r.holder, r."heldBy", r.kind, array[r.id, r."studyId"], r.day, r.day, coalesce(r."readyAt", r."createdAt"))
      order by r.kind desc, r."createdAt", r.id limit 1)) found order by found.place limit 1) $$;
revoke all on function app.beside_record(uuid, uuid) from public;
grant execute on function app.beside_record(uuid, uuid) to conferral_app;
