-- What a person ended stays ended, and what a payment is about is not theirs to change: the second wall says so too, so that a
-- defect in a command cannot bring back a consent, a link or money.

-- ---------------------------------------------------------------- consent: ended once, by the side that signed

alter policy change on "Release" using (app.side("caseId") = 'OWNER' and "revokedAt" is null)
  with check (app.side("caseId") = 'OWNER' and "revokedAt" is not null);
alter policy change on "Agreement" using (app.side("caseId") = 'PRACTICE' and "revokedAt" is null)
  with check (app.side("caseId") = 'PRACTICE');

-- ---------------------------------------------------------------- mailed links: one address, one token

revoke update on "CaseLink" from conferral_app;
grant update (name, "expiresAt", "revokedAt", "openedAt") on "CaseLink" to conferral_app;
alter policy change on "CaseLink"
  using ((app.side("caseId") in ('OWNER', 'SYSTEM') or id = (select app.link())) and "revokedAt" is null)
  with check (app.side("caseId") in ('OWNER', 'SYSTEM') or id = (select app.link()));

-- ---------------------------------------------------------------- payments: their sum and their way

create function app.payment_keeps() returns trigger language plpgsql as $$
begin
  if old.status = 'REFUNDED' and new.status <> 'REFUNDED' and app.kind() <> '' then
    raise exception 'the end of a payment never changes' using errcode = 'restrict_violation';
  end if;
  if app.kind() in ('PERSON', 'LINK') then
    if (new."caseId", new.id, new."estimateId", new."amountMinor", new."applicationFeeMinor", new.currency, new."createdById",
        new."paymentIntentId", new."paidAt", new."receiptNumber", new."refundId", new."refundedAt") is distinct from
       (old."caseId", old.id, old."estimateId", old."amountMinor", old."applicationFeeMinor", old.currency, old."createdById",
        old."paymentIntentId", old."paidAt", old."receiptNumber", old."refundId", old."refundedAt") then
      raise exception 'the facts of a payment are not a person''s to change' using errcode = 'restrict_violation';
    end if;
    if new.status <> old.status
       and (old.status, new.status) not in (('OPEN', 'EXPIRED'), ('PAID', 'REFUND_DUE')) then
      raise exception 'this way of a payment is not a person''s to take' using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;
create trigger keeps before update on "Payment" for each row execute function app.payment_keeps();
revoke all on function app.payment_keeps() from public;
