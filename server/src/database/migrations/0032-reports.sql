-- Reports are a projection of the feed: what is counted of each conversation, and sums of it.

-- How far each account's feed has been counted, and what was there before it. Without its row an
-- account is counted anew from the beginning.
create table report_cursors (
  account_id uuid primary key references accounts (id) on delete cascade,
  feed_number bigint not null,
  -- Conversations up to this number are known from before.
  filled_to bigint not null default 0,
  is_filled boolean not null default false,
  -- Days and hours are those of this zone; counted by these rules.
  time_zone text not null,
  method integer not null
);

-- Working hours as they were: what was counted stays so when they are changed.
create table report_hours (
  account_id uuid not null references accounts (id) on delete cascade,
  since timestamptz not null,
  version bigint not null,
  rules jsonb not null,
  primary key (account_id, since)
);

-- What was counted of a conversation on one day, as lists of one length: the n-th of each is one
-- kind of case. Amounts are seconds, marks, or nothing.
create table report_facts (
  account_id uuid not null,
  day date not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  topic text not null,
  tags text[] not null,
  source text not null,
  measures smallint[] not null,
  buckets smallint[] not null,
  hours smallint[] not null,
  operators uuid[] not null,
  teams uuid[] not null,
  bots uuid[] not null,
  counts integer[] not null,
  totals bigint[] not null,
  primary key (account_id, day, conversation_id),
  foreign key (account_id, conversation_id) references conversations (account_id, id) on delete cascade
);
create index report_facts_of_conversation on report_facts (account_id, conversation_id);

-- Sums of the facts by one thing at a time (`family`: the account, its channels, teams, …), by day and
-- by month.
create table report_cells (
  account_id uuid not null references accounts (id) on delete cascade,
  family smallint not null,
  is_month boolean not null,
  starts date not null,
  key text not null,
  measure smallint not null,
  bucket smallint not null,
  count integer not null,
  total bigint not null,
  primary key (account_id, family, is_month, starts, measure, key, bucket)
) with (fillfactor = 80);

-- A conversation whose facts have changed without a word in the feed.
create table report_changes (
  account_id uuid not null references accounts (id) on delete cascade,
  conversation_id uuid not null,
  primary key (account_id, conversation_id)
);

create function report_rating_changed() returns trigger language plpgsql as $$
begin
  insert into report_changes (account_id, conversation_id)
  values (new.account_id, new.conversation_id) on conflict do nothing;
  return null;
end $$;
create trigger report_rating_changed after update of decision on ratings
  for each row when (old.decision is distinct from new.decision) execute function report_rating_changed();

create function report_visit_changed() returns trigger language plpgsql as $$
begin
  insert into report_changes (account_id, conversation_id)
  values (new.account_id, new.id) on conflict do nothing;
  return null;
end $$;
create trigger report_visit_changed after update of visit_id on conversations
  for each row when (old.visit_id is distinct from new.visit_id) execute function report_visit_changed();

-- What each operator's status was, and why they were away. The last one has no end.
create table operator_spells (
  account_id uuid not null,
  operator_id uuid not null,
  since timestamptz not null,
  until timestamptz,
  status text not null check (status in ('online', 'break', 'do-not-disturb', 'offline')),
  reason text not null default '',
  primary key (account_id, operator_id, since),
  foreign key (account_id, operator_id) references operators (account_id, id) on delete cascade
);
create unique index operator_spell_now on operator_spells (account_id, operator_id) where until is null;

-- Why they are away, as they chose it; empty where they said nothing.
alter table operators add column status_reason text not null default '';
