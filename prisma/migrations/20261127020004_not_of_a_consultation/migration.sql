-- The owner of a consultation has no side on it (app.side), and so reads none of its records by the short way either.
alter policy their_owner_reads on "Record"
  using ((select app.kind()) = 'PERSON' and (select app.org()) is null
    and "caseId" in (select c.id from "Case" c where c."ownerId" = (select app.person()) and c.kind <> 'CONSULTATION'));
