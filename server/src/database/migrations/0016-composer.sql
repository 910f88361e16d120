-- What an operator has begun to write, seen on each of their devices. A draft has from its beginning
-- the name that its message will have: sent, it is over for good, whatever save of it comes late.
create table drafts (
  account_id uuid not null,
  operator_id uuid not null,
  conversation_id uuid not null,
  client_id text not null,
  version bigint not null default 1,
  -- Null once it is sent, so that nothing late brings it back.
  content jsonb,
  -- Uploads that wait in it are not forgotten ones.
  file_ids uuid[] not null default '{}',
  updated_at timestamptz not null default now(),
  primary key (account_id, operator_id, conversation_id),
  foreign key (account_id, operator_id) references operators (account_id, id) on delete cascade,
  foreign key (account_id, conversation_id) references conversations (account_id, id) on delete cascade
);
create index drafts_with_files on drafts using gin (file_ids) where file_ids <> '{}';

-- «Быстрые ответы»: of one operator, of a team, or of the whole company.
create table quick_replies (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  version bigint not null default 1,
  operator_id uuid,
  team_id uuid,
  title text not null,
  -- What is typed after «/», unique for whoever it is for; empty where it is found by its title.
  shortcut text not null default '',
  text text not null default '',
  file_ids uuid[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, operator_id) references operators (account_id, id) on delete cascade,
  foreign key (account_id, team_id) references teams (account_id, id) on delete cascade,
  check (operator_id is null or team_id is null)
);
create index quick_replies_of_operator on quick_replies (account_id, operator_id);
create unique index quick_reply_shortcuts on quick_replies
  (account_id, coalesce(operator_id, team_id, account_id), lower(shortcut)) where shortcut <> '';

alter table files
  -- A file of a quick reply is sent many times.
  add column quick_reply_id uuid;
