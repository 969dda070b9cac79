-- An animal gets a new home: its owner offers it to somebody by mail, who takes it up with a press. The new owner has an animal of
-- their own from then on; the earlier one, with its cases and records, stays with the earlier owner. Nothing of it is theirs to see.

alter table "Patient" add column "rehomedAt" timestamptz(3);

create table "NewHome" (
  "ownerId" uuid not null,
  id uuid not null,
  "patientId" uuid not null,
  email text not null,
  -- As the earlier owner calls them; their own name from the moment that they accept.
  name text not null,
  "tokenHash" text not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  "expiresAt" timestamptz(3) not null,
  "endedAt" timestamptz(3),
  "acceptedAt" timestamptz(3),
  "newOwnerId" uuid,
  "newPatientId" uuid,
  constraint "NewHome_pkey" primary key ("ownerId", id),
  constraint "NewHome_ownerId_patientId_fkey" foreign key ("ownerId", "patientId") references "Patient" ("ownerId", id)
    on delete cascade on update cascade,
  constraint home_accepted check (("acceptedAt" is null) = ("newOwnerId" is null) and ("acceptedAt" is null) = ("newPatientId" is null)
    and ("acceptedAt" is null or "endedAt" is null))
);
create unique index "NewHome_tokenHash_key" on "NewHome" ("tokenHash");
create unique index home_once on "NewHome" ("ownerId", "patientId") where "endedAt" is null;
alter table "NewHome" enable row level security;
alter table "NewHome" force row level security;
create policy owner_role on "NewHome" to current_user using (true) with check (true);

grant select, insert on "NewHome" to conferral_app;
grant update ("endedAt") on "NewHome" to conferral_app;
create policy own on "NewHome" to conferral_app
  using ("ownerId" = (select app.person()) and (select app.kind()) = 'PERSON' and (select app.org()) is null)
  with check ("ownerId" = (select app.person()) and (select app.kind()) = 'PERSON' and (select app.org()) is null and "acceptedAt" is null);

-- That it has a new home is written by the door below alone.
revoke update on "Patient" from conferral_app;
grant update (name, species, breed, sex, neuter, "bornOn", "weightGrams", "diedOn", "diedNotedAt", version) on "Patient" to conferral_app;

create function app.home_by_token(token_hash text) returns table (email text, owner text, patient text, species "Species",
  "expiresAt" timestamptz, state text) language sql stable security definer set search_path = pg_catalog, public as $$
  select n.email, o.name, p.name, p.species, n."expiresAt"::timestamptz, case when n."acceptedAt" is not null then 'ACCEPTED'
      when n."endedAt" is not null or p."diedOn" is not null then 'ENDED' when n."expiresAt" <= now() then 'EXPIRED' else 'OPEN' end
    from public."NewHome" n join public."Person" o on o.id = n."ownerId"
    join public."Patient" p on p."ownerId" = n."ownerId" and p.id = n."patientId"
    where n."tokenHash" = home_by_token.token_hash and app.kind() <> '' $$;

-- Takes the offer up, once, for the person at whose address it arrived: an animal of theirs with what can be seen of it, and no
-- more. Returns its id, or null.
create function app.accept_home(token_hash text) returns uuid language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare n record; made uuid := uuidv7();
begin
  select h.*, me.name as "myName" into n from public."NewHome" h join public."Person" me on me.id = app.person() and me.email = h.email
    join public."Patient" p on p."ownerId" = h."ownerId" and p.id = h."patientId" and p."diedOn" is null and p."rehomedAt" is null
    where h."tokenHash" = accept_home.token_hash and h."acceptedAt" is null and h."endedAt" is null and h."expiresAt" > now()
      and app.kind() = 'PERSON' and h."ownerId" <> app.person()
    for update of h, p;
  if not found then return null; end if;
  insert into public."Patient" ("ownerId", id, name, species, breed, sex, neuter, "bornOn", "weightGrams")
    select app.person(), made, name, species, breed, sex, neuter, "bornOn", "weightGrams" from public."Patient"
      where "ownerId" = n."ownerId" and id = n."patientId";
  update public."Patient" set "rehomedAt" = now(), version = version + 1 where "ownerId" = n."ownerId" and id = n."patientId";
  update public."NewHome" set "acceptedAt" = now(), "newOwnerId" = app.person(), "newPatientId" = made,
      name = coalesce(nullif(n."myName", ''), name) where "ownerId" = n."ownerId" and id = n.id;
  return made;
end $$;
revoke all on function app.home_by_token(text), app.accept_home(text) from public;
grant execute on function app.home_by_token(text), app.accept_home(text) to conferral_app;
