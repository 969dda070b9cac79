-- A hospital that declined, or whose case was withdrawn or has ended, reads the records no longer, whatever still stands of the
-- signatures: owner and practice are told so in the mail that brings them the reason.
create or replace function app.covered(case_id uuid, hospital uuid, holder "Side", record_kind "RecordKind")
returns boolean language sql stable parallel safe as $$
  select exists (select from "Case" c where c.id = case_id and c.status not in ('DECLINED', 'WITHDRAWN', 'EXPIRED'))
     and exists (select from "Release" r where r."caseId" = case_id and r."hospitalId" = hospital and r."revokedAt" is null
                   and r."expiresAt" > now() and record_kind = any (r.kinds))
     and (holder = 'OWNER' or exists (select from "Agreement" a where a."caseId" = case_id and a."hospitalId" = hospital
                   and a.decision = 'AGREED' and a."revokedAt" is null and a."expiresAt" > now()
                   and record_kind = any (a.kinds))) $$;
