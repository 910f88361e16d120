-- Search is a projection of the feed: what was written, as words, beside where it was written.

-- Ids and numbers in one index with words.
create extension if not exists btree_gin;

-- Stems of both languages, and no word is too small to be looked for: «где», «не».
create text search dictionary otklik_russian (template = snowball, language = russian);
create text search dictionary otklik_english (template = snowball, language = english);
create text search configuration otklik (copy = pg_catalog.russian);
alter text search configuration otklik
  alter mapping for asciiword, asciihword, hword_asciipart with otklik_english;
alter text search configuration otklik
  alter mapping for word, hword, hword_part with otklik_russian;

-- How far each account's feed has been read, and what was there before it.
create table search_cursors (
  account_id uuid primary key references accounts (id) on delete cascade,
  feed_number bigint not null,
  -- Messages up to this id, in the order of ids, are known from before.
  filled_to uuid not null default '00000000-0000-0000-0000-000000000000',
  is_filled boolean not null default false
);

create table message_search (
  account_id uuid not null,
  message_id uuid not null,
  conversation_id uuid not null,
  seq bigint not null,
  version bigint not null,
  at timestamptz not null,
  -- 202611: common words are looked for in windows of months, the newest first.
  month integer not null,
  has_file boolean not null,
  words tsvector not null,
  primary key (account_id, message_id),
  foreign key (account_id, message_id) references messages (account_id, id) on delete cascade
);
-- What waits to be put into it is looked through by every search, so little may wait.
create index message_search_by_words on message_search
  using gin (account_id, month, words) with (gin_pending_list_limit = 512);
create index message_search_newest on message_search (account_id, at desc, message_id desc);
create index message_search_of_conversation on message_search (account_id, conversation_id, seq desc);
