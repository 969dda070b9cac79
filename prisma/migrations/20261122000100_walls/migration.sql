-- The second wall. The application's role owns no table and cannot bypass row-level security; every unit of work
-- names its actor with set_config(..., true), and without an actor every query returns nothing.
-- Kinds of actor: PERSON (signed in, with one hat), LINK (a mailed link, one case), SYSTEM (worker and webhooks),
-- AUTH (identity tables only), VISITOR (the public directory only).

do $$ begin
  if not exists (select from pg_roles where rolname = 'conferral_app') then
    create role conferral_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
end $$;

create schema app;
grant usage on schema app, public to conferral_app;

-- ---------------------------------------------------------------- who acts (stable, inlined, evaluated once a query)

create function app.kind() returns text language sql stable parallel safe as
  $$ select coalesce(current_setting('app.kind', true), '') $$;
create function app.person() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.person', true), '')::uuid $$;
create function app.org() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.org', true), '')::uuid $$;
create function app.role() returns text language sql stable parallel safe as
  $$ select coalesce(current_setting('app.role', true), '') $$;
create function app.link_case() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.case', true), '')::uuid $$;
create function app.link() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.link', true), '')::uuid $$;
create function app.actor_id() returns uuid language sql stable parallel safe as
  $$ select coalesce(app.person(), app.link()) $$;

-- The actor's side on a case with these parties, or null: not theirs.
create function app.side_on(case_id uuid, owner_id uuid, practice_id uuid, hospital_id uuid, submitted timestamptz)
returns text language sql stable parallel safe as $$
  select case app.kind()
    when 'SYSTEM' then case when case_id = app.link_case() then 'SYSTEM' end
    when 'LINK' then case when case_id = app.link_case() and submitted is not null then 'PRACTICE' end
    when 'PERSON' then case
      when app.org() is null then case when owner_id = app.person() then 'OWNER' end
      when submitted is null then null
      when hospital_id = app.org() then 'HOSPITAL'
      when practice_id = app.org() then 'PRACTICE' end
  end $$;

create function app.set_actor(kind text, person uuid, org uuid, role text, case_id uuid, link uuid)
returns void language sql volatile as $$
  select set_config('app.kind', kind, true), set_config('app.person', coalesce(person::text, ''), true),
         set_config('app.org', coalesce(org::text, ''), true), set_config('app.role', coalesce(role, ''), true),
         set_config('app.case', coalesce(case_id::text, ''), true), set_config('app.link', coalesce(link::text, ''), true);
$$;

-- ---------------------------------------------------------------- every table: RLS on and forced, open to its owner only

do $$ declare t record; begin
  for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'RateLimit'
             and c.relname not like '\_prisma%' loop
    execute format('alter table %I enable row level security', t.relname);
    execute format('alter table %I force row level security', t.relname);
    execute format('create policy owner_role on %I to current_user using (true) with check (true)', t.relname);
  end loop;
end $$;

-- ---------------------------------------------------------------- identity

grant select, insert, update, delete on "RateLimit" to conferral_app;

grant select, insert, update on "Person" to conferral_app;
create policy see on "Person" for select to conferral_app using (
  id = (select app.person()) or (select app.kind()) = 'AUTH'
  or exists (select from "Case" c where c."ownerId" = "Person".id)
  or exists (select from "Case" c where c."assigneeId" = "Person".id)
  or exists (select from "Membership" m where m."personId" = "Person".id and m."organizationId" = (select app.org())));
create policy add on "Person" for insert to conferral_app with check ((select app.kind()) = 'AUTH');
create policy change on "Person" for update to conferral_app
  using (id = (select app.person()) or (select app.kind()) = 'AUTH');

grant select, insert, update, delete on "Session" to conferral_app;
create policy own on "Session" to conferral_app
  using ("personId" = (select app.person()) or (select app.kind()) = 'AUTH');

grant select, insert, update, delete on "SignInToken" to conferral_app;
create policy auth on "SignInToken" to conferral_app using ((select app.kind()) = 'AUTH');

-- ---------------------------------------------------------------- organizations

grant select on "Organization" to conferral_app;
grant update (name, about, city, country, email, phone, "timeZone", currency, "stripeAccountId", "chargesEnabled",
  "turnaroundHours", "triageHours", "followUpDays", "deliveryPolicy", version) on "Organization" to conferral_app;
create policy see on "Organization" for select to conferral_app using (
  ((select app.kind()) <> '' and kind = 'HOSPITAL' and "verifiedAt" is not null)
  or id = (select app.org()) or (select app.kind()) in ('AUTH')
  or exists (select from "Membership" m where m."organizationId" = "Organization".id and m."personId" = (select app.person()))
  or exists (select from "Case" c where c."practiceId" = "Organization".id)
  or exists (select from "Case" c where c."hospitalId" = "Organization".id));
create policy change on "Organization" for update to conferral_app
  using (id = (select app.org()) or ((select app.kind()) = 'SYSTEM' and (select app.link_case()) is null));

grant select, insert, update on "Membership" to conferral_app;
create policy see on "Membership" for select to conferral_app using (
  "organizationId" = (select app.org()) or "personId" = (select app.person()) or (select app.kind()) = 'AUTH');
create policy add on "Membership" for insert to conferral_app with check ((select app.kind()) = 'AUTH');
create policy change on "Membership" for update to conferral_app
  using ((select app.kind()) = 'AUTH' or ("organizationId" = (select app.org()) and (select app.role()) = 'ADMIN'));

grant select, insert, update on "Invitation" to conferral_app;
create policy own on "Invitation" to conferral_app using (
  (select app.kind()) = 'AUTH' or ("organizationId" = (select app.org()) and (select app.role()) = 'ADMIN'));

grant select, insert, update on "Service" to conferral_app;
create policy see on "Service" for select to conferral_app using (
  "organizationId" = (select app.org())
  or exists (select from "Organization" o where o.id = "Service"."organizationId"));
create policy add on "Service" for insert to conferral_app
  with check ("organizationId" = (select app.org()) and (select app.role()) = 'ADMIN');
create policy change on "Service" for update to conferral_app
  using ("organizationId" = (select app.org()) and (select app.role()) = 'ADMIN');

-- ---------------------------------------------------------------- patients and cases

grant select, insert, update on "Patient" to conferral_app;
create policy see on "Patient" for select to conferral_app using (
  ("ownerId" = (select app.person()) and (select app.org()) is null)
  or exists (select from "Case" c where c."ownerId" = "Patient"."ownerId" and c."patientId" = "Patient".id));
create policy add on "Patient" for insert to conferral_app
  with check ("ownerId" = (select app.person()) and (select app.org()) is null);
create policy change on "Patient" for update to conferral_app
  using ("ownerId" = (select app.person()) and (select app.org()) is null);

grant select on "Case" to conferral_app;
grant insert on "Case" to conferral_app;
-- Not the owner, the number, the kind, nor where it was carried over from: those never change.
grant update (status, "patientId", "practiceId", "hospitalId", "serviceId", specialty, urgency, "assigneeId", turn, "turnSince",
  "dueAt", "clockLeftMs", "ownerMs", "practiceMs", "hospitalMs", "informationFrom", "informationReturnsTo",
  "attendingVetName", "attendingVetPractice", "attendingVetEmail", title, headline, "recordCount", "messageCount",
  "submittedAt", "paidAt", "answeredAt", "followUpEndsAt", "closedAt", "expiresAt", "updatedAt", version)
  on "Case" to conferral_app;
-- Written out rather than through app.side_on, so that the tenant's column can drive an index.
create policy see on "Case" for select to conferral_app using (
  ("ownerId" = (select app.person()) and (select app.org()) is null and (select app.kind()) = 'PERSON')
  or ("hospitalId" = (select app.org()) and "submittedAt" is not null)
  or ("practiceId" = (select app.org()) and "submittedAt" is not null)
  or (id = (select app.link_case()) and ((select app.kind()) = 'SYSTEM' or "submittedAt" is not null)));
create policy add on "Case" for insert to conferral_app
  with check ("ownerId" = (select app.person()) and (select app.org()) is null and status = 'DRAFT' and "submittedAt" is null);
create policy change on "Case" for update to conferral_app using (
  ("ownerId" = (select app.person()) and (select app.org()) is null and (select app.kind()) = 'PERSON')
  or ("hospitalId" = (select app.org()) and "submittedAt" is not null)
  or ("practiceId" = (select app.org()) and "submittedAt" is not null)
  or (id = (select app.link_case()) and ((select app.kind()) = 'SYSTEM' or "submittedAt" is not null)));

-- The actor's side on a case by id, through the policy above.
create function app.side(case_id uuid) returns text language sql stable parallel safe as $$
  select app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") from "Case" c where c.id = case_id $$;

-- Who reads a message or an event of this audience.
create function app.hears(side text, audience "Audience") returns boolean language sql immutable parallel safe as $$
  select case side when 'HOSPITAL' then true when 'SYSTEM' then true when 'PRACTICE' then audience <> 'HOSPITAL'
                   when 'OWNER' then audience = 'EVERYONE' else false end $$;

grant select, insert, update on "CaseRequest" to conferral_app;
create policy see on "CaseRequest" for select to conferral_app using (app.side("caseId") is not null);
create policy add on "CaseRequest" for insert to conferral_app with check (app.side("caseId") = 'OWNER');
create policy change on "CaseRequest" for update to conferral_app using (app.side("caseId") = 'OWNER');

grant select on "CaseEvent", "CaseChain" to conferral_app;
create policy see on "CaseEvent" for select to conferral_app using (app.hears(app.side("caseId"), audience));
create policy see on "CaseChain" for select to conferral_app using (app.side("caseId") is not null);

grant select, insert, update on "CaseLink" to conferral_app;
create policy see on "CaseLink" for select to conferral_app using (app.side("caseId") in ('OWNER', 'SYSTEM') or id = (select app.link()));
create policy add on "CaseLink" for insert to conferral_app with check (app.side("caseId") in ('OWNER', 'SYSTEM'));
create policy change on "CaseLink" for update to conferral_app
  using (app.side("caseId") in ('OWNER', 'SYSTEM') or id = (select app.link()));

-- ---------------------------------------------------------------- consent and records

grant select on "ConsentText" to conferral_app;
create policy see on "ConsentText" for select to conferral_app using ((select app.kind()) <> '');

grant select, insert on "Release" to conferral_app;
grant update ("revokedAt", "revokeReason") on "Release" to conferral_app;
create policy see on "Release" for select to conferral_app using (app.side("caseId") is not null);
create policy add on "Release" for insert to conferral_app
  with check (app.side("caseId") = 'OWNER' and "grantedById" = (select app.person())
    and exists (select from "Case" c where c.id = "caseId" and c."hospitalId" = "Release"."hospitalId"));
create policy change on "Release" for update to conferral_app using (app.side("caseId") = 'OWNER');

grant select, insert on "Agreement" to conferral_app;
grant update ("revokedAt", "revokeReason") on "Agreement" to conferral_app;
create policy see on "Agreement" for select to conferral_app using (app.side("caseId") is not null);
create policy add on "Agreement" for insert to conferral_app
  with check (app.side("caseId") = 'PRACTICE' and "actorId" = (select app.actor_id())
    and exists (select from "Case" c where c.id = "caseId" and c."hospitalId" = "Agreement"."hospitalId"));
create policy change on "Agreement" for update to conferral_app using (app.side("caseId") = 'PRACTICE');

-- Rule 1 of consent: does what both signed cover this record for this hospital, now?
create function app.covered(case_id uuid, hospital uuid, holder "Side", record_kind "RecordKind")
returns boolean language sql stable parallel safe as $$
  select exists (select from "Release" r where r."caseId" = case_id and r."hospitalId" = hospital and r."revokedAt" is null
                   and r."expiresAt" > now() and record_kind = any (r.kinds))
     and (holder = 'OWNER' or exists (select from "Agreement" a where a."caseId" = case_id and a."hospitalId" = hospital
                   and a.decision = 'AGREED' and a."revokedAt" is null and a."expiresAt" > now()
                   and record_kind = any (a.kinds))) $$;

create function app.sees_record(side text, case_id uuid, holder "Side", record_kind "RecordKind")
returns boolean language sql stable parallel safe as $$
  select case side when 'OWNER' then true when 'PRACTICE' then true when 'SYSTEM' then true
    when 'HOSPITAL' then holder = 'HOSPITAL' or app.covered(case_id, app.org(), holder, record_kind) else false end $$;

grant select, insert, update on "Record" to conferral_app;
create policy see on "Record" for select to conferral_app
  using (app.sees_record(app.side("caseId"), "caseId", holder, kind));
create policy add on "Record" for insert to conferral_app with check (app.side("caseId") = holder::text);
create policy change on "Record" for update to conferral_app
  using (app.side("caseId") in (holder::text, 'SYSTEM'))
  with check (app.side("caseId") in (holder::text, 'SYSTEM'));

grant select, insert on "RecordView" to conferral_app;
create policy see on "RecordView" for select to conferral_app
  using (app.side("caseId") in ('OWNER', 'PRACTICE', 'SYSTEM') or app.side("caseId") = side::text);
create policy add on "RecordView" for insert to conferral_app
  with check (app.side("caseId") = side::text and "actorId" = (select app.actor_id()));

-- ---------------------------------------------------------------- triage and fee

grant select, insert on "Estimate" to conferral_app;
grant update ("supersededAt") on "Estimate" to conferral_app;
create policy see on "Estimate" for select to conferral_app using (app.side("caseId") is not null);
create policy add on "Estimate" for insert to conferral_app with check (app.side("caseId") = 'HOSPITAL');
create policy change on "Estimate" for update to conferral_app using (app.side("caseId") in ('HOSPITAL', 'SYSTEM'));

grant select, insert on "InformationRequest" to conferral_app;
grant update (answer, "answeredBy", "answeredAt") on "InformationRequest" to conferral_app;
create policy see on "InformationRequest" for select to conferral_app using (app.side("caseId") is not null);
create policy add on "InformationRequest" for insert to conferral_app with check (app.side("caseId") = 'HOSPITAL');
create policy change on "InformationRequest" for update to conferral_app using (app.side("caseId") = "askedOf"::text);

grant select, insert on "Decline" to conferral_app;
create policy see on "Decline" for select to conferral_app using (app.side("caseId") is not null);
create policy add on "Decline" for insert to conferral_app with check (app.side("caseId") = 'HOSPITAL');

grant select, insert, update on "Payment" to conferral_app;
create policy see on "Payment" for select to conferral_app using (app.side("caseId") in ('OWNER', 'HOSPITAL', 'SYSTEM'));
create policy add on "Payment" for insert to conferral_app with check (app.side("caseId") = 'OWNER' and status = 'OPEN');
-- Only a verified event (SYSTEM) makes a payment paid or refunded.
create policy change on "Payment" for update to conferral_app using (app.side("caseId") in ('OWNER', 'HOSPITAL', 'SYSTEM'))
  with check (app.side("caseId") = 'SYSTEM' or status in ('OPEN', 'EXPIRED', 'REFUND_DUE'));
create unique index payment_once on "Payment" ("caseId") where status in ('PAID', 'REFUND_DUE', 'REFUNDED');

grant select, insert on "LedgerEntry" to conferral_app;
create policy see on "LedgerEntry" for select to conferral_app using (app.side("caseId") in ('OWNER', 'HOSPITAL', 'SYSTEM'));
create policy add on "LedgerEntry" for insert to conferral_app with check (app.side("caseId") = 'SYSTEM');

create function app.ledger_balanced() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if exists (select 1 from public."LedgerEntry" where "transactionId" = new."transactionId"
             group by currency having sum("amountMinor") <> 0) then
    raise exception 'ledger transaction % does not sum to zero', new."transactionId" using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger balanced after insert on "LedgerEntry" deferrable initially deferred
  for each row execute function app.ledger_balanced();

grant select, insert, update on "StripeEvent" to conferral_app;
create policy system on "StripeEvent" to conferral_app using ((select app.kind()) = 'SYSTEM');

-- ---------------------------------------------------------------- thread and recommendation

grant select, insert on "Message" to conferral_app;
create policy see on "Message" for select to conferral_app using (app.hears(app.side("caseId"), audience));
create policy add on "Message" for insert to conferral_app
  with check (app.side("caseId") = side::text and app.hears(app.side("caseId"), audience) and "authorId" = (select app.actor_id()));

grant select, insert on "MessageRecord" to conferral_app;
create policy see on "MessageRecord" for select to conferral_app using (
  exists (select from "Message" m where m."caseId" = "MessageRecord"."caseId" and m.id = "messageId")
  and exists (select from "Record" r where r."caseId" = "MessageRecord"."caseId" and r.id = "recordId"));
create policy add on "MessageRecord" for insert to conferral_app with check (
  exists (select from "Message" m where m."caseId" = "MessageRecord"."caseId" and m.id = "messageId" and m."authorId" = (select app.actor_id()))
  and exists (select from "Record" r where r."caseId" = "MessageRecord"."caseId" and r.id = "recordId"));

grant select, insert, update on "ReadMark" to conferral_app;
create policy own on "ReadMark" to conferral_app
  using (("readerId" = (select app.actor_id()) and app.side("caseId") is not null) or app.side("caseId") = 'SYSTEM');

grant select, insert, update on "Recommendation" to conferral_app;
create policy see on "Recommendation" for select to conferral_app
  using (app.side("caseId") in ('HOSPITAL', 'SYSTEM') or (status = 'SIGNED' and app.side("caseId") is not null));
create policy add on "Recommendation" for insert to conferral_app with check (app.side("caseId") = 'HOSPITAL');
create policy change on "Recommendation" for update to conferral_app using (app.side("caseId") = 'HOSPITAL');

create function app.signed_is_final() returns trigger language plpgsql as $$
begin
  if old.status = 'SIGNED' then
    raise exception 'a signed recommendation never changes' using errcode = 'restrict_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger final before update or delete on "Recommendation" for each row execute function app.signed_is_final();

create function app.append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on "CaseEvent" for each row execute function app.append_only();
create trigger append_only before update or delete on "LedgerEntry" for each row execute function app.append_only();
create trigger append_only before update or delete on "RecordView" for each row execute function app.append_only();
create trigger append_only before update or delete on "ConsentText" for each row execute function app.append_only();
create trigger append_only before update or delete on "Message" for each row execute function app.append_only();
