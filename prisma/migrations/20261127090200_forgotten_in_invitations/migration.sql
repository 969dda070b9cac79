-- A person who is forgotten is forgotten in what was mailed to them, too: as the owner of a case that a practice began, and as an
-- animal's new owner. On the row itself, as the address is known there for the last time.
create function app.forget_invited() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update public."OwnerInvitation" i set name = 'Former owner', email = 'erased-' || i.id || '@erased.invalid',
      "revokedAt" = case when i."acceptedAt" is null then coalesce(i."revokedAt", now()) else i."revokedAt" end
    where i.email = old.email;
  update public."NewHome" h set name = 'Former owner', email = 'erased-' || h.id || '@erased.invalid',
      "endedAt" = case when h."acceptedAt" is null then coalesce(h."endedAt", now()) else h."endedAt" end
    where h.email = old.email;
  update public."PracticeNote" n set "ownerEmail" = '' where n."ownerEmail" = old.email;
  -- What a paste held beside what the form took: their name and address among it, as a rule.
  update public."PracticeNote" n set unread = '' from public."Case" c where c.id = n."caseId" and c."ownerId" = new.id;
  return null;
end $$;
create trigger forget_invited after update of "erasedAt" on "Person" for each row
  when (old."erasedAt" is null and new."erasedAt" is not null) execute function app.forget_invited();
revoke all on function app.forget_invited() from public;
