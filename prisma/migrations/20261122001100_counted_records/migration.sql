-- "recordCount" counts every record of a case. A hospital is told of those that are open to it, and of no other: how many a
-- practice holds is the practice's to say until both signatures cover them.

-- How many records of a case this hospital can open now: the rule of app.covered, with the signatures looked up once a case.
create function app.records_open(case_id uuid, hospital uuid) returns int language sql stable parallel safe as $$
  select count(*)::int
  from (select array(select unnest(s.kinds) from "Release" s where s."caseId" = case_id and s."hospitalId" = hospital
          and s."revokedAt" is null and s."expiresAt" > now()
          and exists (select from "Case" c where c.id = case_id and c.status not in ('DECLINED', 'WITHDRAWN', 'EXPIRED'))) as kinds) released
  cross join (select array(select unnest(a.kinds) from "Agreement" a where a."caseId" = case_id and a."hospitalId" = hospital
          and a.decision = 'AGREED' and a."revokedAt" is null and a."expiresAt" > now()) as kinds) agreed
  cross join "Record" r
  where r."caseId" = case_id and r.status = 'READY' and (r.holder = 'HOSPITAL'
    or (r.kind = any (released.kinds) and (r.holder = 'OWNER' or r.kind = any (agreed.kinds)))) $$;
revoke all on function app.records_open(uuid, uuid) from public;
grant execute on function app.records_open(uuid, uuid) to conferral_app;

-- Views and sorts are texts of this function, never of the caller; a pair that is none raises. After (…) is where the last
-- page ended: its last row's sorting time, urgency and id.
create or replace function app.queue(view_name text, sort_by text, of_specialty "Specialty", of_species "Species",
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
      c.urgency, c.specialty, c."answeredAt"::timestamptz, app.records_open(c.id, c."hospitalId"), pt.species, pt."bornOn", o.name,
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
