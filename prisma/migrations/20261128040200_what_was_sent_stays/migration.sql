-- What others decided by stays as they read it: a request once it was sent, an answer once it was given, an estimate once another
-- took its place.
alter policy change on "CaseRequest" using (app.own_draft("caseId") or (app.side("caseId") = 'OWNER'
  and exists (select from "Case" c where c.id = "caseId" and c.kind = 'SECOND_OPINION' and c.status = 'DRAFT')));
drop policy change on "InformationRequest";
create policy change on "InformationRequest" for update to conferral_app
  using (app.side("caseId") = "askedOf"::text and "answeredAt" is null) with check (app.side("caseId") = "askedOf"::text);
drop policy change on "Estimate";
create policy change on "Estimate" for update to conferral_app
  using (app.side("caseId") in ('HOSPITAL', 'SYSTEM') and "supersededAt" is null)
  with check (app.side("caseId") in ('HOSPITAL', 'SYSTEM') and "supersededAt" is not null);
