-- How a case began and where it was sent on is its owner's to know. A hospital that declined could read the id of the next case
-- and how many records went there; the next hospital could read the id of the case before.

-- Who hears of an event: by its audience, and, save for owner and system, by what it tells of. One place for all of it.
create function app.hears_event(side text, case_id uuid, type text, audience "Audience", data jsonb) returns boolean
language sql stable parallel safe as $$
  select app.hears(side, audience) and case
    when side in ('OWNER', 'SYSTEM') then true
    when type in ('case.created', 'case.resent', 'record.carried') then false
    when type like 'record.%' then app.sees_event_record(side, case_id, data)
    when side = 'PRACTICE' then not data ? 'amountMinor'
    else true end $$;
revoke all on function app.hears_event(text, uuid, text, "Audience", jsonb) from public;
grant execute on function app.hears_event(text, uuid, text, "Audience", jsonb) to conferral_app;

alter policy see on "CaseEvent" using (app.hears_event(app.side("caseId"), "caseId", type, audience, data));
