-- Several processes on one database (CLUSTER=1). A process that stopped beating is deleted, and what
-- it owned with it. Its number is never given again: whoever comes back gets another, and nothing
-- that carries the old one is written.
create table processes (
  number bigint generated always as identity primary key,
  beat_at timestamptz not null default clock_timestamp()
);

-- The one process that asks a channel's platform, reads what it brought and sends to it.
create table channel_owners (
  account_id uuid not null references accounts on delete cascade,
  channel_id uuid not null,
  owner bigint not null references processes on delete cascade,
  primary key (account_id, channel_id),
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade
);
create index channel_owners_of on channel_owners (owner);
