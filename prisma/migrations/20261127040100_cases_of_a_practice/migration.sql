-- Referrals and consultations: cases that a practice begins (docs/decisions/0020).

-- ---------------------------------------------------------------- columns and tables

-- Who pays, fixed when the case is sent; since when the owner may read the answer of a consultation. "submittedAt" is when the
-- hospital is told: of a practice's case, not before both consents stand.
alter table "Case" add column payer "Side" not null default 'OWNER', add column "answerSharedAt" timestamptz(3);
alter table "Case" add constraint case_payer check (payer = 'OWNER' or (payer = 'PRACTICE' and kind = 'CONSULTATION')),
  -- A draft with a practice is that practice's own, which app.side_on relies on: an owner's request names one when it is sent.
  add constraint case_author check (case kind when 'SECOND_OPINION' then "submittedAt" is not null or "practiceId" is null
    else "practiceId" is not null end);
grant update (payer, "answerSharedAt") on "Case" to conferral_app;

create function app.payer_stays() returns trigger language plpgsql as $$
begin
  if old.status <> 'DRAFT' and new.payer <> old.payer then
    raise exception 'who pays is fixed when a case is sent' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger payer_stays before update of payer on "Case" for each row execute function app.payer_stays();
revoke all on function app.payer_stays() from public;

-- Somebody must own animal and case before the owner is there: a person who stands for them until they accept. Nobody can sign in
-- as one, as its "address" is none.
alter table "Person" add column "invitedBy" uuid;
alter table "Person" add constraint person_stands_for check (("invitedBy" is null) = (email not like 'invited:%')
  and ("invitedBy" is null or (email = 'invited:' || id::text and not "isOperator" and "emailVerifiedAt" is null)));
create index person_invited on "Person" ("invitedBy") where "invitedBy" is not null;

-- What the practice alone writes while it prepares a case: where the owner is reached, and how the owner's consent was given.
create table "PracticeNote" (
  "caseId" uuid not null,
  "ownerEmail" text not null default '',
  "consentHow" text not null default '',
  "consentOn" date,
  "consentNote" text not null default '',
  -- The animal as it was typed, whole or half; and what a paste held that nobody could read for certain.
  animal jsonb not null default '{}',
  unread text not null default '',
  constraint "PracticeNote_pkey" primary key ("caseId"),
  constraint "PracticeNote_caseId_fkey" foreign key ("caseId") references "Case" (id) on delete restrict on update cascade
);

-- A mailed invitation to become the owner of animal and case: one address, one press, an end.
create table "OwnerInvitation" (
  "caseId" uuid not null,
  id uuid not null,
  email text not null,
  name text not null,
  "tokenHash" text not null,
  "invitedById" uuid not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  "expiresAt" timestamptz(3) not null,
  "acceptedAt" timestamptz(3),
  "revokedAt" timestamptz(3),
  constraint "OwnerInvitation_pkey" primary key ("caseId", id),
  constraint "OwnerInvitation_caseId_fkey" foreign key ("caseId") references "Case" (id) on delete restrict on update cascade
);
create unique index "OwnerInvitation_tokenHash_key" on "OwnerInvitation" ("tokenHash");

-- A release that the owner did not sign themselves: the vet states when and how they consented. In consultations only.
alter table "Release" add column "statedHow" text, add column "statedOn" date, add column "statedNote" text not null default '';
alter table "Release" add constraint release_stated check (("statedHow" is null) = ("statedOn" is null)
  and ("statedHow" is null or "statedHow" in ('IN_WRITING', 'IN_PERSON', 'BY_PHONE', 'BY_MAIL')));

do $$ declare t text; begin
  foreach t in array array['PracticeNote', 'OwnerInvitation'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_role on %I to current_user using (true) with check (true)', t);
  end loop;
end $$;

-- ---------------------------------------------------------------- what a practice may do

-- Does the actor act for a practice?
create function app.practice() returns uuid language sql stable parallel safe as $$
  select o.id from "Organization" o where o.id = app.org() and o.kind = 'PRACTICE' and app.kind() = 'PERSON' $$;
-- Does this person stand for an owner whom the actor's practice invites?
create function app.stands_in(owner_id uuid) returns boolean language sql stable parallel safe as $$
  select exists (select from "Person" p where p.id = owner_id and p."invitedBy" = app.practice()) $$;
-- A draft of the actor's practice, which it began itself.
create function app.own_draft(case_id uuid) returns boolean language sql stable parallel safe as $$
  select exists (select from "Case" c where c.id = case_id and c.kind <> 'SECOND_OPINION' and c.status = 'DRAFT'
    and c."practiceId" = app.org() and app.kind() = 'PERSON') $$;

create policy see_invited on "Person" for select to conferral_app
  using ("invitedBy" = (select app.org()) and (select app.kind()) = 'PERSON');
create policy add_invited on "Person" for insert to conferral_app
  with check ("invitedBy" = (select app.practice()) and email like 'invited:%');
create policy change_invited on "Person" for update to conferral_app
  using ("invitedBy" = (select app.practice())) with check ("invitedBy" = (select app.practice()));

-- Read through its case, as everybody reads it.
create policy add_invited on "Patient" for insert to conferral_app with check (app.stands_in("ownerId"));
create policy change_invited on "Patient" for update to conferral_app
  using (app.stands_in("ownerId")) with check (app.stands_in("ownerId"));

create policy see_begun on "Case" for select to conferral_app
  using ("practiceId" = (select app.org()) and kind <> 'SECOND_OPINION' and (select app.kind()) = 'PERSON');
-- For the owner who stands in, and nobody else: an id that is guessed or known makes nobody the owner of anything.
create policy add_begun on "Case" for insert to conferral_app with check (kind <> 'SECOND_OPINION'
  and "practiceId" = (select app.practice()) and app.stands_in("ownerId") and status = 'DRAFT' and "submittedAt" is null);
create policy change_begun on "Case" for update to conferral_app
  using ("practiceId" = (select app.org()) and kind <> 'SECOND_OPINION' and (select app.kind()) = 'PERSON');

alter policy add on "CaseRequest" with check (app.side("caseId") = 'OWNER' or app.own_draft("caseId"));
alter policy change on "CaseRequest" using (app.own_draft("caseId") or (app.side("caseId") = 'OWNER'
  and exists (select from "Case" c where c.id = "caseId" and c.kind = 'SECOND_OPINION')));

grant select, insert, update on "PracticeNote" to conferral_app;
create policy see on "PracticeNote" for select to conferral_app using (app.side("caseId") = 'PRACTICE');
create policy add on "PracticeNote" for insert to conferral_app with check (app.own_draft("caseId"));
-- An address that was mistyped is corrected until the owner is there.
create policy change on "PracticeNote" for update to conferral_app using (app.side("caseId") = 'PRACTICE');

grant select, insert on "OwnerInvitation" to conferral_app;
grant update ("revokedAt") on "OwnerInvitation" to conferral_app;
create policy see on "OwnerInvitation" for select to conferral_app using (app.side("caseId") in ('PRACTICE', 'SYSTEM'));
create policy add on "OwnerInvitation" for insert to conferral_app with check (app.side("caseId") = 'PRACTICE'
  and "invitedById" = (select app.person()) and "acceptedAt" is null and "revokedAt" is null
  and exists (select from "Case" c join "Person" p on p.id = c."ownerId"
    where c.id = "OwnerInvitation"."caseId" and c."practiceId" = (select app.org()) and p."invitedBy" = c."practiceId"));
create policy change on "OwnerInvitation" for update to conferral_app
  using (app.side("caseId") = 'PRACTICE' and "acceptedAt" is null and "revokedAt" is null)
  with check (app.side("caseId") = 'PRACTICE');

-- ---------------------------------------------------------------- consent in a consultation

create function app.consults(case_id uuid) returns boolean language sql stable parallel safe as $$
  select exists (select from "Case" c where c.id = case_id and c.kind = 'CONSULTATION') and app.side(case_id) = 'PRACTICE' $$;

alter policy add on "Release" with check (
  exists (select from "Case" c where c.id = "caseId" and c."hospitalId" = "Release"."hospitalId")
  and "grantedById" = (select app.person())
  and case when "statedHow" is null then app.side("caseId") = 'OWNER'
    else app.consults("caseId") and (select app.role()) in ('ADMIN', 'VET') end);
alter policy change on "Release"
  using ((app.side("caseId") = 'OWNER' or ("statedHow" is not null and app.consults("caseId"))) and "revokedAt" is null)
  with check ((app.side("caseId") = 'OWNER' or ("statedHow" is not null and app.consults("caseId"))) and "revokedAt" is not null);

-- The owner of a consultation may know that consent stands, theirs included, and is asked for no fee when it does not.
create function app.client_of(case_id uuid) returns boolean language sql stable parallel safe as $$
  select exists (select from "Case" c where c.id = case_id and c.kind = 'CONSULTATION'
    and c."ownerId" = app.person() and app.org() is null and app.kind() = 'PERSON') $$;
create policy see_client on "Release" for select to conferral_app using (app.client_of("caseId"));
create policy see_client on "Agreement" for select to conferral_app using (app.client_of("caseId"));

-- ---------------------------------------------------------------- money: between whoever pays and the hospital

-- 'PAYER', 'HOSPITAL' or 'SYSTEM'; null for everybody else, the other party of owner and practice included.
create function app.money_side(case_id uuid) returns text language sql stable parallel safe as $$
  select case when s.side in ('HOSPITAL', 'SYSTEM') then s.side when s.side = c.payer::text then 'PAYER' end
  from "Case" c cross join lateral (select app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") as side) s
  where c.id = case_id $$;

alter policy see on "Estimate" using (app.money_side("caseId") is not null);
alter policy see on "Payment" using (app.money_side("caseId") is not null);
alter policy add on "Payment" with check (app.money_side("caseId") = 'PAYER' and status = 'OPEN');
alter policy change on "Payment" using (app.money_side("caseId") is not null)
  with check (app.money_side("caseId") = 'SYSTEM' or status in ('OPEN', 'EXPIRED', 'REFUND_DUE'));
alter policy see on "LedgerEntry" using (app.money_side("caseId") is not null);

-- ---------------------------------------------------------------- the answer of a consultation

-- May the owner of a consultation read the answer? Once the practice has shared it.
create function app.answer_shared(case_id uuid) returns boolean language sql stable parallel safe as $$
  select exists (select from "Case" c where c.id = case_id and c."answerSharedAt" is not null
    and c."ownerId" = app.person() and app.org() is null and app.kind() = 'PERSON') $$;
alter policy see on "Recommendation"
  using (app.side("caseId") in ('HOSPITAL', 'SYSTEM')
    or (status = 'SIGNED' and (app.side("caseId") is not null or app.answer_shared("caseId"))));

-- ---------------------------------------------------------------- the owner who is invited

-- What an invitation says, for whoever holds its link: whose animal, who asks, and whether its address has an account.
create function app.owner_invitation(token_hash text) returns table ("caseId" uuid, email text, name text, patient text, practice text,
  hospital text, vet text, kind "CaseKind", payer "Side", "answerShared" boolean, "expiresAt" timestamptz, state text, known boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
  select i."caseId", i.email, i.name, coalesce(pt.name, c.title), pr.name, coalesce(h.name, ''), c."attendingVetName", c.kind, c.payer,
      c."answerSharedAt" is not null, i."expiresAt"::timestamptz,
      case when i."acceptedAt" is not null then 'ACCEPTED' when i."revokedAt" is not null then 'REVOKED'
           when i."expiresAt" <= now() then 'EXPIRED' when c.status in ('WITHDRAWN', 'EXPIRED', 'DECLINED') then 'ENDED' else 'OPEN' end,
      exists (select from public."Person" p where p.email = i.email)
    from public."OwnerInvitation" i join public."Case" c on c.id = i."caseId"
    join public."Organization" pr on pr.id = c."practiceId"
    left join public."Organization" h on h.id = c."hospitalId"
    left join public."Patient" pt on pt."ownerId" = c."ownerId" and pt.id = c."patientId"
    where i."tokenHash" = owner_invitation.token_hash and app.kind() <> '' $$;

-- Makes the signed-in person, whose address it was sent to, the owner of animal and case, once. From then on they act in their own
-- name. Returns the case, or null.
create function app.accept_owner_invitation(token_hash text) returns uuid language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare i record; stand_in uuid;
begin
  if app.kind() <> 'PERSON' or app.person() is null then return null; end if;
  select v."caseId", v.id into i from public."OwnerInvitation" v
    where v."tokenHash" = accept_owner_invitation.token_hash and v."acceptedAt" is null and v."revokedAt" is null and v."expiresAt" > now()
      and v.email = (select p.email from public."Person" p where p.id = app.person())
    for update;
  if not found then return null; end if;
  select c."ownerId" into stand_in from public."Case" c join public."Person" p on p.id = c."ownerId"
    where c.id = i."caseId" and p."invitedBy" = c."practiceId" and c.status not in ('DRAFT', 'WITHDRAWN', 'EXPIRED', 'DECLINED')
    for update of c;
  if not found then return null; end if;
  update public."OwnerInvitation" v set "acceptedAt" = now() where v."caseId" = i."caseId" and v.id = i.id;
  -- The animal takes its cases along: they refer to it by owner and id.
  update public."Patient" set "ownerId" = app.person() where "ownerId" = stand_in;
  delete from public."Person" p where p.id = stand_in and p."invitedBy" is not null;
  perform app.set_actor('PERSON', app.person(), null, null, null, null);
  perform app.append_event(i."caseId", 'owner.joined', 'EVERYONE', jsonb_build_object('invitationId', i.id));
  return i."caseId";
end $$;

revoke all on function app.practice(), app.stands_in(uuid), app.own_draft(uuid), app.consults(uuid), app.money_side(uuid),
  app.client_of(uuid), app.answer_shared(uuid), app.owner_invitation(text), app.accept_owner_invitation(text) from public;
grant execute on function app.practice(), app.stands_in(uuid), app.own_draft(uuid), app.consults(uuid), app.money_side(uuid),
  app.client_of(uuid), app.answer_shared(uuid), app.owner_invitation(text), app.accept_owner_invitation(text) to conferral_app;

-- ---------------------------------------------------------------- the texts

insert into "ConsentText" (id, key, version, body) values
(uuidv7(), 'REFERRAL', 1,
'We refer this patient to the hospital named here for the problem described, and agree that it may read the records that our practice adds to this case, and that it may discuss the case with us. This holds only together with the owner''s release: before it, the hospital sees nothing, neither the request nor a record.

The owner decides, and pays the hospital. We are paid nothing for referring.

The agreement ends on the date shown here. We can end it earlier at any time, with effect for everything that has not been read yet. A signed opinion keeps a list of the records it was based on.

The owner and we can see who opened which record, and when. I may sign for the practice. This text does not replace the rules that our profession sets us.'),
(uuidv7(), 'CONSULTATION', 1,
'We ask the hospital named here for advice on our patient, and agree that it may read the records that our practice adds to this case.

We remain the attending practice and keep the responsibility for the patient. The hospital advises us, not the owner; its answer comes to us, and we decide with the owner what is done. The owner reads it here only if we share it.

The agreement ends on the date shown here. We can end it earlier at any time, with effect for everything that has not been read yet. A signed opinion keeps a list of the records it was based on.

We can see who opened which record, and when. I may sign for the practice. This text does not replace the rules that our profession sets us.'),
(uuidv7(), 'OWNER_CONSENT', 1,
'I state that the owner of this animal has consented that the hospital named here reads the records of this case in order to advise us, in the way and on the day given here. I have a note of it in our own records, and show it to the owner or to an authority that may ask for it.

If the owner takes the consent back, we end it here without delay. From then on the hospital can no longer open the records.');
