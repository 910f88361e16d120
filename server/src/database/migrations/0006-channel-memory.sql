-- What a platform's folder keeps with a channel, what was fetched after a silence, what stands in the
-- way on the platform's side, and the visits of people who sign in at a platform.

alter table channels
  -- Names and sealed values, all of them the platform folder's own.
  add column memory jsonb not null default '{}',
  add column recovered bigint not null default 0,
  add column recovered_at timestamptz,
  add column findings jsonb not null default '[]';

create table sign_ins (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  session_id text not null,
  kind text not null,
  -- Of the visit that is under way; null when nobody is expected back.
  state_hash text,
  -- Sealed JSON: the verifier, what the platform gave, the settings in the end.
  secret text not null,
  person text,
  chosen text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, state_hash)
);
create index sign_ins_over on sign_ins (expires_at);
