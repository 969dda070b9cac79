-- An owner reads every record of their own cases: what app.sees_record says of the side OWNER. Their cases are few, and are looked up
-- once a statement instead of one once a row. By its name it is asked before "see", which answers for everybody else.
create policy their_owner_reads on "Record" for select to conferral_app
  using ((select app.kind()) = 'PERSON' and (select app.org()) is null
    and "caseId" in (select c.id from "Case" c where c."ownerId" = (select app.person())));
