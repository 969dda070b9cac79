-- A practice shows that a mailbox, or a mail domain, is its own: by a link that is mailed there, or by the operator's decision.
-- Cases whose vet was asked at such an address by mailed link become the practice's (docs/decisions/0021).

create type "ClaimStatus" as enum ('OPEN', 'PROVEN', 'REFUSED', 'ENDED');
create type "ClaimScope" as enum ('ADDRESS', 'DOMAIN');
create type "ClaimProof" as enum ('MAIL', 'OPERATOR');
create table "PracticeClaim" (
  "organizationId" uuid not null,
  id uuid not null,
  -- The mailbox that the link goes to, or that the operator is asked about.
  address text not null,
  domain text not null,
  -- What is asked for; what was proven once it is PROVEN.
  scope "ClaimScope" not null,
  proof "ClaimProof" not null,
  status "ClaimStatus" not null default 'OPEN',
  -- For the operator: why it is theirs, where that can be looked up.
  statement text not null default '',
  "tokenHash" text,
  "createdById" uuid not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  "expiresAt" timestamptz(3) not null,
  "decidedAt" timestamptz(3),
  reason text not null default '',
  constraint "PracticeClaim_pkey" primary key ("organizationId", id),
  constraint "PracticeClaim_organizationId_fkey" foreign key ("organizationId") references "Organization" (id) on delete cascade on update cascade,
  constraint claim_by_mail check ((proof = 'MAIL') = ("tokenHash" is not null)),
  constraint claim_says_why check (proof = 'MAIL' or statement <> ''),
  constraint claim_domain check (domain = split_part(address, '@', 2) and domain <> '')
);
create unique index "PracticeClaim_tokenHash_key" on "PracticeClaim" ("tokenHash");
-- One address, and one domain, are one practice's.
create unique index claim_address_once on "PracticeClaim" (address) where status = 'PROVEN' and scope = 'ADDRESS';
create unique index claim_domain_once on "PracticeClaim" (domain) where status = 'PROVEN' and scope = 'DOMAIN';
create index claim_operator on "PracticeClaim" ("createdAt", id) where status = 'OPEN' and proof = 'OPERATOR';
-- Cases that no practice with an account has yet, by the address that their vet was asked at.
create index case_asked_at on "Case" ("attendingVetEmail", id) where "practiceId" is null and "submittedAt" is not null;

alter table "PracticeClaim" enable row level security;
alter table "PracticeClaim" force row level security;
create policy owner_role on "PracticeClaim" to current_user using (true) with check (true);
-- Nobody writes that something is proven: that is done by the doors below.
grant select, insert on "PracticeClaim" to conferral_app;
create policy see on "PracticeClaim" for select to conferral_app using ("organizationId" = (select app.org()));
create policy add on "PracticeClaim" for insert to conferral_app with check (
  "organizationId" = (select app.org()) and (select app.role()) = 'ADMIN' and status = 'OPEN' and "decidedAt" is null
  and "createdById" = (select app.person())
  and exists (select from "Organization" o where o.id = "organizationId" and o.kind = 'PRACTICE'));

-- Is this mailbox somebody else's: of a team member of another organization, or shown to be another practice's?
create function app.address_of_another(org uuid, mailbox text) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select exists (select from public."Person" p join public."Membership" m on m."personId" = p.id and m."endedAt" is null
      where p.email = mailbox and m."organizationId" <> org)
    and not exists (select from public."Person" p join public."Membership" m on m."personId" = p.id and m."endedAt" is null
      where p.email = mailbox and m."organizationId" = org)
    or exists (select from public."PracticeClaim" k where k.status = 'PROVEN' and k.scope = 'ADDRESS' and k.address = mailbox
      and k."organizationId" <> org) $$;

-- Do people write from this domain who have nothing to do with the practice? Then one mailbox shows nothing about the others.
create function app.domain_is_shared(org uuid, mail_domain text) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select exists (select from public."PracticeClaim" k where k.status = 'PROVEN' and k.domain = mail_domain and k."organizationId" <> org)
    or exists (select from public."Person" p where split_part(p.email, '@', 2) = mail_domain
      and not exists (select from public."Membership" m where m."personId" = p.id and m."organizationId" = org)
      and (exists (select from public."Membership" m where m."personId" = p.id and m."endedAt" is null)
        or exists (select from public."Case" c where c."ownerId" = p.id))) $$;
create index person_mail_domain on "Person" (split_part(email, '@', 2));

-- The press on the mailed link's page, by an admin of the practice that asked. Null: the link is not good (any more). TAKEN: the
-- mailbox is another's. What was asked for the whole domain is shown for the one mailbox only where the domain is shared.
create function app.prove_claim(token_hash text) returns table (id uuid, scope text) language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare k public."PracticeClaim";
begin
  select * into k from public."PracticeClaim" c where c."tokenHash" = token_hash and c.status = 'OPEN' and c."expiresAt" > now()
    and c."organizationId" = app.org() and app.kind() = 'PERSON' and app.role() = 'ADMIN' for update;
  if not found then return; end if;
  if app.address_of_another(k."organizationId", k.address) then return query select k.id, 'TAKEN'; return; end if;
  if k.scope = 'DOMAIN' and app.domain_is_shared(k."organizationId", k.domain) then k.scope := 'ADDRESS'; end if;
  if exists (select from public."PracticeClaim" c where c."organizationId" = k."organizationId" and c.status = 'PROVEN' and c.scope = k.scope
      and (c.address = k.address or k.scope = 'DOMAIN' and c.domain = k.domain)) then
    update public."PracticeClaim" c set status = 'ENDED', "decidedAt" = now() where c."organizationId" = k."organizationId" and c.id = k.id;
  else
    update public."PracticeClaim" c set status = 'PROVEN', scope = k.scope, "decidedAt" = now()
      where c."organizationId" = k."organizationId" and c.id = k.id;
  end if;
  return query select k.id, k.scope::text;
exception when unique_violation then return query select k.id, 'TAKEN';
end $$;

-- The operator's queue, with what was stated and who states it.
create function app.claims_to_decide() returns table (id uuid, organization text, city text, country text, address text, domain text, scope text,
  statement text, "createdAt" timestamptz, "byName" text, "byEmail" text, shared boolean, taken boolean) language sql stable security definer
set search_path = pg_catalog, public as $$
  select k.id, o.name, o.city, o.country, k.address, k.domain, k.scope::text, k.statement, k."createdAt", p.name, p.email,
      app.domain_is_shared(o.id, k.domain), app.address_of_another(o.id, k.address)
    from public."PracticeClaim" k join public."Organization" o on o.id = k."organizationId"
    left join public."Person" p on p.id = k."createdById"
    where k.status = 'OPEN' and k.proof = 'OPERATOR' and app.is_operator() order by k."createdAt", k.id limit 200 $$;

-- The operator's word. Null: there is nothing to decide. TAKEN: another practice has shown that it is its own; that stands.
create function app.decide_claim(claim uuid, yes boolean, why text) returns table (organization uuid, outcome text) language plpgsql volatile
security definer set search_path = pg_catalog, public as $$
declare k public."PracticeClaim";
begin
  select * into k from public."PracticeClaim" c where c.id = claim and c.status = 'OPEN' and c.proof = 'OPERATOR' and app.is_operator() for update;
  if not found then return; end if;
  if yes and (app.address_of_another(k."organizationId", k.address) or exists (select from public."PracticeClaim" c
      where c.status = 'PROVEN' and c.scope = k.scope and (k.scope = 'DOMAIN' and c.domain = k.domain or c.address = k.address))) then
    return query select k."organizationId", 'TAKEN'; return;
  end if;
  update public."PracticeClaim" c set status = case when yes then 'PROVEN' else 'REFUSED' end::"ClaimStatus", reason = why, "decidedAt" = now()
    where c."organizationId" = k."organizationId" and c.id = k.id;
  return query select k."organizationId", case when yes then 'PROVEN' else 'REFUSED' end;
exception when unique_violation then return query select k."organizationId", 'TAKEN';
end $$;

-- Does this proven claim cover the address? One that another practice has shown, or whose reader works there, never is.
create function app.claim_covers(org uuid, claim uuid, mailbox text) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select exists (select from public."PracticeClaim" k where k."organizationId" = org and k.id = claim and k.status = 'PROVEN'
      and (k.address = mailbox or k.scope = 'DOMAIN' and k.domain = split_part(mailbox, '@', 2)))
    and not app.address_of_another(org, mailbox) $$;

-- Cases that a proven claim brings to its practice, for the worker.
create function app.claimed_cases(org uuid, claim uuid, after uuid, most int) returns table (id uuid) language sql stable security definer
set search_path = pg_catalog, public as $$
  select c.id from public."PracticeClaim" k join public."Case" c on c."practiceId" is null and c."submittedAt" is not null
      and (c."attendingVetEmail" = k.address or k.scope = 'DOMAIN' and split_part(c."attendingVetEmail", '@', 2) = k.domain)
    where app.kind() = 'SYSTEM' and k."organizationId" = org and k.id = claim and k.status = 'PROVEN' and c.id > after
      and app.claim_covers(org, claim, c."attendingVetEmail")
    order by c.id limit least(most, 500) $$;

-- Makes one case the practice's own, for the worker that acts on it: what its vet added there by link stays theirs, now the
-- practice's; links of people who have left the team end. How many links ended, or null: the case was not taken.
create function app.take_claimed_case(org uuid, claim uuid) returns int language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare mailbox text; ended int;
begin
  if app.kind() <> 'SYSTEM' or app.link_case() is null then return null; end if;
  select c."attendingVetEmail" into mailbox from public."Case" c
    where c.id = app.link_case() and c."practiceId" is null and c."submittedAt" is not null for update;
  if not found or not app.claim_covers(org, claim, mailbox) then return null; end if;
  update public."Case" c set "practiceId" = org, "updatedAt" = now() where c.id = app.link_case();
  update public."Record" r set "heldBy" = org::text where r."caseId" = app.link_case() and r."heldBy" = mailbox;
  update public."HistoryEntry" r set "heldBy" = org::text where r."caseId" = app.link_case() and r."heldBy" = mailbox;
  update public."LabSheet" r set "heldBy" = org::text where r."caseId" = app.link_case() and r."heldBy" = mailbox;
  update public."CaseLink" l set "revokedAt" = now() where l."caseId" = app.link_case() and l."revokedAt" is null
    and app.has_left(org, l.email);
  get diagnostics ended = row_count;
  return ended;
end $$;

create function app.has_left(org uuid, mailbox text) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select exists (select from public."Person" p join public."Membership" m on m."personId" = p.id and m."organizationId" = org
    where p.email = mailbox and m."endedAt" is not null) $$;

-- Ends the links that were mailed to an address which nobody of the practice reads any more, on the practice's own cases.
create function app.end_links_of(mailbox text) returns table ("caseId" uuid, "linkId" uuid) language sql volatile security definer
set search_path = pg_catalog, public as $$
  update public."CaseLink" l set "revokedAt" = now() from public."Case" c
    where c.id = l."caseId" and c."practiceId" = app.org() and c."submittedAt" is not null and app.kind() = 'PERSON' and app.role() = 'ADMIN'
      and l.email = mailbox and l."revokedAt" is null
    returning l."caseId", l.id $$;

-- As before: the practice whose member uses this address; and now one that has shown the address, or its domain, to be its own.
create or replace function app.practice_for_address(address text) returns uuid language sql stable security definer
set search_path = pg_catalog, public as $$
  select x.org from (
    (select m."organizationId" as org, 1 as rank, m."createdAt" as since from public."Person" p
      join public."Membership" m on m."personId" = p.id and m."endedAt" is null
      join public."Organization" o on o.id = m."organizationId" and o.kind = 'PRACTICE'
      where p.email = practice_for_address.address)
    union all
    select k."organizationId", case k.scope when 'ADDRESS' then 2 else 3 end, k."createdAt" from public."PracticeClaim" k
      where k.status = 'PROVEN' and (k.address = practice_for_address.address
        or k.scope = 'DOMAIN' and k.domain = split_part(practice_for_address.address, '@', 2))) x
    where app.kind() = 'PERSON' order by x.rank, x.since limit 1 $$;

revoke all on function app.address_of_another(uuid, text), app.domain_is_shared(uuid, text), app.prove_claim(text),
  app.claims_to_decide(), app.decide_claim(uuid, boolean, text), app.claim_covers(uuid, uuid, text),
  app.claimed_cases(uuid, uuid, uuid, int), app.take_claimed_case(uuid, uuid), app.has_left(uuid, text),
  app.end_links_of(text) from public;
grant execute on function app.prove_claim(text), app.claims_to_decide(), app.decide_claim(uuid, boolean, text),
  app.claimed_cases(uuid, uuid, uuid, int), app.take_claimed_case(uuid, uuid), app.end_links_of(text) to conferral_app;
