-- A mailed link is made anew: the one before ends in the same moment, and points to the one that took its place. A link that ended
-- for another reason (another vet was named, somebody left the practice) is followed by none.
alter table "CaseLink" add column "replacedById" uuid,
  add constraint "CaseLink_caseId_replacedById_fkey" foreign key ("caseId", "replacedById")
    references "CaseLink" ("caseId", id) on delete restrict on update cascade,
  add constraint link_replaced_ends check ("replacedById" is null or "revokedAt" is not null);
grant update ("replacedById") on "CaseLink" to conferral_app;
create index link_of_address on "CaseLink" (email, "createdAt" desc);

-- The newest link of this address on the case of this number, if it may be made anew; for the worker alone, so that whoever asks
-- learns nothing.
create function app.link_to_renew(case_number text, mailbox text) returns table ("caseId" uuid, "linkId" uuid) language sql stable
security definer set search_path = pg_catalog, public as $$
  select l."caseId", l.id from (
    select k.* from public."CaseLink" k join public."Case" c on c.id = k."caseId"
      where c.number = case_number and k.email = mailbox and c."submittedAt" is not null
        and c.status not in ('DRAFT', 'DECLINED', 'WITHDRAWN', 'EXPIRED')
      order by k."createdAt" desc, k.id desc limit 1) l
    where app.kind() = 'SYSTEM' and l."revokedAt" is null $$;
revoke all on function app.link_to_renew(text, text) from public;
grant execute on function app.link_to_renew(text, text) to conferral_app;
