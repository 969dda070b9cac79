-- "Who has seen this" also tells who has read the written history and the laboratory values, which are no record.
alter table "RecordView" alter column "recordId" drop not null,
  add column section text check (section in ('HISTORY', 'LAB')),
  add constraint view_of_something check (("recordId" is null) = (section is not null));
create index view_of_section on "RecordView" ("caseId", section, "actorId", at desc) where section is not null;
