-- What a hospital asks for before it answers: a checklist for each service, in versions. A case is judged by the version that
-- stood when it was sent; 0 is Conferral's own list, null the newest.

create table "ReadinessList" (
  "organizationId" uuid not null,
  "serviceId" uuid not null,
  version integer not null,
  items jsonb not null,
  "createdById" uuid not null,
  "createdByName" text not null default '',
  "createdAt" timestamptz(3) not null default current_timestamp,
  constraint "ReadinessList_pkey" primary key ("organizationId", "serviceId", version),
  constraint "ReadinessList_organizationId_serviceId_fkey" foreign key ("organizationId", "serviceId")
    references "Service" ("organizationId", id) on delete cascade on update cascade,
  constraint readiness_version check (version > 0)
);

alter table "Case" add column "readinessVersion" integer;
grant update ("readinessVersion") on "Case" to conferral_app;

-- What was asked of the practice: one line an item. It holds what the one who asked could name, so it tells nothing of what exists.
create table "RecordAsk" (
  "caseId" uuid not null,
  id uuid not null,
  "batchId" uuid not null,
  "itemId" text not null,
  name text not null,
  side "Side" not null,
  "askedById" uuid not null,
  "askedAt" timestamptz(3) not null default current_timestamp,
  constraint "RecordAsk_pkey" primary key ("caseId", id),
  constraint "RecordAsk_caseId_fkey" foreign key ("caseId") references "Case" (id) on delete restrict on update cascade,
  constraint record_ask_side check (side in ('OWNER', 'HOSPITAL'))
);

do $$ declare t text; begin
  foreach t in array array['ReadinessList', 'RecordAsk'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_role on %I to current_user using (true) with check (true)', t);
  end loop;
end $$;

-- As public as the service that it belongs to; a version is never changed.
grant select, insert on "ReadinessList" to conferral_app;
create policy see on "ReadinessList" for select to conferral_app using (
  exists (select from "Service" s where s."organizationId" = "ReadinessList"."organizationId" and s.id = "serviceId"));
create policy add on "ReadinessList" for insert to conferral_app with check (
  "organizationId" = (select app.org()) and (select app.role()) = 'ADMIN' and "createdById" = (select app.person()));

grant select, insert on "RecordAsk" to conferral_app;
create policy see on "RecordAsk" for select to conferral_app using (app.side("caseId") is not null);
create policy add on "RecordAsk" for insert to conferral_app
  with check (app.side("caseId") = side::text and "askedById" = (select app.actor_id()));
