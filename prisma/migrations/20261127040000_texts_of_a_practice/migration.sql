-- What a practice signs when it begins a case itself. Values of their own, in a migration of their own: PostgreSQL uses a new value
-- of an enum only after the transaction that added it.
alter type "ConsentTextKey" add value 'REFERRAL';
alter type "ConsentTextKey" add value 'CONSULTATION';
alter type "ConsentTextKey" add value 'OWNER_CONSENT';
