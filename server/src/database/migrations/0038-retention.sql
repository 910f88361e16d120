-- How long a company keeps what customers said: of all its channels, or of one otherwise. What has
-- no number is kept until somebody deletes it.
create table retention_rules (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  -- Null: of every channel without a rule of its own.
  channel_id uuid,
  messages_days integer check (messages_days between 30 and 3650),
  files_days integer check (files_days between 7 and 3650),
  -- Bodies as they came; the installation keeps them for 14 days at most.
  bodies_days integer check (bodies_days between 1 and 14),
  primary key (account_id, id),
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade
);
create unique index one_retention_rule on retention_rules
  (account_id, coalesce(channel_id, '00000000-0000-0000-0000-000000000000'));
create table retention_versions (
  account_id uuid primary key references accounts (id) on delete cascade,
  version bigint not null
);

-- What was said in it, and what was sent along, is forgotten.
alter table conversations
  add column words_forgotten_at timestamptz,
  add column files_forgotten_at timestamptz;
create index conversations_with_words on conversations (account_id, channel_id, closed_at)
  where status = 'closed' and words_forgotten_at is null;
create index conversations_with_files on conversations (account_id, channel_id, closed_at)
  where status = 'closed' and files_forgotten_at is null;
