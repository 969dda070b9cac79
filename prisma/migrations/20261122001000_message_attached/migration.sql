-- How many records a message carries: a reader to whom some are closed is told so, without their names.
alter table "Message" add column "attached" integer not null default 0;
