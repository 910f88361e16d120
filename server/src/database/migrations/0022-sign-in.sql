-- An id names a session to its owner without opening it. One that a company's own provider opened
-- opens that company and nothing else of the same person.
alter table sessions
  add column id uuid not null default gen_random_uuid(),
  add column only_account boolean not null default false;
create unique index sessions_by_id on sessions (id);

-- A person's, wherever they work.
create table second_factors (
  user_id uuid primary key references users (id) on delete cascade,
  -- Sealed.
  secret text not null,
  -- It counts from then on.
  confirmed_at timestamptz,
  -- The half minute of the newest code that was taken: none is taken twice.
  last_step bigint not null default 0,
  created_at timestamptz not null default now()
);
create table recovery_codes (
  user_id uuid not null references users (id) on delete cascade,
  code_hash bytea not null,
  primary key (user_id, code_hash)
);

-- Whoever signs in by password has to have a second factor from then on.
alter table accounts add column second_factor_from timestamptz;

-- Their own name for customers, where a channel shows one.
alter table operators add column signature text;
