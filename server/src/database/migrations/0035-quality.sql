-- «Контроль качества»: appeals of ratings, scorecards, what is chosen for review, and the reviews.

-- A mark that a reviewer has taken out counts in no figure: whoever counts looks at this alone.
alter table ratings
  add column is_counted boolean not null
    generated always as (score is not null and decision is distinct from 'upheld') stored,
  -- When the operator saw the mark, and what was decided about their appeal.
  add column seen_at timestamptz;
-- Marks of before are no news.
update ratings set seen_at = rated_at where score is not null;
create index ratings_of_operator on ratings (account_id, operator_id, rated_at desc)
  where score is not null;

create table quality_settings (
  account_id uuid primary key references accounts (id) on delete cascade,
  version bigint not null default 1,
  -- An operator may appeal for so long.
  appeal_days integer not null default 14 check (appeal_days between 1 and 90)
);

-- Whose conversations a reviewer sees where they do not see all.
create table reviewed_teams (
  account_id uuid not null,
  operator_id uuid not null,
  team_id uuid not null,
  primary key (account_id, operator_id, team_id),
  foreign key (account_id, operator_id) references operators (account_id, id) on delete cascade,
  foreign key (account_id, team_id) references teams (account_id, id) on delete cascade
);
-- Until now they saw everything, whatever was chosen for them.
update operators o set scope = 'all'
from memberships m
where m.account_id = o.account_id and m.user_id = o.user_id and m.role = 'quality-reviewer';

create table scorecards (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  version bigint not null default 1,
  name text not null,
  -- The edition that new reviews are made by.
  edition integer not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);
create unique index scorecard_names on scorecards (account_id, lower(name)) where archived_at is null;

-- A review is read by the card it was made with for ever.
create table scorecard_editions (
  account_id uuid not null,
  scorecard_id uuid not null,
  edition integer not null,
  sections jsonb not null,
  made_at timestamptz not null default now(),
  primary key (account_id, scorecard_id, edition),
  foreign key (account_id, scorecard_id) references scorecards (account_id, id) on delete cascade
);

-- «Правила отбора»: which closed conversations are put before reviewers.
create table sampling_rules (
  account_id uuid not null,
  id uuid not null,
  version bigint not null default 1,
  name text not null,
  is_on boolean not null default true,
  kind text not null check (kind in ('random', 'low-rating', 'long', 'escalated')),
  scorecard_id uuid not null,
  -- Of each operator in a week at most.
  per_operator integer not null check (per_operator between 1 and 50),
  -- `low-rating`: marks up to it; `long`: so many messages of people at least.
  low_score integer check (low_score between 1 and 4),
  least_messages integer check (least_messages between 2 and 1000),
  -- Null is every team.
  team_ids uuid[],
  from_date date not null,
  until_date date,
  -- What lies before it has been looked through.
  drawn_until timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, scorecard_id) references scorecards (account_id, id)
);

-- «Выборка»: conversations that wait for a reviewer, or had one.
create table samples (
  account_id uuid not null,
  id uuid not null default gen_random_uuid(),
  conversation_id uuid not null,
  operator_id uuid not null,
  team_id uuid,
  reason text not null
    check (reason in ('random', 'low-rating', 'long', 'escalated', 'chosen', 'calibration')),
  rule_id uuid,
  scorecard_id uuid not null,
  -- «Калибровка»: these two review it without seeing each other; otherwise whoever comes first does.
  reviewer_ids uuid[],
  edition integer,
  sampled_by uuid,
  sampled_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, conversation_id) references conversations (account_id, id) on delete cascade,
  foreign key (account_id, rule_id) references sampling_rules (account_id, id)
    on delete set null (rule_id),
  foreign key (account_id, scorecard_id) references scorecards (account_id, id),
  check ((reason = 'calibration') = (reviewer_ids is not null))
);
create unique index one_sample_of_conversation on samples (account_id, conversation_id)
  where reason <> 'calibration';
create unique index one_calibration_of_conversation on samples (account_id, conversation_id)
  where reason = 'calibration';
create index samples_newest on samples (account_id, sampled_at);

create table reviews (
  account_id uuid not null,
  id uuid not null,
  version bigint not null default 1,
  sample_id uuid not null,
  conversation_id uuid not null,
  -- Whose work it is about, and who reviews it.
  operator_id uuid not null,
  team_id uuid,
  reviewer_id uuid not null,
  scorecard_id uuid not null,
  edition integer not null,
  is_calibration boolean not null,
  answers jsonb not null default '{}',
  summary text not null default '',
  -- Of a hundred; null until it is done.
  score numeric(4, 1),
  is_critical boolean not null default false,
  begun_at timestamptz not null,
  ended_at timestamptz,
  -- The operator's side of it.
  seen_at timestamptz,
  reply text,
  replied_at timestamptz,
  appeal text,
  appealed_at timestamptz,
  decision text check (decision in ('upheld', 'rejected')),
  decision_text text,
  decided_at timestamptz,
  decided_by uuid,
  is_counted boolean not null generated always as
    (score is not null and not is_calibration and decision is distinct from 'upheld') stored,
  primary key (account_id, id),
  foreign key (account_id, sample_id) references samples (account_id, id) on delete cascade,
  foreign key (account_id, conversation_id) references conversations (account_id, id) on delete cascade,
  foreign key (account_id, scorecard_id, edition)
    references scorecard_editions (account_id, scorecard_id, edition),
  check ((ended_at is null) = (score is null))
);
-- Nobody is given the same conversation twice.
create unique index one_review_of_reviewer on reviews (account_id, conversation_id, reviewer_id);
create index reviews_of_sample on reviews (account_id, sample_id);
create index reviews_of_operator on reviews (account_id, operator_id, ended_at desc)
  where ended_at is not null;
create index reviews_appealed on reviews (account_id, appealed_at)
  where appeal is not null and decision is null;
