-- What is looked for in closed conversations is nowhere behind the last closing, but for what was noted
-- long after its own.
alter table message_search add column is_late boolean not null default false;
update message_search s set is_late = true from conversations c
where c.account_id = s.account_id and c.id = s.conversation_id and c.status = 'closed'
  and s.at > c.closed_at + interval '1 hour';
create index message_search_late on message_search (account_id, at desc, message_id desc)
  where is_late;

-- What waits is looked through once for each week of a search, so less may wait than did: the smallest
-- there is, about as many messages as come within a second of a busy day.
alter index message_search_by_words set (gin_pending_list_limit = 64);
