-- The pair by which push services know this installation; the private half is sealed.
alter table installation
  add column push_public_key text,
  add column push_private_key text;

-- Where a browser can be reached while it is closed. It ends with the session it was made in. Its
-- keys let somebody write to that browser only together with the installation's private key.
create table push_subscriptions (
  account_id uuid not null,
  id uuid not null,
  operator_id uuid not null,
  session_hash bytea not null references sessions (token_hash) on delete cascade,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, session_hash),
  foreign key (account_id, operator_id) references operators (account_id, id) on delete cascade
);
create index push_subscriptions_by_endpoint on push_subscriptions (endpoint);
create index push_subscriptions_by_session on push_subscriptions (session_hash);

-- Up to where the feed was read for whom to tell.
create table notice_cursors (
  account_id uuid primary key references accounts (id) on delete cascade,
  number bigint not null
);

-- What somebody is to be told of; the latest of a conversation.
create table notices (
  account_id uuid not null,
  operator_id uuid not null,
  conversation_id uuid not null,
  kind text not null,
  since timestamptz not null,
  primary key (account_id, operator_id, conversation_id),
  foreign key (account_id, operator_id) references operators (account_id, id) on delete cascade,
  foreign key (account_id, conversation_id) references conversations (account_id, id)
    on delete cascade
);

-- When somebody was last told: once a minute at most.
create table notice_times (
  account_id uuid not null,
  operator_id uuid not null,
  pushed_at timestamptz not null,
  primary key (account_id, operator_id),
  foreign key (account_id, operator_id) references operators (account_id, id) on delete cascade
);

-- On their way to push services.
create table pushes (
  account_id uuid not null,
  id uuid not null,
  subscription_id uuid not null,
  payload jsonb not null,
  is_urgent boolean not null default false,
  attempts bigint not null default 0,
  next_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, subscription_id) references push_subscriptions (account_id, id)
    on delete cascade
);
-- What somebody said last, for whoever looks after them.
create index messages_by_author on messages (account_id, author_id, id)
  where author_type = 'operator';
create index pushes_due on pushes (next_at);
