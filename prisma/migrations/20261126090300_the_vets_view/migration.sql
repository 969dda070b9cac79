-- What the attending vet thinks of a signed recommendation, beside it for all: that they have read it, and whether they agree.
-- Append-only: another word is another row.
create type "VetStance" as enum ('READ', 'AGREE', 'AGREE_WITH_CHANGES', 'DIFFER');
create table "VetView" (
  "caseId" uuid not null,
  id uuid not null,
  number integer not null,
  stance "VetStance" not null,
  words text not null default '',
  "authorKind" text not null,
  "authorId" uuid not null,
  "authorName" text not null,
  at timestamptz(3) not null default current_timestamp,
  constraint "VetView_pkey" primary key ("caseId", id),
  constraint "VetView_caseId_number_fkey" foreign key ("caseId", number) references "Recommendation" ("caseId", number)
    on delete restrict on update cascade,
  constraint view_says_why check (stance in ('READ', 'AGREE') or words <> '')
);
create index vet_view_newest on "VetView" ("caseId", number, at desc, id desc);
alter table "VetView" enable row level security;
alter table "VetView" force row level security;
create policy owner_role on "VetView" to current_user using (true) with check (true);
grant select, insert on "VetView" to conferral_app;
create policy see on "VetView" for select to conferral_app using (app.side("caseId") is not null);
create policy add on "VetView" for insert to conferral_app with check (app.side("caseId") = 'PRACTICE'
  and "authorId" = (select app.actor_id()) and exists (select from "Recommendation" r
    where r."caseId" = "VetView"."caseId" and r.number = "VetView".number and r.status = 'SIGNED'));
