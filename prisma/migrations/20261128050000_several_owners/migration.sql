-- Several owners of one animal: the first owner invites another by mail, who takes it up with a press. From then on the animal and
-- all its cases are theirs as well: they stand on the owner's side of each. The animal keeps its key, ("ownerId", id), which is its
-- first owner's; a case's "ownerId" is that of its animal.

create table "CoOwner" (
  "ownerId" uuid not null,
  id uuid not null,
  "patientId" uuid not null,
  email text not null,
  -- As the first owner calls them; their own name from the moment that they accept.
  name text not null,
  "personId" uuid,
  "tokenHash" text not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  "expiresAt" timestamptz(3) not null,
  "acceptedAt" timestamptz(3),
  "endedAt" timestamptz(3),
  "endedBy" text,
  constraint "CoOwner_pkey" primary key ("ownerId", id),
  constraint "CoOwner_ownerId_patientId_fkey" foreign key ("ownerId", "patientId") references "Patient" ("ownerId", id)
    on delete cascade on update cascade,
  constraint "CoOwner_personId_fkey" foreign key ("personId") references "Person" (id) on delete restrict on update cascade,
  constraint co_owner_accepted check (("acceptedAt" is null) = ("personId" is null)),
  constraint co_owner_other check ("personId" <> "ownerId"),
  constraint co_owner_ended check (("endedAt" is null) = ("endedBy" is null) and "endedBy" in ('OWNER', 'SELF'))
);
create unique index "CoOwner_tokenHash_key" on "CoOwner" ("tokenHash");
create unique index co_owner_once on "CoOwner" ("ownerId", "patientId", email) where "endedAt" is null;
create unique index co_owner_person_once on "CoOwner" ("ownerId", "patientId", "personId") where "endedAt" is null and "personId" is not null;
create index co_owner_of_person on "CoOwner" ("personId") where "endedAt" is null;

alter table "CoOwner" enable row level security;
alter table "CoOwner" force row level security;
create policy owner_role on "CoOwner" to current_user using (true) with check (true);

-- Only the first owner invites and ends; accepting and leaving are doors.
grant select, insert on "CoOwner" to conferral_app;
grant update ("endedAt", "endedBy") on "CoOwner" to conferral_app;
create policy see on "CoOwner" for select to conferral_app
  using ((select app.kind()) = 'PERSON' and (select app.org()) is null and (select app.person()) in ("ownerId", "personId"));
create policy add on "CoOwner" for insert to conferral_app
  with check ("ownerId" = (select app.person()) and (select app.kind()) = 'PERSON' and (select app.org()) is null
    and "acceptedAt" is null and "personId" is null and "endedAt" is null
    and exists (select from "Patient" p where p."ownerId" = "CoOwner"."ownerId" and p.id = "CoOwner"."patientId" and p."rehomedAt" is null));
create policy change on "CoOwner" for update to conferral_app
  using ("ownerId" = (select app.person()) and (select app.kind()) = 'PERSON' and (select app.org()) is null and "endedAt" is null)
  with check ("ownerId" = (select app.person()) and "endedBy" = 'OWNER');

-- ---------------------------------------------------------------- who is an owner

-- Animals that the person owns with their first owner. By both halves of the key: an id alone may stand among another's animals.
create function app.co_owned_animals() returns table ("ownerId" uuid, "patientId" uuid) language sql stable parallel safe security definer
rows 5 set search_path = pg_catalog, public as $$
  select o."ownerId", o."patientId" from public."CoOwner" o where o."personId" = app.person() and app.kind() = 'PERSON'
    and app.org() is null and o."acceptedAt" is not null and o."endedAt" is null $$;

-- Their first owners, and their cases, for look-ups by index.
create function app.co_owned_from() returns uuid[] language sql stable parallel safe as $$
  select coalesce(array_agg(a."ownerId"), '{}') from app.co_owned_animals() a $$;
create function app.co_owned_cases() returns uuid[] language sql stable parallel safe security definer
set search_path = pg_catalog, public as $$
  select coalesce(array_agg(c.id), '{}') from app.co_owned_animals() a
    join public."Case" c on c."ownerId" = a."ownerId" and c."patientId" = a."patientId" $$;

create function app.co_owns(case_id uuid) returns boolean language sql stable parallel safe security definer
set search_path = pg_catalog, public as $$
  select exists (select from public."CoOwner" o join public."Case" c on c."ownerId" = o."ownerId" and c."patientId" = o."patientId"
    where c.id = case_id and o."personId" = app.person() and o."acceptedAt" is not null and o."endedAt" is null) $$;

-- Is the person, in their own name, an owner of this case: its animal's first owner, or one of the others? THE answer for all.
create function app.owns(case_id uuid, owner_id uuid) returns boolean language sql stable parallel safe as $$
  select app.kind() = 'PERSON' and app.org() is null and (owner_id = app.person() or app.co_owns(case_id)) $$;

-- Whose key an animal has that the person owns, alone or with others; their own before another's. Null: it is none of theirs.
create function app.animal_owner(patient_id uuid) returns uuid language sql stable security definer
set search_path = pg_catalog, public as $$
  select found."ownerId" from (
    select p."ownerId", 1 as place from public."Patient" p
      where p."ownerId" = app.person() and p.id = patient_id and app.kind() = 'PERSON' and app.org() is null
    union all
    select a."ownerId", 2 from app.co_owned_animals() a where a."patientId" = patient_id) found
  order by found.place limit 1 $$;

-- The other owners of a case, for whoever stands on it: those who have left, too, as what they did bears their name.
create function app.co_owners_on(case_id uuid) returns table ("personId" uuid, name text, standing boolean) language sql stable
security definer set search_path = pg_catalog, public as $$
  select o."personId", o.name, o."endedAt" is null from public."Case" c
    join public."CoOwner" o on o."ownerId" = c."ownerId" and o."patientId" = c."patientId" and o."acceptedAt" is not null
    where c.id = case_id and (c."contentRemovedAt" is null or app.owns(c.id, c."ownerId"))
      and app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") is not null
    order by o."acceptedAt", o.id $$;

-- All owners of an animal, for one of them: the first owner, then the others.
create function app.owners_of_animal(owner_id uuid, patient_id uuid) returns table ("personId" uuid, name text, since timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select found."personId", found.name, found.since from (
    select p.id as "personId", p.name, null::timestamptz as since from public."Person" p where p.id = owner_id
    union all
    select o."personId", o.name, o."acceptedAt"::timestamptz from public."CoOwner" o
      where o."ownerId" = owner_id and o."patientId" = patient_id and o."acceptedAt" is not null and o."endedAt" is null) found
  where app.kind() = 'PERSON' and app.org() is null and (
    exists (select from public."Patient" p where p."ownerId" = app.person() and p."ownerId" = owner_id and p.id = patient_id)
    or (owner_id, patient_id) in (select a."ownerId", a."patientId" from app.co_owned_animals() a))
  order by found.since nulls first, found."personId" $$;

-- Is this the address of an owner of the case? For those who name somebody else on it.
create function app.owner_address(case_id uuid, address text) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select exists (select from public."Case" c join public."Person" p on p.email = address and (p.id = c."ownerId" or exists (
      select from public."CoOwner" o where o."ownerId" = c."ownerId" and o."patientId" = c."patientId" and o."personId" = p.id
        and o."acceptedAt" is not null and o."endedAt" is null))
    where c.id = case_id and app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") is not null) $$;

-- ---------------------------------------------------------------- becoming one, and leaving

create function app.co_owner_by_token(token_hash text) returns table (email text, owner text, patient text, species "Species",
  "patientId" uuid, cases int, "expiresAt" timestamptz, state text) language sql stable security definer
set search_path = pg_catalog, public as $$
  select o.email, p.name, t.name, t.species, o."patientId",
      (select count(*)::int from public."Case" c where c."ownerId" = o."ownerId" and c."patientId" = o."patientId" and c."submittedAt" is not null),
      o."expiresAt"::timestamptz, case when o."endedAt" is not null or (o."acceptedAt" is null and t."rehomedAt" is not null) then 'ENDED'
        when o."acceptedAt" is not null then 'ACCEPTED' when o."expiresAt" <= now() then 'EXPIRED' else 'OPEN' end
    from public."CoOwner" o join public."Person" p on p.id = o."ownerId"
    join public."Patient" t on t."ownerId" = o."ownerId" and t.id = o."patientId"
    where o."tokenHash" = co_owner_by_token.token_hash and app.kind() <> '' $$;

-- Takes the invitation up, once, for the person at whose address it arrived. Everybody on the animal's cases is told by the event;
-- where the person read along, they stand as an owner now. Returns the animal's id, or null.
create function app.accept_co_owner(token_hash text) returns uuid language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare o record; one uuid;
begin
  if app.kind() <> 'PERSON' or app.person() is null then return null; end if;
  select i."ownerId", i.id, i."patientId", me.name as "myName" into o from public."CoOwner" i
    join public."Person" me on me.id = app.person() and me.email = i.email
    join public."Patient" t on t."ownerId" = i."ownerId" and t.id = i."patientId" and t."rehomedAt" is null
    where i."tokenHash" = accept_co_owner.token_hash and i."acceptedAt" is null and i."endedAt" is null and i."expiresAt" > now()
      and i."ownerId" <> app.person()
    for update of i, t;
  if not found or exists (select from public."CoOwner" x where x."ownerId" = o."ownerId" and x."patientId" = o."patientId"
    and x."personId" = app.person() and x."endedAt" is null) then return null; end if;
  update public."CoOwner" i set "acceptedAt" = now(), "personId" = app.person(), name = coalesce(nullif(o."myName", ''), i.name)
    where i."ownerId" = o."ownerId" and i.id = o.id;
  update public."CaseSupport" s set "endedAt" = now(), "endedBy" = 'SELF' from public."Case" c
    where c."ownerId" = o."ownerId" and c."patientId" = o."patientId" and s."caseId" = c.id and s."personId" = app.person()
      and s."endedAt" is null;
  perform app.set_actor('PERSON', app.person(), null, null, null, null);
  for one in select c.id from public."Case" c where c."ownerId" = o."ownerId" and c."patientId" = o."patientId"
    and c."contentRemovedAt" is null order by c.id
  loop
    perform app.append_event(one, 'coOwner.joined', 'EVERYONE', jsonb_build_object('coOwnerId', o.id));
  end loop;
  return o."patientId";
end $$;

-- They go by themselves: said while they still stand on the cases, so that it bears their name.
create function app.leave_co_owner(owner_id uuid, patient_id uuid) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare mine uuid; one uuid;
begin
  if app.kind() <> 'PERSON' or app.org() is not null then return false; end if;
  select o.id into mine from public."CoOwner" o where o."ownerId" = owner_id and o."patientId" = patient_id
    and o."personId" = app.person() and o."endedAt" is null for update;
  if not found then return false; end if;
  for one in select c.id from public."Case" c where c."ownerId" = owner_id and c."patientId" = patient_id
    and c."contentRemovedAt" is null order by c.id
  loop
    perform app.append_event(one, 'coOwner.left', 'EVERYONE', jsonb_build_object('coOwnerId', mine));
  end loop;
  update public."CoOwner" o set "endedAt" = now(), "endedBy" = 'SELF' where o."ownerId" = owner_id and o.id = mine;
  return true;
end $$;

revoke all on function app.co_owned_animals(), app.co_owned_from(), app.co_owned_cases(), app.co_owns(uuid), app.owns(uuid, uuid),
  app.animal_owner(uuid), app.co_owners_on(uuid), app.owners_of_animal(uuid, uuid), app.owner_address(uuid, text),
  app.co_owner_by_token(text), app.accept_co_owner(text), app.leave_co_owner(uuid, uuid) from public;
grant execute on function app.co_owned_animals(), app.co_owned_from(), app.co_owned_cases(), app.co_owns(uuid), app.owns(uuid, uuid),
  app.animal_owner(uuid), app.co_owners_on(uuid), app.owners_of_animal(uuid, uuid), app.owner_address(uuid, text),
  app.co_owner_by_token(text), app.accept_co_owner(text), app.leave_co_owner(uuid, uuid) to conferral_app;
