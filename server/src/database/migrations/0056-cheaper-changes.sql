-- A conversation changes with every message. Where no index has to be told, PostgreSQL writes the new
-- row beside the old one and touches no index at all: by the last activity nobody looks anything up
-- (the open ones are few and are sorted), and room is left on every page.
drop index conversations_open;
alter table conversations set (fillfactor = 70);

-- Twice the same.
drop index spam_conversations;
