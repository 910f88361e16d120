-- A name that many have brought all of them, and each was asked whether its reader knows the person.
-- Now one index is asked for both: for the name, and for whom conversations with them concern.
create table contact_search (
  account_id uuid not null,
  contact_id uuid not null,
  -- Whom their conversations concern or once did: it says where to look, and not who may see.
  known_to uuid[] not null,
  words text not null,
  -- Found by those alone who may see phones.
  phones text not null,
  primary key (account_id, contact_id),
  foreign key (account_id, contact_id) references contacts (account_id, id) on delete cascade
);
-- What waits to be put into it is looked through by every search, so little may wait.
create index contact_search_by_words on contact_search
  using gin (known_to, words gin_trgm_ops, phones gin_trgm_ops) with (gin_pending_list_limit = 512);

-- Contacts up to this id, in the order of ids, are known from before.
alter table search_cursors
  add column contacts_filled_to uuid not null default '00000000-0000-0000-0000-000000000000';
-- All messages are known, and no contact is.
update search_cursors set is_filled = false, filled_to = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
where is_filled;
