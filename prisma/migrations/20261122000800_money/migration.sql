-- One payment of a case is ever kept; a second one that arrives all the same is paid back, so it must be storable.
drop index payment_once;
create unique index payment_once on "Payment" ("caseId") where status = 'PAID';
create index payment_list on "Payment" ("createdAt" desc, id desc);
create index case_late on "Case" ("dueAt") where status = 'IN_REVIEW' and "dueAt" is not null;

-- Stripe tells about accounts of hospitals that nobody verified yet, too.
create policy see_as_system on "Organization" for select to conferral_app
  using ((select app.kind()) = 'SYSTEM' and (select app.link_case()) is null);

-- Cases in review whose promise has passed and whose fee is still kept; for the sweep only.
create function app.late_cases(most int) returns table (id uuid) language sql stable security definer
set search_path = pg_catalog, public as $$
  select c.id from public."Case" c where c.status = 'IN_REVIEW' and c."dueAt" <= now() and app.kind() = 'SYSTEM'
    and exists (select from public."Payment" p where p."caseId" = c.id and p.status = 'PAID')
    order by c."dueAt" limit least(most, 500) $$;
revoke all on function app.late_cases(int) from public;
grant execute on function app.late_cases(int) to conferral_app;

-- The case of a payment by the id that we gave Stripe as metadata; a malformed id is nobody's.
create function app.case_of_payment_id(payment_id text) returns uuid language sql stable security definer
set search_path = pg_catalog, public as $$
  select p."caseId" from public."Payment" p where p.id::text = payment_id and app.kind() = 'SYSTEM' limit 1 $$;
revoke all on function app.case_of_payment_id(text) from public;
grant execute on function app.case_of_payment_id(text) to conferral_app;
create index payment_id_text on "Payment" ((id::text));

-- The same as before, but a row that was added at the end is named itself, not the one before it.
create or replace function app.verify_chain() returns table ("caseId" uuid, seq int, problem text) language sql stable
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
    select ch."caseId", case when l.seq > ch.seq then ch.seq + 1 else ch.seq end,
      case when l.seq > ch.seq then 'was added' else 'is the last row by the head, and is missing or another' end
      from public."CaseChain" ch
      left join lateral (select e.seq, e.hash from public."CaseEvent" e where e."caseId" = ch."caseId" order by e.seq desc limit 1) l on true
      where coalesce(l.seq, 0) <> ch.seq or coalesce(l.hash, '') <> ch.hash
    union all
    select distinct e."caseId", 1, 'has events but no head' from public."CaseEvent" e
      where not exists (select from public."CaseChain" ch where ch."caseId" = e."caseId"))
  select distinct on ("caseId") "caseId", seq, problem from broken order by "caseId", seq $$;
