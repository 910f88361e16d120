-- A visit is forgotten in its time, and its conversation is not: the name it keeps of it stays as it
-- is in the conversation's state, so that nothing has to be written anew.
alter table conversations drop constraint conversations_account_id_visit_id_fkey;
-- Conversations that came soon after a messenger was chosen, and those of a period.
create index conversations_opened_in_channel on conversations (account_id, channel_id, opened_at);
