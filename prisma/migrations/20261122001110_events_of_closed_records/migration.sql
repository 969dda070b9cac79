-- What happens to a record is heard by whoever may see the record. Before, a hospital could count what a practice adds, with
-- times and hashes, before anybody had agreed that it may know of it.

-- Does this side see the record that an event tells of? The policy on "Record" answers, at this moment.
create function app.sees_event_record(side text, case_id uuid, data jsonb) returns boolean language sql stable parallel safe as $$
  select side in ('OWNER', 'SYSTEM')
    or exists (select from "Record" r where r."caseId" = case_id and r.id = (data->>'recordId')::uuid) $$;
revoke all on function app.sees_event_record(text, uuid, jsonb) from public;
grant execute on function app.sees_event_record(text, uuid, jsonb) to conferral_app;

alter policy see on "CaseEvent" using (app.hears(app.side("caseId"), audience)
  and (type not like 'record.%' or app.sees_event_record(app.side("caseId"), "caseId", data)));
