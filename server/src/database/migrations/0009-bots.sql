-- Chat-bots: colleagues that are programs. One of ours goes by a scenario; somebody else's is asked
-- over the network.

create table bots (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  version bigint not null default 1,
  name text not null,
  kind text not null check (kind in ('scenario', 'webhook')),
  is_enabled boolean not null default true,
  answer_within_s integer not null default 30 check (answer_within_s between 5 and 120),
  -- What its author works on; customers talk to `published_version`.
  draft jsonb,
  draft_version bigint not null default 1,
  draft_at timestamptz,
  draft_by text,
  published_version integer,
  -- Where a program is asked, and what signs the question.
  url text,
  secret text,
  -- The circuit breaker (D-06): failures without an answer between them, and since when nobody is
  -- given to it.
  failures integer not null default 0,
  unavailable_since timestamptz,
  trouble text check (trouble in ('refused', 'unreachable', 'no-answer')),
  probe_at timestamptz,
  created_at timestamptz not null default now(),
  -- Its name is in conversations that it held; it itself is out of use.
  deleted_at timestamptz,
  primary key (account_id, id),
  check ((kind = 'webhook') = (url is not null)),
  check ((unavailable_since is null) = (trouble is null))
);
create unique index bot_names on bots (account_id, lower(name)) where deleted_at is null;
create index bots_to_probe on bots (probe_at) where probe_at is not null and deleted_at is null;

-- What was published is kept: a conversation stays on the version it began with.
create table scenario_versions (
  account_id uuid not null,
  bot_id uuid not null,
  version integer not null,
  scenario jsonb not null,
  published_at timestamptz not null default now(),
  published_by text not null,
  primary key (account_id, bot_id, version),
  foreign key (account_id, bot_id) references bots (account_id, id) on delete cascade
);

create table bot_events (
  account_id uuid not null,
  id uuid not null,
  bot_id uuid not null,
  at timestamptz not null,
  state text not null check (state in ('available', 'unavailable')),
  trouble text,
  detail text,
  primary key (account_id, id),
  foreign key (account_id, bot_id) references bots (account_id, id) on delete cascade
);
create index bot_events_of_bot on bot_events (account_id, bot_id, at desc);

-- What a bot is asked and has not answered yet: at most one question of a conversation. A later one
-- takes the place of an earlier one, and an answer names the turn it answers.
create table bot_turns (
  account_id uuid not null references accounts (id) on delete cascade,
  conversation_id uuid not null,
  turn integer not null,
  bot_id uuid not null,
  input jsonb not null,
  asked_at timestamptz not null,
  next_at timestamptz not null,
  primary key (account_id, conversation_id),
  foreign key (account_id, conversation_id) references conversations (account_id, id) on delete cascade
);
create index bot_turns_due on bot_turns (next_at);

-- Programs that call us. A key leads to its account, so this is a directory; it is kept as a hash.
create table api_keys (
  token_hash bytea primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null unique,
  name text not null,
  -- Whose it is: what it does, this bot has done.
  bot_id uuid,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  foreign key (account_id, bot_id) references bots (account_id, id) on delete cascade
);
create index api_keys_of_bot on api_keys (account_id, bot_id);

alter table conversations
  -- The bot that holds it, or held it last.
  add column bot_id uuid;
create index conversations_of_bot on conversations (account_id, bot_id) where status = 'bot';

alter table channel_rules
  -- What the customer is told when the bot of off hours fails (D-12).
  add column off_hours_fallback text not null default '' check (char_length(off_hours_fallback) <= 1000),
  add constraint receiver_bot foreign key (account_id, receiver_bot_id) references bots (account_id, id),
  add constraint off_hours_bot foreign key (account_id, off_hours_bot_id) references bots (account_id, id);

alter table sweeps drop constraint sweeps_scope_check;
alter table sweeps add constraint sweeps_scope_check
  check (scope in ('channel', 'team', 'operator', 'opening', 'schedule', 'bot'));

alter table files
  -- A file of a scenario is sent many times.
  add column bot_id uuid;
