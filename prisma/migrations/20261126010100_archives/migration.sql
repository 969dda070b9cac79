-- An archive's files become records of whoever added the archive.

-- Puts files of an archive into its case, while the archive is still in its check. `entries`: [{entry, name, folder, size,
-- kind, key}]. A file that is there already is left as it is. Gives the ids and sizes of all of them; nothing once the
-- archive was removed. The lock makes its removal wait.
create function app.unpack_entries(case_id uuid, archive_id uuid, entries jsonb) returns table (id uuid, "sizeBytes" bigint)
language plpgsql volatile security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare a record;
begin
  if app.kind() <> 'SYSTEM' or app.link_case() is distinct from case_id then
    raise exception 'no such case' using errcode = 'no_data_found';
  end if;
  select * into a from public."Record" r where r."caseId" = case_id and r.id = archive_id and r.status = 'CHECKING' for share;
  if not found then return; end if;
  insert into public."Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "uploadedBy", "uploaderName",
      "createdAt", "fromArchiveId", "fromEntry", folder)
    select case_id, uuidv7(), a.holder, (e ->> 'kind')::public."RecordKind", e ->> 'name', (e ->> 'size')::bigint, e ->> 'key', 'CHECKING',
      a."uploadedBy", a."uploaderName", a."createdAt", archive_id, (e ->> 'entry')::int, e ->> 'folder'
    from jsonb_array_elements(entries) e
    on conflict ("caseId", "fromArchiveId", "fromEntry") do nothing;
  return query select r.id, r."sizeBytes" from public."Record" r
    where r."caseId" = case_id and r."fromArchiveId" = archive_id and r.status = 'CHECKING'
      and r."fromEntry" in (select (e ->> 'entry')::int from jsonb_array_elements(entries) e);
end $$;

-- An archive that was unpacked needs its bytes no more.
create or replace function app.object_in_use(object_key text) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select app.kind() <> 'SYSTEM'
    or exists (select from public."Record" r where r."objectKey" = object_key and r."fromId" is null
                 and r.status not in ('REMOVED', 'REFUSED', 'UNPACKED'))
    or exists (select from public."Record" r where r."objectKey" = object_key and r."fromId" is not null
                 and r.status not in ('REMOVED', 'REFUSED', 'UNPACKED')) $$;

revoke all on function app.unpack_entries(uuid, uuid, jsonb) from public;
grant execute on function app.unpack_entries(uuid, uuid, jsonb) to conferral_app;
