-- A key of a program that acts for somebody of the company, with a part of what they may. A key of a
-- bot has none of this.
alter table api_keys
  add column operator_id uuid,
  add column permissions text[] not null default '{}',
  -- Which conversations it sees: never more than its operator.
  add column scope text check (scope in ('own', 'team', 'all')),
  -- What is shown of it: how it begins.
  add column hint text not null default '',
  add column per_minute integer not null default 600 check (per_minute between 1 and 6000),
  add column expires_at timestamptz,
  add column revoked_at timestamptz,
  add foreign key (account_id, operator_id) references operators (account_id, id) on delete cascade;
create index api_keys_of_operators on api_keys (account_id, created_at) where operator_id is not null;

-- Where a company's own systems are told what happens.
create table webhooks (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  version bigint not null default 1,
  name text not null,
  url text not null,
  events text[] not null,
  -- `failed`: switched off by us, because nobody answered for too long.
  state text not null check (state in ('on', 'off', 'failed')),
  -- Sealed. The one before it signs beside it until then.
  secret text not null,
  previous_secret text,
  previous_until timestamptz,
  -- Since when nothing was taken.
  failing_since timestamptz,
  delivered_at timestamptz,
  -- For how long bodies and answers are kept.
  keep_days integer not null default 14 check (keep_days between 4 and 90),
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);

-- How far the feed was read.
create table webhook_cursors (
  account_id uuid primary key references accounts (id) on delete cascade,
  number bigint not null
);

-- What happened, as it is told. Its name follows from what happened, so that nothing is told twice.
create table webhook_events (
  account_id uuid not null references accounts (id) on delete cascade,
  id text not null,
  type text not null,
  conversation_id uuid,
  contact_id uuid,
  number bigint not null,
  body text not null,
  at timestamptz not null,
  keep_until timestamptz not null,
  primary key (account_id, id)
);
create index webhook_events_of_contact on webhook_events (account_id, contact_id);
create index webhook_events_old on webhook_events (keep_until);

create table webhook_deliveries (
  account_id uuid not null,
  webhook_id uuid not null,
  event_id text not null,
  conversation_id uuid,
  number bigint not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  -- Since it was asked for, and how often it was tried since then.
  since timestamptz not null,
  tries integer not null default 0,
  next_at timestamptz not null,
  ended_at timestamptz,
  primary key (account_id, webhook_id, event_id),
  foreign key (account_id, webhook_id) references webhooks (account_id, id) on delete cascade,
  foreign key (account_id, event_id) references webhook_events (account_id, id) on delete cascade
) with (fillfactor = 70);
create index webhook_deliveries_due on webhook_deliveries (next_at) where state = 'waiting';
create index webhook_deliveries_in_order
  on webhook_deliveries (account_id, webhook_id, conversation_id, number) where state = 'waiting';
create index webhook_deliveries_newest on webhook_deliveries (account_id, webhook_id, number desc);
create index webhook_deliveries_of_event on webhook_deliveries (account_id, event_id);

create table webhook_attempts (
  account_id uuid not null,
  id uuid not null,
  webhook_id uuid not null,
  event_id text not null,
  at timestamptz not null,
  duration_ms integer not null,
  -- What came back: a status, or why there was none.
  status integer,
  failure text,
  answer text not null default '',
  primary key (account_id, id),
  foreign key (account_id, webhook_id, event_id)
    references webhook_deliveries (account_id, webhook_id, event_id) on delete cascade
);
create index webhook_attempts_of_delivery on webhook_attempts (account_id, webhook_id, event_id, id);

-- Beside channels, a webhook can be what is amiss.
alter table troubles
  alter column channel_id drop not null,
  add column webhook_id uuid,
  add foreign key (account_id, webhook_id) references webhooks (account_id, id) on delete cascade,
  add check ((channel_id is null) <> (webhook_id is null)),
  add unique (account_id, webhook_id, kind);
alter table troubles drop constraint troubles_kind_check;
alter table troubles add constraint troubles_kind_check
  check (kind in ('refused', 'unsubscribed', 'backlog', 'quarantine', 'webhook-off'));
