-- The search finds a case for whoever became its owner, and a hospital counts no referral that waits for its owner: it is not told yet.

create or replace function app.index_case() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare target uuid;
begin
  target := case tg_table_name when 'Case' then (to_jsonb(new)->>'id')::uuid else (to_jsonb(new)->>'caseId')::uuid end;
  insert into public."CaseSearch" ("caseId", "ownerId", "practiceId", "hospitalId", document)
  select c.id, c."ownerId", c."practiceId", c."hospitalId",
      app.search_scope(c."ownerId", c."practiceId", c."hospitalId", c."submittedAt")
      || setweight(to_tsvector('simple', concat_ws(' ', c.number, replace(c.number, 'CF-', ''), pt.name, c.title, p.name)), 'A')
      || setweight(to_tsvector('simple', concat_ws(' ', c.headline, r."presentingComplaint", r."workingDiagnosis", pt.breed)), 'B')
      || setweight(to_tsvector('simple', concat_ws(' ', c."attendingVetName", c."attendingVetPractice", r.history,
           array_to_string(r."happenedWhat", ' '), r."proposedPlan", r.medications, array_to_string(r.questions, ' '))), 'C')
    from public."Case" c join public."Person" p on p.id = c."ownerId"
    left join public."Patient" pt on pt."ownerId" = c."ownerId" and pt.id = c."patientId"
    left join public."CaseRequest" r on r."caseId" = c.id
    where c.id = target
  on conflict ("caseId") do update set "ownerId" = excluded."ownerId", "practiceId" = excluded."practiceId",
    "hospitalId" = excluded."hospitalId", document = excluded.document;
  return null;
end $$;
drop trigger search_case on "Case";
create trigger search_case after insert or update of number, "ownerId", "patientId", "practiceId", "hospitalId", title, headline,
  "attendingVetName", "attendingVetPractice", "submittedAt" on "Case" for each row execute function app.index_case();

drop index queue_waiting;
drop index queue_waiting_urgent;
create index queue_waiting on "Case" ("hospitalId", "turnSince" desc, id desc)
  where status in ('AWAITING_CONSENT', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT') and "submittedAt" is not null;
create index queue_waiting_urgent on "Case" ("hospitalId", urgency desc, "turnSince" desc, id desc)
  where status in ('AWAITING_CONSENT', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT') and "submittedAt" is not null;

create or replace function app.queue_counts(most int) returns table (triage int, review int, due int, waiting int, answered int, mine int)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare hospital uuid := app.org(); me uuid := app.person();
begin
  return query select
    (select count(*)::int from (select from "Case" c where c."hospitalId" = hospital
      and c.status = 'IN_TRIAGE' order by c."turnSince" desc, c.id desc limit most) n),
    (select count(*)::int from (select from "Case" c where c."hospitalId" = hospital
      and c.status = 'IN_REVIEW' order by c."dueAt", c.id limit most) n),
    (select count(*)::int from (select from "Case" c where c."hospitalId" = hospital
      and c."dueAt" < now() + interval '24 hours' order by c."dueAt", c.id limit most) n),
    (select count(*)::int from (select from "Case" c where c."hospitalId" = hospital
      and c.status in ('AWAITING_CONSENT', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT') and c."submittedAt" is not null order by c."turnSince" desc, c.id desc limit most) n),
    (select count(*)::int from (select from "Case" c where c."hospitalId" = hospital
      and c.status in ('ANSWERED', 'CLOSED') order by c."answeredAt" desc, c.id desc limit most) n),
    (select count(*)::int from (select from "Case" c where c."hospitalId" = hospital and c."assigneeId" = me
      and c.status in ('IN_TRIAGE', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT', 'IN_REVIEW', 'ANSWERED')
      order by c."turnSince" desc, c.id desc limit most) n);
end $$;
