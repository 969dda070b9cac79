-- A page of a thread and what is counted of it cost the same however many messages a case has.

-- The newest fifty in their order: the index had no last word on messages of one moment, so all of a case were judged and sorted.
drop index "Message_caseId_createdAt_idx";
create index "Message_caseId_createdAt_id_idx" on "Message" ("caseId", "createdAt", id);

-- How many messages the reader hears and has not read, by audience. As the reader, the policy asked for the side once a message;
-- here it is asked once. Who has no side on the case hears none.
create function app.thread_counts(case_id uuid) returns table (audience "Audience", messages int, unread int)
language sql stable security definer set search_path = pg_catalog, public as $$
  select m.audience, count(*)::int, count(*) filter (where m."authorId" <> me.id and m."createdAt" > me.read)::int
  from (select app.side(case_id) as side, app.actor_id() as id, coalesce((select r."readAt" from public."ReadMark" r
      where r."caseId" = case_id and r."readerId" = app.actor_id()), '-infinity') as read offset 0) me
  join public."Message" m on m."caseId" = case_id and app.hears(me.side, m.audience)
  group by m.audience $$;
revoke all on function app.thread_counts(uuid) from public;
grant execute on function app.thread_counts(uuid) to conferral_app;
