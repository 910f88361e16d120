-- «Фильтры»: conditions under a name, one's own or everybody's.
create table filters (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  version bigint not null default 1,
  name text not null,
  owner_id uuid not null,
  is_shared boolean not null default false,
  -- Among its owner's, or among the shared.
  place integer not null,
  conditions jsonb not null,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, owner_id) references operators (account_id, id) on delete cascade
);
create index filters_by_owner on filters (account_id, owner_id);

-- Whom a note calls by name: one row for each who is meant, also by way of a team.
create table mentions (
  account_id uuid not null,
  operator_id uuid not null,
  message_id uuid not null,
  conversation_id uuid not null,
  at timestamptz not null,
  seen_at timestamptz,
  primary key (account_id, operator_id, message_id),
  foreign key (account_id, operator_id) references operators (account_id, id) on delete cascade,
  foreign key (account_id, message_id) references messages (account_id, id) on delete cascade
);
create index mentions_unseen on mentions (account_id, operator_id) where seen_at is null;
create index mentions_by_conversation on mentions (account_id, conversation_id);
create index mentions_by_message on mentions (account_id, message_id);

-- «Спам» and «Закрытые» are two folders: pages of the rare one must not read the other.
create index conversations_spam on conversations (account_id, closed_at desc)
  where status = 'closed' and state -> 'holding' ->> 'reason' = 'spam';
create index conversations_closed_by_operator
  on conversations (account_id, operator_id, closed_at desc) where status = 'closed';
create index conversations_closed_by_channel
  on conversations (account_id, channel_id, closed_at desc) where status = 'closed';
