-- A practice asks again, at another hospital, with what it added to a referral or a consultation that ended: its own records alone.
-- What the owner added is the owner's to give.
create function app.carry_begun_records(source uuid, target uuid) returns integer language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare carried uuid[];
begin
  if app.kind() <> 'PERSON' or app.practice() is null or not exists (
    select from public."Case" t join public."Case" s on s.id = t."resentFromId"
      where t.id = target and s.id = source and t."practiceId" = app.practice() and s."practiceId" = app.practice()
        and app.stands_in(t."ownerId") and t.status = 'DRAFT' and t.kind = s.kind and s.kind <> 'SECOND_OPINION'
        and s.status in ('DECLINED', 'WITHDRAWN', 'EXPIRED'))
  then raise exception 'no such case' using errcode = 'no_data_found'; end if;
  with kept as (
    select * from public."Record" r where r."caseId" = source and r.status = 'READY' and r.holder = 'PRACTICE'
      and r."heldBy" = app.practice()::text for share),
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
revoke all on function app.carry_begun_records(uuid, uuid) from public;
grant execute on function app.carry_begun_records(uuid, uuid) to conferral_app;
