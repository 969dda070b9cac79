-- What of a case is no record yet, or never will be: read with every list of records, however many there are.
create index record_pending on "Record" ("caseId", "createdAt" desc, id desc) where status in ('UPLOADING', 'REFUSED', 'UNPACKED');
