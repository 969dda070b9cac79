-- The few doors through the second wall: SECURITY DEFINER, fixed search_path, each with its own filter on the actor.

-- ---------------------------------------------------------------- the beginning of a unit of work

-- Turns a session into the transaction's actor. Returns null when there is no such live session: nothing is set then.
create function app.begin_session(token_hash text) returns jsonb language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare s record; result jsonb;
begin
  select se.id, se."personId", se."lastSeenAt", se."actingOrgId", p.name, p.email, p."timeZone", p."isOperator"
    into s from public."Session" se join public."Person" p on p.id = se."personId"
    where se."tokenHash" = begin_session.token_hash and se."expiresAt" > now();
  if not found then return null; end if;
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

-- Turns a mailed link's token into the transaction's actor for that one case, or null.
create function app.begin_link(token_hash text) returns jsonb language plpgsql volatile security definer
set search_path = pg_catalog, public as $$
declare l record;
begin
  select k.id, k."caseId", k.email, k.name, k.purpose into l from public."CaseLink" k join public."Case" c on c.id = k."caseId"
    where k."tokenHash" = begin_link.token_hash and k."revokedAt" is null and k."expiresAt" > now() and c."submittedAt" is not null;
  if not found then return null; end if;
  perform app.set_actor('LINK', null, null, null, l."caseId", l.id);
  return jsonb_build_object('linkId', l.id, 'caseId', l."caseId", 'email', l.email, 'name', l.name, 'purpose', l.purpose);
end $$;

-- Which of a signed-in person's hats would see this case: their own (orgId null) or an organization's.
create function app.hats_for_case(case_id uuid) returns table ("orgId" uuid, name text) language sql stable security definer
set search_path = pg_catalog, public as $$
  select null::uuid, 'Yourself' from public."Case" c where c.id = case_id and c."ownerId" = app.person() and app.kind() = 'PERSON'
  union all
  select o.id, o.name from public."Case" c
    join public."Membership" m on m."organizationId" in (c."hospitalId", c."practiceId") and m."endedAt" is null
    join public."Organization" o on o.id = m."organizationId"
    where c.id = case_id and c."submittedAt" is not null and m."personId" = app.person() and app.kind() = 'PERSON' $$;

-- ---------------------------------------------------------------- the ledger of events

create function app.event_hash(prev text, case_id uuid, seq int, type text, actor_kind text, actor_id uuid, side text,
  audience text, at timestamptz, data jsonb) returns text language sql immutable set search_path = pg_catalog as $$
  select encode(sha256(convert_to(concat_ws('|', prev, case_id, seq, type, actor_kind, coalesce(actor_id::text, '-'), side, audience,
    to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), data::text), 'UTF8')), 'hex') $$;

-- Appends one event to a case the actor is on. The chain's head row serialises writers of one case.
create function app.append_event(case_id uuid, type text, audience "Audience", data jsonb) returns int language plpgsql volatile
security definer set search_path = pg_catalog, public as $$
declare head record; c record; my_side text; moment timestamptz := date_trunc('milliseconds', clock_timestamp()); next_hash text;
begin
  select * into c from public."Case" k where k.id = case_id;
  my_side := app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt");
  if my_side is null then raise exception 'no such case' using errcode = 'no_data_found'; end if;
  insert into public."CaseChain" ("caseId") values (case_id) on conflict do nothing;
  select ch.seq, ch.hash into head from public."CaseChain" ch where ch."caseId" = case_id for update;
  next_hash := app.event_hash(head.hash, case_id, head.seq + 1, type, app.kind(), app.actor_id(), my_side, audience::text, moment, data);
  insert into public."CaseEvent" ("caseId", seq, type, "actorKind", "actorId", side, audience, at, data, "prevHash", hash)
    values (case_id, head.seq + 1, type, app.kind(), app.actor_id(), my_side::public."Side", audience, moment, data, head.hash, next_hash);
  update public."CaseChain" ch set seq = head.seq + 1, hash = next_hash where ch."caseId" = case_id;
  perform pg_notify('case_event', json_build_object('caseId', case_id, 'seq', head.seq + 1, 'type', type, 'audience', audience)::text);
  return head.seq + 1;
end $$;

-- First broken row of each case's chain; for `npm run verify:ledger`, as the owner's role only.
create function app.verify_chain() returns table ("caseId" uuid, seq int, problem text) language sql stable
set search_path = pg_catalog, public as $$
  with walked as (
    select e.*, lag(e.hash, 1, '') over w as before, row_number() over w as place
    from public."CaseEvent" e window w as (partition by e."caseId" order by e.seq)),
  broken as (
    select w."caseId", w.seq, case
      when w.seq <> w.place then 'a row before this one is missing'
      when w."prevHash" <> w.before then 'does not follow the row before it'
      else 'was edited' end as problem
    from walked w where w.seq <> w.place or w."prevHash" <> w.before
      or w.hash <> app.event_hash(w."prevHash", w."caseId", w.seq, w.type, w."actorKind", w."actorId", w.side::text, w.audience::text, w.at, w.data)
    union all
    select ch."caseId", ch.seq, 'the last rows are missing or one was added' from public."CaseChain" ch
      left join lateral (select e.seq, e.hash from public."CaseEvent" e where e."caseId" = ch."caseId" order by e.seq desc limit 1) l on true
      where coalesce(l.seq, 0) <> ch.seq or coalesce(l.hash, '') <> ch.hash
    union all
    select distinct e."caseId", 1, 'has events but no head' from public."CaseEvent" e
      where not exists (select from public."CaseChain" ch where ch."caseId" = e."caseId"))
  select distinct on ("caseId") "caseId", seq, problem from broken order by "caseId", seq $$;

-- ---------------------------------------------------------------- jobs: the outbox, in the caller's transaction

create function app.enqueue(task text, payload json, job_key text default null, run_at timestamptz default null, queue text default null)
returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  if app.kind() = '' then raise exception 'no actor' using errcode = 'insufficient_privilege'; end if;
  perform graphile_worker.add_job(task, payload, queue_name => queue, run_at => run_at, max_attempts => 25, job_key => job_key);
end $$;

-- ---------------------------------------------------------------- look-ups across tenants, each for one purpose

-- The practice whose member uses this address, so that a named vet's case reaches their board.
create function app.practice_for_address(address text) returns uuid language sql stable security definer
set search_path = pg_catalog, public as $$
  select m."organizationId" from public."Person" p join public."Membership" m on m."personId" = p.id and m."endedAt" is null
    join public."Organization" o on o.id = m."organizationId" and o.kind = 'PRACTICE'
    where p.email = address and app.kind() = 'PERSON' order by m."createdAt" limit 1 $$;

-- Addresses to tell about a case, by side; for the worker acting on that case only.
create function app.people_on_case() returns table (side text, "personId" uuid, name text, email text, "timeZone" text) language sql stable
security definer set search_path = pg_catalog, public as $$
  select 'OWNER', p.id, p.name, p.email, p."timeZone" from public."Case" c join public."Person" p on p.id = c."ownerId"
    where c.id = app.link_case() and app.kind() = 'SYSTEM'
  union all
  select case when o.id = c."hospitalId" then 'HOSPITAL' else 'PRACTICE' end, p.id, p.name, p.email, p."timeZone"
    from public."Case" c join public."Organization" o on o.id in (c."hospitalId", c."practiceId")
    join public."Membership" m on m."organizationId" = o.id and m."endedAt" is null
    join public."Person" p on p.id = m."personId"
    where c.id = app.link_case() and app.kind() = 'SYSTEM' and m.role not in ('BILLING') $$;

-- Cases whose status has reached its end; for the sweep only.
create function app.due_cases(most int) returns table (id uuid, status "CaseStatus") language sql stable security definer
set search_path = pg_catalog, public as $$
  select c.id, c.status from public."Case" c where c."expiresAt" <= now() and app.kind() = 'SYSTEM'
    order by c."expiresAt" limit least(most, 500) $$;

-- The case that a Stripe object belongs to, by the ids we stored when we made it.
create function app.case_of_payment(session_id text, intent_id text) returns table ("caseId" uuid, "paymentId" uuid) language sql stable
security definer set search_path = pg_catalog, public as $$
  select p."caseId", p.id from public."Payment" p where app.kind() = 'SYSTEM'
    and (p."checkoutSessionId" = session_id or p."paymentIntentId" = intent_id) limit 1 $$;

-- ---------------------------------------------------------------- search

create function app.index_case() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare target uuid;
begin
  target := case tg_table_name when 'Case' then (to_jsonb(new)->>'id')::uuid else (to_jsonb(new)->>'caseId')::uuid end;
  insert into public."CaseSearch" ("caseId", "ownerId", "practiceId", "hospitalId", document)
  select c.id, c."ownerId", c."practiceId", c."hospitalId",
      setweight(to_tsvector('simple', concat_ws(' ', c.number, replace(c.number, 'CF-', ''), pt.name, c.title, p.name)), 'A')
      || setweight(to_tsvector('simple', concat_ws(' ', c.headline, r."presentingComplaint", r."workingDiagnosis", pt.breed)), 'B')
      || setweight(to_tsvector('simple', concat_ws(' ', c."attendingVetName", c."attendingVetPractice", r.history, r."proposedPlan",
           r.medications, array_to_string(r.questions, ' '))), 'C')
    from public."Case" c join public."Person" p on p.id = c."ownerId"
    left join public."Patient" pt on pt."ownerId" = c."ownerId" and pt.id = c."patientId"
    left join public."CaseRequest" r on r."caseId" = c.id
    where c.id = target
  on conflict ("caseId") do update set "practiceId" = excluded."practiceId", "hospitalId" = excluded."hospitalId", document = excluded.document;
  return null;
end $$;
create trigger search_case after insert or update of number, "patientId", "practiceId", "hospitalId", title, headline,
  "attendingVetName", "attendingVetPractice", "submittedAt" on "Case" for each row execute function app.index_case();
create trigger search_request after insert or update on "CaseRequest" for each row execute function app.index_case();
create index case_search_document on "CaseSearch" using gin (document);

-- Row-level security would disable the text index (@@ is not leakproof), hence a door with its own filter: the same as the policy on "Case".
create function app.search_cases(query text, most int default 30) returns table (id uuid, rank real) language sql stable
security definer set search_path = pg_catalog, public as $$
  select s."caseId", ts_rank(s.document, q) from public."CaseSearch" s join public."Case" c on c.id = s."caseId",
      to_tsquery('simple', query) q
    where s.document @@ q
      and app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") is not null
    order by ts_rank(s.document, q) desc, s."caseId" desc limit least(most, 100) $$;

-- ---------------------------------------------------------------- who may call

revoke all on all functions in schema app from public;
grant execute on all functions in schema app to conferral_app;
revoke execute on function app.verify_chain() from conferral_app;

-- ---------------------------------------------------------------- what the queue sorts by, each index starting with the tenant

create index queue_triage on "Case" ("hospitalId", "turnSince" desc, id desc) where status = 'IN_TRIAGE';
create index queue_review on "Case" ("hospitalId", "dueAt", id) where status = 'IN_REVIEW';
create index queue_due on "Case" ("hospitalId", "dueAt", id) where "dueAt" is not null;
create index queue_waiting on "Case" ("hospitalId", "turnSince" desc, id desc)
  where status in ('AWAITING_CONSENT', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT');
create index queue_answered on "Case" ("hospitalId", "answeredAt" desc, id desc) where status in ('ANSWERED', 'CLOSED');
create index queue_mine on "Case" ("hospitalId", "assigneeId", "turnSince" desc, id desc)
  where status in ('IN_TRIAGE', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT', 'IN_REVIEW', 'ANSWERED');
create index case_expiry on "Case" ("expiresAt") where "expiresAt" is not null;
create index record_list on "Record" ("caseId", "createdAt" desc, id desc);
create index view_list on "RecordView" ("caseId", at desc);
