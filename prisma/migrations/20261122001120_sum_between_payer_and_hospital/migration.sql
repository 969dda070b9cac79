-- What a fee comes to is between the payer and the hospital. The practice is told that there is an estimate, until when it
-- stands and how soon the answer comes, through a door that knows no sums; before, it could read the rows themselves.

alter policy see on "Estimate" using (app.side("caseId") in ('OWNER', 'HOSPITAL', 'SYSTEM'));

-- The estimates of a case without sum and note, for whoever stands on the case.
create function app.estimate_terms(case_id uuid) returns table (id uuid, "turnaroundHours" int, "createdAt" timestamptz,
  "validUntil" timestamptz, "supersededAt" timestamptz) language sql stable security definer set search_path = pg_catalog, public as $$
  select e.id, e."turnaroundHours", e."createdAt"::timestamptz, e."validUntil"::timestamptz, e."supersededAt"::timestamptz
  from public."Estimate" e join public."Case" c on c.id = e."caseId"
  where e."caseId" = case_id
    and app.side_on(c.id, c."ownerId", c."practiceId", c."hospitalId", c."submittedAt") is not null $$;
revoke all on function app.estimate_terms(uuid) from public;
grant execute on function app.estimate_terms(uuid) to conferral_app;

-- Events name an estimate or a payment by its id. Those that were written with the sum stay as they are, as the chain wants
-- it, and are not the practice's to read.
alter policy see on "CaseEvent" using (app.hears(app.side("caseId"), audience)
  and (type not like 'record.%' or app.sees_event_record(app.side("caseId"), "caseId", data))
  and (not data ? 'amountMinor' or app.side("caseId") <> 'PRACTICE'));
