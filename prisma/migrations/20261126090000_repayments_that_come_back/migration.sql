-- A bank may send a repayment back days later: the payment is due again, and says why.
alter table "Payment" add column "refundFailure" text, add column "returnedAt" timestamptz(3);

-- Repayments that are due, did not come back from the bank, and whose job is gone; for the sweep only.
create function app.due_refunds(most int) returns table ("caseId" uuid, "paymentId" uuid) language plpgsql stable security definer
set search_path = pg_catalog, public as $$ begin
  return query select p."caseId", p.id from public."Payment" p
    where p.status = 'REFUND_DUE' and p."refundFailure" is null and app.kind() = 'SYSTEM' and app.link_case() is null
      and not exists (select from graphile_worker.jobs j where j.key = 'refund:' || p.id and j.attempts < j.max_attempts)
    order by p."createdAt" limit least(most, 500);
end $$;
revoke all on function app.due_refunds(int) from public;
grant execute on function app.due_refunds(int) to conferral_app;
create index payment_refund_due on "Payment" ("createdAt") where status = 'REFUND_DUE';

-- Repayments that came back; for the operator, who gives them back another way. No case is opened by this: number and sum.
create function app.repayments_that_came_back(most int)
returns table ("caseNumber" text, "amountMinor" bigint, currency char(3), failure text, since timestamptz, "paymentIntentId" text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select c.number, p."amountMinor", p.currency, p."refundFailure", coalesce(p."returnedAt", p."paidAt"), p."paymentIntentId"
    from public."Payment" p join public."Case" c on c.id = p."caseId"
    where p.status = 'REFUND_DUE' and p."refundFailure" is not null and app.is_operator()
    order by 5, p.id limit least(most, 500) $$;
revoke all on function app.repayments_that_came_back(int) from public;
grant execute on function app.repayments_that_came_back(int) to conferral_app;

-- Paid back is the end of a payment, unless the bank sends it back: only a verified event says so, and why.
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
  end if;
  return new;
end $$;

-- A tenant's own facts are changed by its admins; the first wall says so already.
alter policy change on "Organization"
  using ((id = (select app.org()) and (select app.role()) = 'ADMIN')
    or ((select app.kind()) = 'SYSTEM' and (select app.link_case()) is null));
