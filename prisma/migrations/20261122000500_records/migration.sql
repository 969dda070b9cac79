-- A case's records are listed by kind, newest first, a hundred at a time; the index lets a page stop there, whatever
-- row-level security has to ask for each row.
create index record_by_kind on "Record" ("caseId", kind, "createdAt" desc, id desc);
-- Who has seen this one.
create index view_by_record on "RecordView" ("caseId", "recordId", at desc, id desc);
