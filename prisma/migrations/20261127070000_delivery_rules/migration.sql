-- What advice from afar may be, by the region that the animal lives in: published by the operator, in versions that never change.
-- A case keeps the version that stood when it was sent.

create table "DeliveryRule" (
  region text not null,
  version integer not null,
  "withoutVet" "DeliveryPolicy" not null,
  words text not null,
  "withVet" text not null,
  sources jsonb not null,
  reason text not null,
  "publishedById" uuid,
  "publishedByName" text not null default '',
  "publishedAt" timestamptz(3) not null default current_timestamp,
  constraint "DeliveryRule_pkey" primary key (region, version),
  constraint delivery_rule_version check (version > 0),
  -- Everywhere else, a country, or a part of one (ISO 3166).
  constraint delivery_rule_region check (region ~ '^(\*|[A-Z]{2}(-[A-Z0-9]{1,3})?)$')
);

-- Where the animal lives, as the owner says: '' while they have not.
alter table "CaseRequest" add column "livesIn" text not null default '';

alter table "Case" add column "deliveryRegion" text, add column "deliveryVersion" integer;
alter table "Case" add constraint "Case_deliveryRegion_deliveryVersion_fkey" foreign key ("deliveryRegion", "deliveryVersion")
  references "DeliveryRule" (region, version) on delete restrict on update cascade;
grant update ("deliveryRegion", "deliveryVersion") on "Case" to conferral_app;

-- An old case keeps the version it began with.
create function app.delivery_rule_is_final() returns trigger language plpgsql as $$
begin
  if old."submittedAt" is not null and app.kind() <> ''
    and (new."deliveryRegion", new."deliveryVersion") is distinct from (old."deliveryRegion", old."deliveryVersion") then
    raise exception 'a case keeps the delivery rule that it began with' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger delivery_rule_is_final before update of "deliveryRegion", "deliveryVersion" on "Case"
  for each row execute function app.delivery_rule_is_final();

alter table "DeliveryRule" enable row level security;
alter table "DeliveryRule" force row level security;
create policy owner_role on "DeliveryRule" to current_user using (true) with check (true);

grant select, insert on "DeliveryRule" to conferral_app;
create policy see on "DeliveryRule" for select to conferral_app using ((select app.kind()) <> '');
-- Only the operator publishes, in their own name.
create policy add on "DeliveryRule" for insert to conferral_app
  with check (app.is_operator() and "publishedById" = (select app.person()));
create trigger append_only before update or delete on "DeliveryRule" for each row execute function app.append_only();

revoke all on function app.delivery_rule_is_final() from public;

-- The starting set, from what the sources said on 2026-11-21. Where a region is not known the strictest applies.
with source (id, title, url) as (values
  ('remote', 'AVMA policy on remote consulting', 'https://www.avma.org'),
  ('telemedicine', 'AVMA policy on telemedicine', 'https://www.avma.org'),
  ('equine', 'A column on equine law about advice to owners of animals that were not seen', 'https://thehorse.com/125469'),
  ('dvm', 'An overview of the states where a relationship can begin by live video; such lists differ', 'https://dvm.com/telemedicine'),
  ('california', 'California Business and Professions Code, section 4826.6 (AB 1399)', 'https://www.vmb.ca.gov'),
  ('newyork', 'New York Education Law, section 6705', null),
  ('alaska', 'Alaska Statutes, section 08.98.125', null),
  ('rcvs', 'RCVS guidance on animals under care, in force since 2023-09-01', 'https://www.rcvs.org.uk'),
  ('opinions', 'RCVS code: referrals and second opinions', 'https://www.rcvs.org.uk'),
  ('nz', 'Veterinary Council of New Zealand: remote consultations', 'https://www.vetcouncil.org.nz')),
rule (region, "withoutVet", words, "withVet", source_ids) as (values
  ('*', 'ATTENDING_VET_ONLY',
   'We know of no rule for this place that allows more, so the strictest applies: a hospital far away answers only together with the vet who knows the animal.',
   'The attending vet agrees and stays responsible; owner and vet get the answer together.', '{remote}'::text[]),
  ('US', 'ATTENDING_VET_ONLY',
   'Advice about one animal to an owner whose animal the hospital has never seen can break a state’s practice act. Advice to the attending vet does not.',
   'The professional body accepts remote consulting in agreement with the attending vet, who keeps the relationship with owner and animal.', '{remote,telemedicine,equine}'),
  ('US-CA', 'AFTER_LIVE_EXAM',
   'A vet may take an animal into care by a live video visit, with sound and picture, while the animal is in California and after the owner was told what that means. Before such a visit there is no advice about this animal.',
   'The attending vet agrees and stays responsible; owner and vet get the answer together.', '{california,dvm}'),
  ('US-NY', 'ATTENDING_VET_ONLY',
   'A vet from elsewhere may advise a vet of this state who looks after the animal, and not the owner alone.',
   'Consulting a vet of this state who stays responsible is commonly exempt from its licence.', '{newyork,remote}'),
  ('US-AK', 'ATTENDING_VET_ONLY',
   'A vet from elsewhere may advise a vet of this state who looks after the animal, and not the owner alone.',
   'Consulting a vet of this state who stays responsible is commonly exempt from its licence.', '{alaska,remote}'),
  ('GB', 'AFTER_LIVE_EXAM',
   'A hospital that takes an animal into its care must be able to see it in person, day and night. Until it has, nothing is said about this animal to an owner alone, and nothing is prescribed.',
   'A second opinion supports the attending vet, does not take the case over, and goes back to them.', '{rcvs,opinions}'),
  ('NZ', 'GENERAL_ADVICE',
   'A vet who advises from afar asks who the usual vet is, asks to be allowed to contact them, keeps them informed, and says where help is in an emergency. Without them, advice stays general.',
   'The usual vet is kept informed and stays the one to go to.', '{nz}')),
every_rule as (
  select region, "withoutVet", words, "withVet", source_ids from rule
  union all
  select 'US-' || state, 'AFTER_LIVE_EXAM',
    'In this state a relationship between vet, owner and animal can begin by a live video visit; lists of such states differ. Before such a visit there is no advice about this animal.',
    'The attending vet agrees and stays responsible; owner and vet get the answer together.', '{dvm,telemedicine}'
  from unnest(array['AZ', 'FL', 'ID', 'NJ', 'VA', 'VT']) as state)
insert into "DeliveryRule" (region, version, "withoutVet", words, "withVet", sources, reason)
select region, 1, "withoutVet"::"DeliveryPolicy", words, "withVet",
  (select jsonb_agg(jsonb_build_object('title', s.title, 'url', s.url, 'readOn', '2026-11-21') order by array_position(source_ids, s.id))
    from source s where s.id = any (source_ids)),
  'The starting set.'
from every_rule;
