-- A version begins as a draft of whoever writes it, in a hospital's role that writes, and is signed in their own name.
alter policy add on "Recommendation"
  with check (app.side("caseId") = 'HOSPITAL' and (select app.role()) in ('ADMIN', 'SPECIALIST')
    and status = 'DRAFT' and "authorId" = (select app.actor_id()));
alter policy change on "Recommendation"
  using (app.side("caseId") = 'HOSPITAL' and (select app.role()) in ('ADMIN', 'SPECIALIST'))
  with check (app.side("caseId") = 'HOSPITAL' and (select app.role()) in ('ADMIN', 'SPECIALIST')
    and (status = 'DRAFT' or "authorId" = (select app.actor_id())));

-- Signed means signed: with a name, a time, a hash and what must be said.
alter table "Recommendation" add constraint signed_is_complete check (
  status = 'DRAFT' or ("signedName" is not null and "signedAt" is not null and "contentHash" ~ '^[0-9a-f]{64}$'
    and assessment <> '' and "plainLanguage" <> '' and agreement is not null and urgency is not null));
