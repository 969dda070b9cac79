-- Which animals a service is for, so that the directory can be narrowed by species.
alter table "Service" add column species "Species"[]
  default array['CAT', 'DOG', 'HORSE', 'RABBIT', 'BIRD', 'REPTILE', 'SMALL_MAMMAL', 'OTHER']::"Species"[];
update "Service" set species = default;

-- A practice's board: what waits for it, what is under way, what is answered; each index starts with the tenant.
create index board_waiting on "Case" ("practiceId", "turnSince" desc, id desc) where turn in ('PRACTICE', 'OWNER_AND_PRACTICE');
create index board_progress on "Case" ("practiceId", "updatedAt" desc, id desc)
  where status in ('AWAITING_CONSENT', 'IN_TRIAGE', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT', 'IN_REVIEW');
create index board_answered on "Case" ("practiceId", "answeredAt" desc, id desc) where status in ('ANSWERED', 'CLOSED');

-- The directory lists verified hospitals only.
create index directory on "Organization" (name, id) where kind = 'HOSPITAL' and "verifiedAt" is not null;
