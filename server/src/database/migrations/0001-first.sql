-- Directory tables lead to an account and hold nothing else. Everywhere else account_id comes first
-- in every primary, unique and foreign key, so that an account can be moved as a whole.

create table installation (
  only_row boolean primary key default true check (only_row),
  -- Proves that SECRET_KEY is the one the secrets were sealed with.
  key_check text,
  -- «Начать работу» was pressed: the demo is not made again.
  demo_left_at timestamptz,
  created_at timestamptz not null default now()
);

create table accounts (
  id uuid primary key,
  name text not null,
  is_demo boolean not null default false,
  suspended_at timestamptz,
  -- The sandbox moves a demo account's clock; 0 everywhere else.
  clock_offset_ms bigint not null default 0 check (is_demo or clock_offset_ms = 0),
  settings_version bigint not null default 1,
  created_at timestamptz not null default now()
);

create table users (
  id uuid primary key,
  email text not null,
  name text not null,
  password_hash text,
  preferences jsonb not null default '{}',
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index users_by_email on users (lower(email));

create table sessions (
  -- Only the hash is kept: a copy of the database opens no session.
  token_hash bytea primary key,
  user_id uuid not null references users (id) on delete cascade,
  account_id uuid not null references accounts (id) on delete cascade,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  user_agent text not null default ''
);
create index sessions_by_user on sessions (user_id);

create table invitations (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid not null references accounts (id) on delete cascade,
  email text not null,
  name text not null,
  role text not null,
  invited_by uuid references users (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz
);
create index invitations_by_account on invitations (account_id);

create table password_resets (
  token_hash bytea primary key,
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table memberships (
  account_id uuid not null references accounts (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  role text not null,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, user_id)
);
create index memberships_by_user on memberships (user_id);

-- A membership that answers.
create table operators (
  account_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  name text not null,
  version bigint not null default 1,
  -- Renewed by presence; a deploy is not everybody's absence.
  online_until timestamptz,
  primary key (account_id, id),
  unique (account_id, user_id),
  foreign key (account_id, user_id) references memberships (account_id, user_id) on delete cascade
);

create table channels (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  version bigint not null default 1,
  kind text not null,
  name text not null,
  state text not null check (state in ('connecting', 'working', 'broken', 'disconnected')),
  problem jsonb,
  identity jsonb,
  settings jsonb not null default '{}',
  -- Sealed, field by field.
  secrets jsonb not null default '{}',
  signature text not null default 'none' check (signature in ('none', 'first-name', 'company')),
  intake text not null default 'polling' check (intake in ('webhook', 'polling')),
  poll_cursor text,
  paused_until timestamptz,
  last_received_at timestamptz,
  last_asked_at timestamptz,
  last_sent_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);

create table webhook_keys (
  key text primary key,
  account_id uuid not null,
  channel_id uuid not null,
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade
);

-- One account on a platform is connected once in the whole installation (D-15).
create table platform_accounts (
  kind text not null,
  external_id text not null,
  account_id uuid not null,
  channel_id uuid not null,
  primary key (kind, external_id),
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade
);

create table contacts (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  version bigint not null default 1,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);

-- A contact on one channel.
create table addresses (
  account_id uuid not null,
  channel_id uuid not null,
  address text not null,
  contact_id uuid not null,
  name text not null,
  profile jsonb not null default '{}',
  blocked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, channel_id, address),
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade,
  foreign key (account_id, contact_id) references contacts (account_id, id)
);
create index addresses_by_contact on addresses (account_id, contact_id);

-- Where on a platform it takes place. Its row is what openers of a conversation wait for.
create table threads (
  account_id uuid not null,
  channel_id uuid not null,
  thread text not null,
  address text not null,
  created_at timestamptz not null default now(),
  primary key (account_id, channel_id, thread),
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade
);

create table conversations (
  account_id uuid not null,
  id uuid not null,
  number bigint not null,
  channel_id uuid not null,
  thread text not null,
  address text not null,
  contact_id uuid not null,
  kind text not null,
  version bigint not null,
  state jsonb not null,
  state_version integer not null,
  -- Copied from the state for the indexes below.
  status text not null,
  operator_id uuid,
  wake_at timestamptz,
  opened_at timestamptz not null,
  last_activity_at timestamptz not null,
  closed_at timestamptz,
  primary key (account_id, id),
  unique (account_id, number),
  foreign key (account_id, channel_id, thread) references threads (account_id, channel_id, thread) on delete cascade,
  foreign key (account_id, contact_id) references contacts (account_id, id)
) with (fillfactor = 80);
create unique index one_open_conversation_per_thread
  on conversations (account_id, channel_id, thread) where status <> 'closed';
create index conversations_of_thread on conversations (account_id, channel_id, thread, number desc);
create index conversations_open on conversations (account_id, last_activity_at) where status <> 'closed';
create index conversations_closed on conversations (account_id, closed_at desc) where status = 'closed';
create index conversations_by_contact on conversations (account_id, contact_id, number desc);
create index conversations_due on conversations (wake_at) where wake_at is not null;

create table messages (
  account_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  seq bigint not null,
  version bigint not null default 1,
  kind text not null,
  author_type text not null,
  author_id uuid,
  author_name text not null,
  text text not null,
  -- Everything else that is shown: format, files, location, buttons, reply, system line.
  content jsonb not null default '{}',
  -- Outgoing only.
  status text,
  failure jsonb,
  -- How many parts it became and how many of them ended how.
  delivery jsonb,
  at timestamptz not null,
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  client_id text,
  primary key (account_id, id),
  unique (account_id, conversation_id, seq),
  unique (account_id, conversation_id, client_id),
  foreign key (account_id, conversation_id) references conversations (account_id, id) on delete cascade
);

-- The meeting place of a message with its receipts, echoes and edits.
create table external_messages (
  account_id uuid not null,
  channel_id uuid not null,
  external_id text not null,
  message_id uuid,
  -- Of a message that became several: the order in which they were sent.
  position bigint not null default 0,
  at timestamptz not null default now(),
  primary key (account_id, channel_id, external_id)
);
create index external_messages_by_message on external_messages (account_id, message_id, position);

create table files (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  -- Null until the message it was uploaded for is sent.
  conversation_id uuid,
  message_id uuid,
  uploaded_by uuid,
  channel_id uuid,
  kind text not null,
  name text not null,
  mime text,
  bytes bigint,
  width integer,
  height integer,
  duration_s real,
  state text not null check (state in ('loading', 'stored', 'failed', 'too-large')),
  has_preview boolean not null default false,
  -- What the platform knows it by; a file of ours has none.
  reference text,
  storage_key text,
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);
create index files_by_message on files (account_id, message_id) where message_id is not null;

create table lanes (
  account_id uuid not null,
  channel_id uuid not null,
  lane text not null,
  thread text not null,
  -- Acknowledgement, operator, bot, automatic.
  priority smallint not null,
  -- When its head part may leave; null when nothing waits.
  next_at timestamptz,
  -- An attempt is under way; nobody touches the lane before then.
  busy_until timestamptz,
  paused_until timestamptz,
  primary key (account_id, channel_id, lane),
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade
) with (fillfactor = 70);
create index lanes_due on lanes (account_id, channel_id, priority, next_at)
  where next_at is not null and busy_until is null;
create index lanes_busy on lanes (account_id, channel_id) where busy_until is not null;

create sequence part_positions;

create table parts (
  account_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  lane text not null,
  position bigint not null default nextval('part_positions'),
  conversation_id uuid not null,
  message_id uuid,
  kind text not null,
  content jsonb not null,
  -- How long its call may take before its outcome counts as unknown.
  timeout_ms integer not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
  tries integer not null default 0,
  next_at timestamptz not null,
  expires_at timestamptz not null,
  deadline_at timestamptz,
  outcome jsonb,
  primary key (account_id, id),
  foreign key (account_id, channel_id, lane) references lanes (account_id, channel_id, lane) on delete cascade
) with (fillfactor = 70);
create index parts_waiting on parts (account_id, channel_id, lane, position)
  where state in ('queued', 'sending');
create index parts_of_message on parts (account_id, message_id);
create index parts_overdue on parts (deadline_at) where state = 'sending';
create index parts_expiring on parts (expires_at) where state = 'queued';

create table tasks (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  kind text not null,
  payload jsonb not null,
  tries integer not null default 0,
  next_at timestamptz not null,
  primary key (account_id, id)
);
create index tasks_due on tasks (next_at);

-- Taken first by whatever may raise somebody's load.
create table routing (
  account_id uuid primary key references accounts (id) on delete cascade
);

create table wake_ups (
  account_id uuid not null references accounts (id) on delete cascade,
  id bigint generated always as identity,
  reason text not null,
  at timestamptz not null default now(),
  primary key (account_id, id)
);

-- Taken last, when nothing left can wait or fail.
create table account_counters (
  account_id uuid primary key references accounts (id) on delete cascade,
  feed_number bigint not null default 0,
  conversation_number bigint not null default 0
) with (fillfactor = 10);

create table feed (
  account_id uuid not null,
  number bigint not null,
  day date not null default current_date,
  kind text not null,
  conversation_id uuid,
  version bigint not null,
  -- Which operators and teams may see it; null means everybody of the account.
  audience jsonb,
  payload jsonb not null,
  primary key (account_id, number, day)
) partition by range (day);

-- Bodies as they came, before anybody read them.
create table inbox (
  account_id uuid not null,
  id bigint generated always as identity,
  day date not null default current_date,
  channel_id uuid not null,
  body bytea not null,
  state text not null default 'new' check (state in ('new', 'done', 'quarantined')),
  tries integer not null default 0,
  next_at timestamptz not null default now(),
  problem text,
  received_at timestamptz not null default now(),
  primary key (account_id, id, day)
) partition by range (day);
create index inbox_new on inbox (next_at, id) where state = 'new';
create index inbox_quarantined on inbox (account_id, channel_id, id) where state = 'quarantined';

-- Committed before the call, with the moment after which its outcome is unknown.
create table attempts (
  account_id uuid not null,
  part_id uuid not null,
  number integer not null,
  day date not null default current_date,
  started_at timestamptz not null default now(),
  deadline_at timestamptz not null,
  ended_at timestamptz,
  outcome text,
  detail jsonb,
  primary key (account_id, part_id, number, day)
) partition by range (day);

create table channel_log (
  account_id uuid not null,
  id bigint generated always as identity,
  day date not null default current_date,
  channel_id uuid not null,
  at timestamptz not null default now(),
  direction text not null,
  what text not null,
  status text not null,
  duration_ms integer,
  is_failure boolean not null default false,
  detail text,
  primary key (account_id, id, day)
) partition by range (day);
create index channel_log_newest on channel_log (account_id, channel_id, id desc);

create table feed_default partition of feed default;
create table inbox_default partition of inbox default;
create table attempts_default partition of attempts default;
create table channel_log_default partition of channel_log default;
