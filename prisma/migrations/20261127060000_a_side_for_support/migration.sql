-- Somebody whom the owner invited to one case, to read along. A side of its own, so that no rule can take them for the owner.
alter type "Side" add value 'SUPPORT';
