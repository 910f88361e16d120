-- Whom a conversation concerns is asked hit by hit wherever something is looked for. Its row is wide
-- and changes with every message; these answer without it.
create index conversations_seen on conversations (account_id, id) include (concerns, status);
drop index conversations_by_contact;
create index conversations_by_contact on conversations (account_id, contact_id, number desc)
  include (concerns);
