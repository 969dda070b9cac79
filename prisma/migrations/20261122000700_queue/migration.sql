-- The hospital's queue. Row-level security over four joined tables costs more to plan than the fifty rows cost to read, and its
-- "or" keeps the planner from walking a queue's index in order. So the queue has two doors of its own; both show nothing but
-- cases of the hospital that the person acts for.

-- ---------------------------------------------------------------- what the queue sorts by, beside the indexes it has

create index queue_triage_urgent on "Case" ("hospitalId", urgency desc, "turnSince" desc, id desc) where status = 'IN_TRIAGE';
create index queue_triage_due on "Case" ("hospitalId", "dueAt", id) where status = 'IN_TRIAGE';
create index queue_review_urgent on "Case" ("hospitalId", urgency desc, "turnSince" desc, id desc) where status = 'IN_REVIEW';
create index queue_review_newest on "Case" ("hospitalId", "turnSince" desc, id desc) where status = 'IN_REVIEW';
create index queue_waiting_urgent on "Case" ("hospitalId", urgency desc, "turnSince" desc, id desc)
  where status in ('AWAITING_CONSENT', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT');
-- Whom a case is assigned to decides who may see that person's name: the policy on "Person" asks for it.
create index case_assignee on "Case" ("assigneeId") where "assigneeId" is not null;

-- ---------------------------------------------------------------- one page of one view

-- Views and sorts are texts of this function, never of the caller; a pair that is none raises. After (…) is where the last
-- page ended: its last row's sorting time, urgency and id.
create function app.queue(view_name text, sort_by text, of_specialty "Specialty", of_species "Species",
  after_at timestamptz, after_urgency "Urgency", after_id uuid, most int)
returns table (id uuid, number text, title text, headline text, status "CaseStatus", turn "Turn", "turnSince" timestamptz,
  "dueAt" timestamptz, "clockLeftMs" bigint, urgency "Urgency", specialty "Specialty", "answeredAt" timestamptz, "recordCount" int,
  species "Species", "bornOn" date, "ownerName" text, "practiceName" text, agreement text)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  belongs text := case view_name
    when 'triage' then $q$c.status = 'IN_TRIAGE'$q$
    when 'review' then $q$c.status = 'IN_REVIEW'$q$
    when 'due' then $q$c."dueAt" < now() + interval '24 hours'$q$
    when 'waiting' then $q$c.status in ('AWAITING_CONSENT', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT')$q$
    when 'answered' then $q$c.status in ('ANSWERED', 'CLOSED') and c."answeredAt" is not null$q$
    when 'mine' then $q$c."assigneeId" = app.person()
      and c.status in ('IN_TRIAGE', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT', 'IN_REVIEW', 'ANSWERED')$q$ end;
  since text := case view_name when 'answered' then 'c."answeredAt"' else 'c."turnSince"' end;
  sorted text := case sort_by
    when 'newest' then since || ' desc, c.id desc'
    when 'urgent' then 'c.urgency desc, ' || since || ' desc, c.id desc'
    when 'due' then 'c."dueAt", c.id' end;
  later text := case when after_id is null then 'true' else case sort_by
    when 'newest' then format('(%s, c.id) < ($4, $6)', since)
    when 'urgent' then format('(c.urgency, %s, c.id) < ($5, $4, $6)', since)
    when 'due' then '((c."dueAt", c.id) > ($4, $6) or (c."dueAt" is null and ($4 is not null or c.id > $6)))' end end;
  every_kind int := cardinality(enum_range(null::"RecordKind"));
  ids uuid[];
begin
  if belongs is null or sorted is null then raise exception 'no such view or sort' using errcode = 'invalid_parameter_value'; end if;
  execute format($q$
    select array(select c.id from "Case" c
      where c."hospitalId" = $1 and c."submittedAt" is not null and %1$s and %3$s
        and ($2 is null or c.specialty = $2) and ($3 is null or exists (select from "Patient" p
          where p."ownerId" = c."ownerId" and p.id = c."patientId" and p.species = $3))
      order by %2$s limit $7)$q$, belongs, sorted, later)
    into ids using app.org(), of_specialty, of_species, after_at, after_urgency, after_id, least(most, 5001);
  return query
    select c.id, c.number, c.title, c.headline, c.status, c.turn, c."turnSince"::timestamptz, c."dueAt"::timestamptz, c."clockLeftMs",
      c.urgency, c.specialty, c."answeredAt"::timestamptz, c."recordCount", pt.species, pt."bornOn", o.name,
      coalesce(pr.name, c."attendingVetPractice"), case
        when a.decision is null then 'SILENT' when a.decision = 'DECLINED' then 'DECLINED'
        when a."revokedAt" is not null or a."expiresAt" <= now() then 'ENDED'
        when cardinality(a.kinds) < every_kind then 'PARTLY' else 'AGREED' end
    from unnest(ids) with ordinality as found (id, place)
    -- The limit keeps this a look-up by key, row by row: a plan made for any number of ids would read the whole table instead.
    cross join lateral (select x.* from "Case" x where x.id = found.id limit 1) c
    left join "Patient" pt on pt."ownerId" = c."ownerId" and pt.id = c."patientId"
    left join "Person" o on o.id = c."ownerId"
    left join "Organization" pr on pr.id = c."practiceId"
    left join lateral (select x.decision, x."revokedAt", x."expiresAt", x.kinds from "Agreement" x
      where x."caseId" = c.id and x."hospitalId" = c."hospitalId" order by x."signedAt" desc, x.id desc limit 1) a on true
    order by found.place;
end $$;

-- ---------------------------------------------------------------- how many in each view, counted no further than `most`

-- The order is that of an index, so that counting stops after as many entries and reads no row where it can: these statuses,
-- and a due time, are given to submitted cases only.
create function app.queue_counts(most int) returns table (triage int, review int, due int, waiting int, answered int, mine int)
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
      and c.status in ('AWAITING_CONSENT', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT') order by c."turnSince" desc, c.id desc limit most) n),
    (select count(*)::int from (select from "Case" c where c."hospitalId" = hospital
      and c.status in ('ANSWERED', 'CLOSED') order by c."answeredAt" desc, c.id desc limit most) n),
    (select count(*)::int from (select from "Case" c where c."hospitalId" = hospital and c."assigneeId" = me
      and c.status in ('IN_TRIAGE', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT', 'IN_REVIEW', 'ANSWERED')
      order by c."turnSince" desc, c.id desc limit most) n);
end $$;

revoke all on function app.queue(text, text, "Specialty", "Species", timestamptz, "Urgency", uuid, int), app.queue_counts(int) from public;
grant execute on function app.queue(text, text, "Specialty", "Species", timestamptz, "Urgency", uuid, int), app.queue_counts(int) to conferral_app;
