-- What a company knows of its customers beside their addresses, how two of them turned out to be one,
-- and what was brought along from elsewhere as a table.

create extension if not exists pg_trgm;

-- As people look for each other: without capitals, and «ё» is «е».
create function contact_words(text) returns text
language sql immutable parallel safe as $$ select replace(lower($1), 'ё', 'е') $$;

alter table contacts
  add column email text not null default '',
  add column phone text not null default '',
  -- By the ids of `contact_fields`; values are text.
  add column fields jsonb not null default '{}',
  add column tags text[] not null default '{}',
  add column note text not null default '',
  add column is_vip boolean not null default false,
  -- We do not want to hear of them; `addresses.blocked_at` is when they did not want to hear of us.
  add column barred_at timestamptz,
  add column barred_by text,
  -- Who changed the card last, for whoever has an older one open.
  add column changed_by text,
  add column changed_at timestamptz,
  -- It turned out to be somebody we knew: the row waits for an undo and is shown nowhere.
  add column merged_into uuid,
  add column erased_at timestamptz,
  add foreign key (account_id, merged_into) references contacts (account_id, id);
create index contacts_by_words on contacts
  using gin (contact_words(name || ' ' || email || ' ' || phone) gin_trgm_ops);
create index addresses_by_words on addresses
  using gin (contact_words(name || ' ' || coalesce(profile ->> 'username', '') || ' '
    || coalesce(profile ->> 'phone', '')) gin_trgm_ops);
create index contacts_newest on contacts (account_id, id desc) where merged_into is null;
create index contacts_by_phone on contacts (account_id, phone) where phone <> '';
create index contacts_by_email on contacts (account_id, lower(email)) where email <> '';
create index addresses_by_any_phone on addresses (account_id, (profile ->> 'phone')) where profile ? 'phone';
create index addresses_by_username on addresses (account_id, lower(profile ->> 'username'))
  where profile ? 'username';

-- Fields of a company's own, shown on every card in this order.
create table contact_fields (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  version bigint not null default 1,
  name text not null,
  kind text not null check (kind in ('text', 'number', 'date', 'choice')),
  options text[] not null default '{}',
  place integer not null,
  -- Shown no more; what was written stays.
  archived_at timestamptz,
  primary key (account_id, id)
);
create unique index contact_field_names on contact_fields (account_id, lower(name))
  where archived_at is null;

-- Two contacts became one. `kept` is both of them before and the survivor after, for the undo.
create table contact_merges (
  account_id uuid not null,
  id uuid not null,
  survivor_id uuid not null,
  merged_id uuid not null,
  kept jsonb not null,
  at timestamptz not null,
  author_name text not null,
  undone_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, survivor_id) references contacts (account_id, id),
  foreign key (account_id, merged_id) references contacts (account_id, id)
);
create index contact_merges_of_survivor on contact_merges (account_id, survivor_id);
-- «Это разные люди»: not suggested again.
create table contact_differences (
  account_id uuid not null,
  contact_id uuid not null,
  other_id uuid not null,
  at timestamptz not null default now(),
  primary key (account_id, contact_id, other_id),
  foreign key (account_id, contact_id) references contacts (account_id, id),
  foreign key (account_id, other_id) references contacts (account_id, id)
);

-- A table somebody handed in: its rows wait here, and each says what it came to.
create table imports (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  subject text not null check (subject in ('contacts', 'conversations')),
  state text not null default 'preview' check (state in ('preview', 'running', 'done', 'stopped')),
  file_name text not null,
  encoding text not null,
  delimiter text not null,
  columns jsonb not null,
  mapping jsonb not null default '{}',
  channel_id uuid,
  total integer not null,
  author_id uuid not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (account_id, id)
);
create index imports_running on imports (account_id, id) where state = 'running';
create table import_rows (
  account_id uuid not null,
  import_id uuid not null,
  line integer not null,
  cells jsonb not null,
  outcome text check (outcome in ('made', 'changed', 'same', 'refused')),
  -- Why it was refused, and which column it is about.
  reason jsonb,
  contact_id uuid,
  primary key (account_id, import_id, line),
  foreign key (account_id, import_id) references imports (account_id, id) on delete cascade
);
create index import_rows_left on import_rows (account_id, import_id, line) where outcome is null;

-- Whoever is important is given out first.
alter table conversations add column is_vip boolean not null default false;
drop index conversations_of_team;
create index conversations_of_team
  on conversations (account_id, team_id, queue_stage, channel_id, is_vip desc, opened_at)
  where status = 'queued';
drop index conversations_awaiting;
create index conversations_awaiting
  on conversations (account_id, awaited_operator_id, is_vip desc, opened_at)
  where status = 'queued' and awaited_operator_id is not null;
