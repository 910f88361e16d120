-- Services of an account, switched on and off by its owner. One that has no row is off; which there are
-- is known to the protocol alone.
create table modules (
  account_id uuid not null references accounts (id) on delete cascade,
  name text not null,
  is_on boolean not null,
  primary key (account_id, name)
);

-- «Журнал действий»: every change of settings. Names are kept as they were, and nothing refers to what
-- may be deleted later. Ids are UUIDv7: their order is that of the changes.
create table audit (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  at timestamptz not null default now(),
  -- The operator who did it; nobody where it was the installation itself.
  author_id uuid,
  author_name text not null,
  action text not null,
  subject text not null,
  subject_id uuid,
  subject_name text not null,
  -- [{field, before?, after?}]; secrets as masks.
  changes jsonb not null,
  -- Of the subject, after the change.
  version bigint,
  primary key (account_id, id)
);
create index audit_of_subject on audit (account_id, subject, subject_id, id);
create index audit_of_author on audit (account_id, author_id, id);
