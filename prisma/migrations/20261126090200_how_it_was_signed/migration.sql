-- How a signature came to us: by an account or a mailed link, from where, with which browser. Personal data, apart from the
-- signature itself and from the chain of events, so that it can be erased by itself. For whoever signed, and nobody else.
create table "SignatureProof" (
  "caseId" uuid not null,
  id uuid not null,
  side "Side" not null,
  "signerId" uuid not null,
  proof text not null,
  email text not null,
  place text not null default '',
  agent text not null default '',
  at timestamptz(3) not null default current_timestamp,
  constraint "SignatureProof_pkey" primary key ("caseId", id),
  constraint "SignatureProof_caseId_fkey" foreign key ("caseId") references "Case" (id) on delete restrict on update cascade,
  constraint proof_known check (proof in ('ACCOUNT', 'LINK') and side in ('OWNER', 'PRACTICE'))
);
alter table "SignatureProof" enable row level security;
alter table "SignatureProof" force row level security;
create policy owner_role on "SignatureProof" to current_user using (true) with check (true);
grant select, insert on "SignatureProof" to conferral_app;
create policy see on "SignatureProof" for select to conferral_app
  using (side::text = app.side("caseId") and "signerId" = (select app.actor_id()));
create policy add on "SignatureProof" for insert to conferral_app with check (side::text = app.side("caseId") and "signerId" = (select app.actor_id()) and (
  exists (select from "Release" r where r."caseId" = "SignatureProof"."caseId" and r.id = "SignatureProof".id)
  or exists (select from "Agreement" a where a."caseId" = "SignatureProof"."caseId" and a.id = "SignatureProof".id)));
