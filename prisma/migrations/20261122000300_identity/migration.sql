-- Identity: what a person may change of themselves, and the doors of sign-in, invitations and new organizations.

-- ---------------------------------------------------------------- narrower grants

-- Nobody makes themselves an operator, takes another's address, or moves a membership to somebody else.
revoke update on "Person", "Membership", "Invitation" from conferral_app;
grant update (name, phone, "timeZone", "emailVerifiedAt") on "Person" to conferral_app;
grant update (role, credentials, "endedAt") on "Membership" to conferral_app;
grant update ("revokedAt") on "Invitation" to conferral_app;

drop policy add on "Person";
create policy add on "Person" for insert to conferral_app
  with check ((select app.kind()) = 'AUTH' and not "isOperator");

-- ---------------------------------------------------------------- sessions

-- As before, and it notes when the session was last used: at most every five minutes, and never waiting for a lock.
create or replace function app.begin_session(token_hash text) returns jsonb language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare s record; result jsonb;
begin
  select se.id, se."personId", se."lastSeenAt", se."actingOrgId", p.name, p.email, p."timeZone", p."isOperator"
    into s from public."Session" se join public."Person" p on p.id = se."personId"
    where se."tokenHash" = begin_session.token_hash and se."expiresAt" > now();
  if not found then return null; end if;
  if s."lastSeenAt" < now() - interval '5 minutes' then
    update public."Session" t set "lastSeenAt" = now()
      where t.id = (select x.id from public."Session" x where x.id = s.id for update skip locked);
  end if;
  select jsonb_build_object('sessionId', s.id, 'personId', s."personId", 'name', s.name, 'email', s.email,
      'timeZone', s."timeZone", 'operator', s."isOperator", 'lastSeenAt', s."lastSeenAt",
      'hats', coalesce(jsonb_agg(jsonb_build_object('orgId', o.id, 'kind', o.kind, 'name', o.name, 'slug', o.slug,
        'role', m.role, 'credentials', m.credentials, 'timeZone', o."timeZone", 'acting', o.id = s."actingOrgId")
        order by o.name) filter (where o.id is not null), '[]'::jsonb))
    into result
    from (select 1) one
    left join public."Membership" m on m."personId" = s."personId" and m."endedAt" is null
    left join public."Organization" o on o.id = m."organizationId";
  perform app.set_actor('PERSON', s."personId",
    (select m."organizationId" from public."Membership" m where m."organizationId" = s."actingOrgId"
       and m."personId" = s."personId" and m."endedAt" is null),
    (select m.role::text from public."Membership" m where m."organizationId" = s."actingOrgId"
       and m."personId" = s."personId" and m."endedAt" is null), null, null);
  return result;
end $$;

-- ---------------------------------------------------------------- sign-in

-- Is this mailed link alive, and does its address have an account? Only whoever holds the token learns that.
create function app.peek_sign_in(address text, token_hash text) returns text language sql stable security definer
set search_path = pg_catalog, public as $$
  select case when exists (select from public."Person" p where p.email = t.identifier) then 'KNOWN' else 'NEW' end
    from public."SignInToken" t
    where t.identifier = address and t."tokenHash" = token_hash and t."expiresAt" > now() and app.kind() <> '' $$;

-- ---------------------------------------------------------------- organizations

-- A new tenant with its founder as ADMIN. A hospital stays out of the directory until the operator verifies it.
create function app.create_organization(org_id uuid, org_kind "OrganizationKind", org_name text, slug_base text, org_city text,
  org_country text, org_time_zone text, org_currency text) returns text language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare candidate text := slug_base; tries int := 1;
begin
  if app.kind() <> 'PERSON' or app.person() is null then
    raise exception 'nobody is signed in' using errcode = 'insufficient_privilege';
  end if;
  if (select count(*) from public."Membership" m where m."personId" = app.person() and m.role = 'ADMIN'
        and m."createdAt" > now() - interval '1 day') >= 10 then
    return null;
  end if;
  loop
    insert into public."Organization" (id, kind, slug, name, city, country, "timeZone", currency)
      values (org_id, org_kind, candidate, org_name, org_city, org_country, org_time_zone, org_currency)
      on conflict (slug) do nothing;
    exit when found;
    tries := tries + 1;
    candidate := slug_base || '-' || tries;
  end loop;
  insert into public."Membership" ("organizationId", "personId", role) values (org_id, app.person(), 'ADMIN');
  return candidate;
end $$;

-- What an invitation says, for whoever holds its link.
create function app.invitation_by_token(token_hash text) returns table ("organizationId" uuid, name text, kind "OrganizationKind",
  slug text, role "MemberRole", email text, "invitedBy" text, "expiresAt" timestamptz, state text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select o.id, o.name, o.kind, o.slug, i.role, i.email, coalesce(p.name, o.name), i."expiresAt",
      case when i."acceptedAt" is not null then 'ACCEPTED' when i."revokedAt" is not null then 'REVOKED'
           when i."expiresAt" <= now() then 'EXPIRED' else 'OPEN' end
    from public."Invitation" i join public."Organization" o on o.id = i."organizationId"
    left join public."Person" p on p.id = i."invitedById"
    where i."tokenHash" = invitation_by_token.token_hash and app.kind() <> '' $$;

-- Takes an invitation up, once, for the signed-in person whose address it was sent to. Returns the organization, or null.
create function app.accept_invitation(token_hash text) returns uuid language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare i record;
begin
  update public."Invitation" inv set "acceptedAt" = now()
    where inv."tokenHash" = accept_invitation.token_hash and inv."acceptedAt" is null and inv."revokedAt" is null
      and inv."expiresAt" > now() and app.kind() = 'PERSON'
      and inv.email = (select p.email from public."Person" p where p.id = app.person())
    returning inv."organizationId", inv.role into i;
  if not found then return null; end if;
  insert into public."Membership" ("organizationId", "personId", role) values (i."organizationId", app.person(), i.role)
    on conflict ("organizationId", "personId") do update set role = excluded.role, "endedAt" = null, "createdAt" = now()
      where public."Membership"."endedAt" is not null;
  return i."organizationId";
end $$;

-- ---------------------------------------------------------------- the platform's operator

create function app.is_operator() returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select app.kind() = 'PERSON' and exists (select from public."Person" p where p.id = app.person() and p."isOperator") $$;

create function app.hospitals_to_verify() returns table (id uuid, name text, slug text, city text, country text, "createdAt" timestamptz,
  "adminName" text, "adminEmail" text) language sql stable security definer set search_path = pg_catalog, public as $$
  select o.id, o.name, o.slug, o.city, o.country, o."createdAt", p.name, p.email
    from public."Organization" o
    left join lateral (select m."personId" from public."Membership" m where m."organizationId" = o.id and m.role = 'ADMIN'
      and m."endedAt" is null order by m."createdAt", m."personId" limit 1) a on true
    left join public."Person" p on p.id = a."personId"
    where o.kind = 'HOSPITAL' and o."verifiedAt" is null and app.is_operator()
    order by o."createdAt", o.id limit 200 $$;

-- Puts a hospital into the directory. Returns whether there was one to verify.
create function app.verify_hospital(org_id uuid) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
begin
  update public."Organization" o set "verifiedAt" = now()
    where o.id = org_id and o.kind = 'HOSPITAL' and o."verifiedAt" is null and app.is_operator();
  return found;
end $$;

revoke all on all functions in schema app from public;
grant execute on function app.peek_sign_in, app.create_organization, app.invitation_by_token, app.accept_invitation,
  app.is_operator, app.hospitals_to_verify, app.verify_hospital to conferral_app;
