-- «Клиенты» stand by their last conversation, the newest first. When it was opened never changes, so
-- the index costs an insert and no update.
create index conversations_by_opening on conversations (account_id, opened_at desc, id desc);
