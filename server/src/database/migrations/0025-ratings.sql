-- «Группа каналов»: channels that share the rules of rating; each channel is in exactly one (D-29).
create table channel_groups (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  version bigint not null default 1,
  name text not null,
  -- «Основная»: channels begin in it, and it cannot be deleted.
  is_first boolean not null default false,
  is_rated boolean not null default false,
  scale text not null default 'stars' check (scale in ('thumbs', 'stars')),
  question text not null default '',
  comment_question text not null default '',
  thanks text not null default '',
  every_hours integer not null default 24 check (every_hours between 0 and 8760),
  await_hours integer not null default 24 check (await_hours between 1 and 720),
  asks_after_timeout boolean not null default false,
  -- A mark up to it is told to the operator and to supervisors; 0 tells of none.
  low_score integer not null default 2 check (low_score between 0 and 4),
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);
create unique index channel_groups_by_name on channel_groups (account_id, lower(name));
create unique index first_channel_group on channel_groups (account_id) where is_first;

insert into channel_groups (account_id, id, name, is_first)
select id, gen_random_uuid(), 'Основная', true from accounts;

-- Null is the first group: so a channel is always in exactly one.
alter table channel_rules add column group_id uuid;
alter table channel_rules add column is_rated boolean not null default true;
alter table channel_rules add foreign key (account_id, group_id)
  references channel_groups (account_id, id) on delete set null (group_id);

alter table contacts add column rating_asked_at timestamptz;

-- One of a conversation at most. What follows from it is counted here; what is shown is in the state.
create table ratings (
  account_id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  contact_id uuid not null,
  operator_id uuid,
  bot_id uuid,
  team_id uuid,
  scale text not null,
  asked_at timestamptz not null,
  score integer check (score between 1 and 5),
  rated_at timestamptz,
  comment text,
  -- «Апелляция оценки»: the operator's words, and what a reviewer decided.
  appeal text,
  appealed_at timestamptz,
  appealed_by uuid,
  decision text check (decision in ('upheld', 'rejected')),
  decision_text text,
  decided_at timestamptz,
  decided_by uuid,
  primary key (account_id, conversation_id),
  foreign key (account_id, conversation_id) references conversations (account_id, id) on delete cascade
);
create index ratings_newest on ratings (account_id, rated_at desc) where score is not null;
create index ratings_appealed on ratings (account_id, appealed_at) where appeal is not null and decision is null;
