-- What operators do with conversations beside answering: topics and tags, spam, contact forms.

-- «Тематики» and «Теги»: what there is to choose from. Conversations keep names, not ids.
create table labels (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  version bigint not null default 1,
  kind text not null check (kind in ('topic', 'tag')),
  name text not null,
  -- What it was called before, so that whatever was taught an old name still means this one.
  former_names text[] not null default '{}',
  place integer not null,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);
create unique index label_names on labels (account_id, kind, lower(name));

-- «Требовать тематику при закрытии»; no row means of nobody.
create table topic_requirements (
  account_id uuid primary key references accounts (id) on delete cascade,
  required_of text not null check (required_of in ('nobody', 'everybody', 'teams')),
  team_ids uuid[] not null default '{}'
);

-- Marked as spam: what comes from the address is kept in that conversation and opens none.
alter table addresses add spam_in uuid;
create index spam_conversations on conversations (account_id, closed_at desc)
  where status = 'closed' and state -> 'holding' ->> 'reason' = 'spam';

-- Forms that customers were asked to fill in. The link is signed and holds the account and the id.
create table contact_forms (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  conversation_id uuid not null,
  fields text[] not null,
  language text not null,
  -- Repeating the request finds the form it made.
  client_id text not null,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  filled_at timestamptz,
  primary key (account_id, id),
  unique (account_id, conversation_id, client_id),
  foreign key (account_id, conversation_id) references conversations (account_id, id) on delete cascade
);
