-- The second wall lets a party write rows of its case, and the application decides which columns. These are the columns by which
-- the walls themselves judge (who is asked, what is open, what is paid, when a link ends): PostgreSQL keeps them by itself.

-- Who stands on a case, what was shared and what was paid, and that what ended stays ended. Null: a door, which judges for itself.
create function app.case_keeps() returns trigger language plpgsql as $$
declare side text;
begin
  if app.kind() = '' then return new; end if;
  if new.status <> old.status and old.status in ('DECLINED', 'WITHDRAWN', 'EXPIRED') then
    raise exception 'what ended stays ended' using errcode = 'restrict_violation';
  end if;
  if old."submittedAt" is not null and new."submittedAt" is distinct from old."submittedAt" then
    raise exception 'a case was sent when it was sent' using errcode = 'restrict_violation';
  end if;
  if old.status <> 'DRAFT' and new."hospitalId" is distinct from old."hospitalId" then
    raise exception 'another hospital gets a case of its own' using errcode = 'restrict_violation';
  end if;
  if app.kind() = 'SYSTEM' then return new; end if;
  side := app.side_on(old.id, old."ownerId", old."practiceId", old."hospitalId", old."submittedAt");
  -- The owner of a consultation may pay, which is the payment's row, and read.
  if side = 'OWNER' and old.kind = 'CONSULTATION' then
    raise exception 'not theirs to change' using errcode = 'insufficient_privilege';
  end if;
  if old.status <> 'DRAFT' and side is distinct from 'OWNER' and (new."practiceId", new."attendingVetEmail")
    is distinct from (old."practiceId", old."attendingVetEmail") then
    raise exception 'whom to ask is the owner''s to say' using errcode = 'insufficient_privilege';
  end if;
  if new."answerSharedAt" is distinct from old."answerSharedAt"
    and (old."answerSharedAt" is not null or side is distinct from 'PRACTICE' or old.kind <> 'CONSULTATION') then
    raise exception 'the answer is the practice''s to share' using errcode = 'insufficient_privilege';
  end if;
  if new."paidAt" is distinct from old."paidAt" then
    raise exception 'that a fee was paid is not a person''s to say' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke all on function app.case_keeps() from public;
create trigger keeps before update on "Case" for each row execute function app.case_keeps();

-- An owner begins a second opinion and nothing else; nothing is paid, shared or answered before it began.
drop policy add on "Case";
create policy add on "Case" for insert to conferral_app with check ("ownerId" = (select app.person()) and (select app.org()) is null
  and kind = 'SECOND_OPINION' and status = 'DRAFT' and "submittedAt" is null and "paidAt" is null and "answerSharedAt" is null);
drop policy add_begun on "Case";
create policy add_begun on "Case" for insert to conferral_app with check (kind <> 'SECOND_OPINION'
  and "practiceId" = (select app.practice()) and app.stands_in("ownerId") and status = 'DRAFT' and "submittedAt" is null
  and "paidAt" is null and "answerSharedAt" is null);

-- A study's wall, and where it belongs, never change; what it says is read from its files by the worker, and the day that consent
-- may go by is part of that. A person says that the names are right.
revoke update on "Study" from conferral_app;
grant update (uid, date, description, "patientName", "responsiblePerson", species, "namesConfirmedAt", "namesConfirmedBy")
  on "Study" to conferral_app;
create function app.study_keeps() returns trigger language plpgsql as $$
begin
  if app.kind() in ('PERSON', 'LINK') then
    raise exception 'what a study says is not a person''s to change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke all on function app.study_keeps() from public;
create trigger keeps before update of uid, date, description, "patientName", "responsiblePerson", species on "Study"
  for each row execute function app.study_keeps();

-- A file is a person's to send and to take away; what it is, and that it may be opened, is said by its check.
drop policy add on "Record";
create policy add on "Record" for insert to conferral_app with check (app.side("caseId") = holder::text and "fromCaseId" is null
  and "fromId" is null and "fromArchiveId" is null and "fromMailId" is null and not "byMail"
  and status = 'UPLOADING' and "readyAt" is null and sha256 is null and "contentType" is null);
create function app.record_keeps() returns trigger language plpgsql as $$
begin
  if app.kind() in ('PERSON', 'LINK') and ((new.status <> old.status and new.status <> 'REMOVED'
      and not (old.status = 'UPLOADING' and new.status = 'CHECKING')) or (new."contentType", new.sha256, new.scan, new."readyAt")
      is distinct from (old."contentType", old.sha256, old.scan, old."readyAt")) then
    raise exception 'what a check says is not a person''s to say' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke all on function app.record_keeps() from public;
create trigger keeps before update of status, "contentType", sha256, scan, "readyAt" on "Record"
  for each row execute function app.record_keeps();

-- Names of single records join a signature in the transaction that made it. A word added to an agreement later writes its row anew,
-- so the row alone does not tell: the proof, which nobody changes, is of the same transaction.
drop policy add on "ConsentItem";
create policy add on "ConsentItem" for insert to conferral_app with check (
  not exists (select from "SignatureProof" p where p."caseId" = "ConsentItem"."caseId" and p.id = "signatureId" and not app.written_now(p.xmin))
  and (exists (select from "Release" r where r."caseId" = "ConsentItem"."caseId" and r.id = "signatureId"
      and app.side(r."caseId") = 'OWNER' and r."grantedById" = (select app.person()) and app.written_now(r.xmin))
    or exists (select from "Agreement" a where a."caseId" = "ConsentItem"."caseId" and a.id = "signatureId"
      and app.side(a."caseId") = 'PRACTICE' and a."actorId" = (select app.actor_id()) and app.written_now(a.xmin))));

-- What is to be paid is what an estimate says, and a payment begins with nothing but that.
drop policy add on "Payment";
create policy add on "Payment" for insert to conferral_app with check (app.money_side("caseId") = 'PAYER' and status = 'OPEN'
  and "paidAt" is null and "paymentIntentId" is null and "refundId" is null and "refundedAt" is null and "receiptNumber" is null
  and exists (select from "Estimate" e where e."caseId" = "Payment"."caseId" and e.id = "estimateId" and e."supersededAt" is null
    and e."amountMinor" = "Payment"."amountMinor" and e.currency = "Payment".currency));
-- As before, and the page of Checkout that the payer is sent to is theirs to keep, once.
create or replace function app.payment_keeps() returns trigger language plpgsql as $$
begin
  if old.status = 'REFUNDED' and new.status <> 'REFUNDED' and app.kind() <> '' and not (app.kind() = 'SYSTEM'
      and new.status = 'REFUND_DUE' and new."refundFailure" is not null and new."returnedAt" is not null) then
    raise exception 'the end of a payment never changes' using errcode = 'restrict_violation';
  end if;
  if app.kind() in ('PERSON', 'LINK') then
    if (new."caseId", new.id, new."estimateId", new."amountMinor", new."applicationFeeMinor", new.currency, new."createdById",
        new."paymentIntentId", new."paidAt", new."receiptNumber", new."refundId", new."refundedAt", new."refundFailure", new."returnedAt")
       is distinct from
       (old."caseId", old.id, old."estimateId", old."amountMinor", old."applicationFeeMinor", old.currency, old."createdById",
        old."paymentIntentId", old."paidAt", old."receiptNumber", old."refundId", old."refundedAt", old."refundFailure", old."returnedAt") then
      raise exception 'the facts of a payment are not a person''s to change' using errcode = 'restrict_violation';
    end if;
    if new.status <> old.status
       and (old.status, new.status) not in (('OPEN', 'EXPIRED'), ('PAID', 'REFUND_DUE')) then
      raise exception 'this way of a payment is not a person''s to take' using errcode = 'restrict_violation';
    end if;
    if (new."checkoutSessionId", new."checkoutUrl") is distinct from (old."checkoutSessionId", old."checkoutUrl")
      and (old."checkoutSessionId" is not null or app.money_side(old."caseId") is distinct from 'PAYER') then
      raise exception 'where a fee is paid is kept once, by whoever pays' using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;

-- As before, but of a consultation nothing comes along: its owner reads no record of it.
create or replace function app.carry_history(source uuid, target uuid) returns integer language plpgsql security definer
set search_path = pg_catalog, public as $$
declare entries int; sheet record; carried int := 0; made uuid;
begin
  if app.kind() <> 'PERSON' or app.org() is not null or source = target or not exists (
    select from public."Case" t join public."Case" s on s."ownerId" = t."ownerId" and s."patientId" = t."patientId"
      where t.id = target and s.id = source and t."ownerId" = app.person() and t.status = 'DRAFT' and s.kind <> 'CONSULTATION')
    or exists (select from public."HistoryEntry" e where e."caseId" = target)
    or exists (select from public."LabSheet" l where l."caseId" = target)
  then raise exception 'no such case' using errcode = 'no_data_found'; end if;
  insert into public."HistoryEntry" ("caseId", id, kind, holder, "heldBy", what, dose, unit, route, frequency, detail, severity,
      grams, since, until, active, "writtenBy", "writerName", "writtenAt", "fromCaseId")
    select target, uuidv7(), kind, holder, "heldBy", what, dose, unit, route, frequency, detail, severity,
      grams, since, until, active, "writtenBy", "writerName", "writtenAt", source
    from public."HistoryEntry" e where e."caseId" = source and e."removedAt" is null;
  get diagnostics entries = row_count;
  for sheet in
    select l.*, (select n.id from public."Record" n where n."caseId" = target and n."fromCaseId" = source and n."fromId" = l."recordId") as copy
    from public."LabSheet" l where l."caseId" = source and l."removedAt" is null
      and (l."recordId" is null or exists (select from public."Record" r
        where r."caseId" = source and r.id = l."recordId" and r.status = 'READY'))
  loop
    made := uuidv7();
    insert into public."LabSheet" ("caseId", id, holder, "heldBy", day, laboratory, "recordId", "writtenBy", "writerName", "writtenAt", "fromCaseId")
      values (target, made, sheet.holder, sheet."heldBy", sheet.day, sheet.laboratory, sheet.copy, sheet."writtenBy", sheet."writerName",
        sheet."writtenAt", source);
    insert into public."LabValue" ("caseId", "sheetId", place, name, said, unit, range, flag)
      select target, made, place, name, said, unit, range, flag from public."LabValue" v
        where v."caseId" = source and v."sheetId" = sheet.id;
    carried := carried + 1;
  end loop;
  if entries + carried > 0 then
    perform app.append_event(target, 'history.carried', 'EVERYONE', jsonb_build_object('from', source, 'entries', entries, 'sheets', carried));
  end if;
  return entries + carried;
end $$;
create or replace function app.carry_records(source uuid, target uuid) returns integer language plpgsql security definer
set search_path = pg_catalog, public as $$
declare carried uuid[];
begin
  if app.kind() <> 'PERSON' or app.org() is not null or not exists (
    select from public."Case" t join public."Case" s on s.id = t."resentFromId"
      where t.id = target and s.id = source and t."ownerId" = app.person() and s."ownerId" = app.person()
        and t.status = 'DRAFT' and s.kind <> 'CONSULTATION' and s.status in ('DECLINED', 'WITHDRAWN', 'EXPIRED'))
  then raise exception 'no such case' using errcode = 'no_data_found'; end if;
  with kept as (
    select * from public."Record" r where r."caseId" = source and r.status = 'READY' and r.holder in ('OWNER', 'PRACTICE') for share),
  made as (
    insert into public."Record" ("caseId", id, holder, "heldBy", kind, name, "sizeBytes", "declaredType", "contentType", sha256,
        "objectKey", status, dicom, scan, "uploadedBy", "uploaderName", "createdAt", "readyAt", "fromCaseId", "fromId")
      select target, uuidv7(), holder, "heldBy", kind, name, "sizeBytes", "declaredType", "contentType", sha256,
        "objectKey", status, dicom, scan, "uploadedBy", "uploaderName", "createdAt", "readyAt", "caseId", id from kept
      on conflict ("caseId", "fromCaseId", "fromId") where "fromId" is not null do nothing
      returning id)
  select coalesce(array_agg(made.id), '{}') into carried from made;
  update public."Case" c set "recordCount" = c."recordCount" + cardinality(carried) where c.id = target;
  perform app.append_event(target, 'record.carried', 'EVERYONE', jsonb_build_object('recordId', r.id, 'holder', r.holder,
      'sha256', r.sha256, 'from', r."fromCaseId", 'fromRecord', r."fromId"))
    from (select * from public."Record" n where n."caseId" = target and n.id = any (carried) order by n."createdAt", n.id) r;
  return cardinality(carried);
end $$;
