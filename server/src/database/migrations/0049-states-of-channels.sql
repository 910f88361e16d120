-- When a platform will stop taking a channel's token, where it says so, and when it was asked.
alter table channels add column token_ends_at timestamptz;
alter table channels add column token_asked_at timestamptz;

-- In which states a channel has been since when, and why. Those before this table are not known.
create table channel_states (
  account_id uuid not null,
  channel_id uuid not null,
  id bigint generated always as identity,
  at timestamptz not null default now(),
  state text not null check (state in ('connecting', 'working', 'broken', 'disconnected')),
  -- What the platform said against it, and its own code of that.
  reason text,
  code text,
  primary key (account_id, channel_id, id),
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade
);
