-- While an answer is awaited, a vet may pass the question on to a colleague, who gets a link of their own.
alter policy add on "CaseLink" with check (app.side("caseId") in ('OWNER', 'SYSTEM')
  or (app.side("caseId") = 'PRACTICE'
    and exists (select from "Case" c where c.id = "CaseLink"."caseId" and c.status = 'AWAITING_CONSENT')));
