-- How much may be kept, seen and changed by the operator on a page. The tables stay closed: these are their only doors beside the
-- uploads' own.

-- Kinds first, then those with a limit of their own, then whoever keeps most. Nothing of what is kept is told, only how much.
create function app.storage_overview(most int) returns table ("key" text, name text, records int, bytes bigint, "mostRecords" int,
  "mostBytes" bigint, own boolean) language sql stable security definer set search_path = pg_catalog, public as $$
  with listed as (
    select l.key from public."StorageLimit" l
    union
    (select u.key from public."StorageUse" u where u.records > 0 order by u.bytes desc limit least(most, 200)))
  select k.key, coalesce(o.name, c.number, case split_part(k.key, ':', 1) when 'person' then 'An owner' when 'address' then split_part(k.key, ':', 2) else k.key end),
    coalesce(u.records, 0), coalesce(u.bytes, 0), coalesce(l.records, d.records), coalesce(l.bytes, d.bytes), l.key is not null
  from listed k
  left join public."StorageUse" u on u.key = k.key
  left join public."StorageLimit" l on l.key = k.key
  left join public."Organization" o on k.key = 'org:' || o.id
  left join public."Case" c on k.key = 'case:' || c.id
  left join public."StorageLimit" d on d.key = case split_part(k.key, ':', 1) when 'case' then 'CASE' when 'person' then 'OWNER'
    when 'address' then 'ADDRESS' when 'org' then o.kind::text end
  where app.is_operator()
  order by position(':' in k.key) > 0, l.key is null, coalesce(u.bytes, 0) desc, k.key $$;

-- The key of one that is named: a case by its number, an organization by its short name, a person by the address they sign in with.
create function app.storage_key_named(kind text, named text) returns text language sql stable security definer
set search_path = pg_catalog, public as $$
  select case when not app.is_operator() then null
    when kind in ('CASE', 'OWNER', 'PRACTICE', 'HOSPITAL', 'ADDRESS') and named = '' then kind
    when kind = 'CASE' then (select 'case:' || c.id from public."Case" c where c.number = upper(named))
    when kind in ('PRACTICE', 'HOSPITAL') then (select 'org:' || o.id from public."Organization" o where o.slug = lower(named) and o.kind::text = storage_key_named.kind)
    when kind = 'OWNER' then (select 'person:' || p.id from public."Person" p where p.email = lower(named))
    when kind = 'ADDRESS' and position('@' in named) > 0 then 'address:' || lower(named) end $$;

-- Holds from the next file on. Returns whether it was the operator.
create function app.set_storage_limit(limit_key text, most_records int, most_bytes bigint) returns boolean language plpgsql volatile
security definer set search_path = pg_catalog, public as $$
begin
  if not app.is_operator() or most_records < 0 or most_bytes < 0 then return false; end if;
  insert into public."StorageLimit" as l ("key", records, bytes) values (limit_key, most_records, most_bytes)
    on conflict ("key") do update set records = excluded.records, bytes = excluded.bytes;
  return true;
end $$;

revoke all on function app.storage_overview(int), app.storage_key_named(text, text), app.set_storage_limit(text, int, bigint) from public;
grant execute on function app.storage_overview(int), app.storage_key_named(text, text), app.set_storage_limit(text, int, bigint) to conferral_app;
