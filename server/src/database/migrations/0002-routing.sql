-- What an account's conversations are given out by: schedule, teams, operators' states and each
-- channel's rules; and what routing has to find quickly of the conversations themselves.

alter table operators
  add column status text not null default 'online'
    check (status in ('online', 'break', 'do-not-disturb', 'offline')),
  add column status_since timestamptz not null default now(),
  -- A workplace of theirs is open: kept by presence, lost when `online_until` has passed.
  add column is_present boolean not null default false,
  add column capacity integer not null default 5 check (capacity between 0 and 1000),
  add column skills jsonb not null default '[]',
  -- Whose turn it is; written under the routing lock alone.
  add column last_assigned_at timestamptz;
create index operators_present on operators (online_until) where is_present;

create table teams (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  version bigint not null default 1,
  name text not null,
  -- Everybody who answers. What belongs to nobody else waits here, so there always is one.
  is_everyone boolean not null default false,
  settings jsonb not null,
  backup_team_id uuid,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, backup_team_id) references teams (account_id, id)
    on delete set null (backup_team_id)
);
create unique index team_names on teams (account_id, lower(name));
create unique index one_team_of_everyone on teams (account_id) where is_everyone;

create table team_members (
  account_id uuid not null,
  team_id uuid not null,
  operator_id uuid not null,
  -- «Строго по очереди» goes by it.
  place integer not null,
  primary key (account_id, team_id, operator_id),
  foreign key (account_id, team_id) references teams (account_id, id) on delete cascade,
  foreign key (account_id, operator_id) references operators (account_id, id) on delete cascade
);
create index team_members_by_operator on team_members (account_id, operator_id);

create table schedules (
  account_id uuid primary key references accounts (id) on delete cascade,
  version bigint not null default 1,
  time_zone text not null,
  week jsonb not null,
  exceptions jsonb not null default '[]',
  -- One alarm for the whole account: when it next opens.
  alarm_at timestamptz
);
create index schedules_due on schedules (alarm_at) where alarm_at is not null;

-- How a channel's conversations are received, answered automatically and closed.
create table channel_rules (
  account_id uuid not null,
  channel_id uuid not null,
  version bigint not null default 1,
  receiver_operator_id uuid,
  receiver_team_id uuid,
  receiver_bot_id uuid,
  backup_operator_id uuid,
  backup_team_id uuid,
  operator_wait_min integer not null default 5 check (operator_wait_min between 1 and 1440),
  auto_replies jsonb not null default '[]',
  -- One column, so that the forbidden pair cannot be written (COM-62).
  off_hours text not null default 'nothing' check (off_hours in ('bot', 'auto-replies', 'nothing')),
  off_hours_bot_id uuid,
  off_hours_replies jsonb not null default '[]',
  is_closing_text_shown boolean not null default false,
  closing_text text not null default '' check (char_length(closing_text) <= 250),
  inactivity_value integer,
  inactivity_unit text check (inactivity_unit in ('hours', 'days')),
  keeps_unanswered boolean not null default false,
  weight integer not null default 1 check (weight between 1 and 100),
  must_skills jsonb not null default '[]',
  nice_skills jsonb not null default '[]',
  primary key (account_id, channel_id),
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade,
  foreign key (account_id, receiver_operator_id) references operators (account_id, id),
  foreign key (account_id, receiver_team_id) references teams (account_id, id),
  foreign key (account_id, backup_operator_id) references operators (account_id, id),
  foreign key (account_id, backup_team_id) references teams (account_id, id),
  -- Exactly one receiver (COM-10); a bot, and nobody else, has exactly one backup (COM-13).
  check (num_nonnulls(receiver_operator_id, receiver_team_id, receiver_bot_id) = 1),
  check (num_nonnulls(backup_operator_id, backup_team_id) = (receiver_bot_id is not null)::integer),
  check (off_hours <> 'bot' or off_hours_bot_id is not null),
  check (not is_closing_text_shown or closing_text <> ''),
  check ((inactivity_value is null) = (inactivity_unit is null)),
  check (inactivity_value between 1 and case inactivity_unit when 'hours' then 720 else 365 end)
);

-- An edit of settings is told to the open conversations it concerns, a group at a time, and goes on
-- after a restart where it stopped.
create table sweeps (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  -- `channel`, `team`, `operator` with its id, or `opening` and `schedule` without one.
  scope text not null check (scope in ('channel', 'team', 'operator', 'opening', 'schedule')),
  subject_id uuid,
  -- The last conversation that was told: they go from the oldest to the newest.
  done_until bigint not null default 0,
  at timestamptz not null default now(),
  primary key (account_id, id)
);

-- «Почему?»: what routing saw and decided, kept beside the line that tells of it.
create table decisions (
  account_id uuid not null,
  message_id uuid not null,
  conversation_id uuid not null,
  decision jsonb not null,
  primary key (account_id, message_id),
  foreign key (account_id, conversation_id) references conversations (account_id, id) on delete cascade
);
create index decisions_of_conversation on decisions (account_id, conversation_id);

alter table conversations
  -- Whose queue it is in, or by whose rules it was given.
  add column team_id uuid,
  -- It waits for this operator alone (D-24).
  add column awaited_operator_id uuid,
  -- While it waits: `open` to be given out, `asked` where not everybody may be asked, `by-hand` to be
  -- taken, `opening` until the office opens.
  add column queue_stage text,
  -- Whose capacity it takes: of the one who holds it, or to whom alone it is offered.
  add column load_operator_id uuid,
  add column offered_to uuid[];
create index conversations_of_team on conversations (account_id, team_id, queue_stage, channel_id, opened_at)
  where status = 'queued';
create index conversations_awaiting on conversations (account_id, awaited_operator_id, opened_at)
  where status = 'queued' and awaited_operator_id is not null;
create index conversations_loading on conversations (account_id, load_operator_id, channel_id)
  where load_operator_id is not null;
create index conversations_held on conversations (account_id, operator_id)
  where status in ('assigned', 'closing');
-- The alarm of opening time and sweeps go from the oldest to the newest.
create index conversations_to_sweep on conversations (account_id, number) where status <> 'closed';

-- Every account that is there already gets what a new one is made with.
insert into teams (account_id, id, name, is_everyone, settings)
select id, gen_random_uuid(), 'Все сотрудники', true, jsonb_build_object(
  'method', 'manual', 'hand', 'offer', 'respectsStatus', true, 'answerWaitS', 60,
  'whenNobodyAnswers', 'again', 'queueWaitS', null, 'afterQueueWait', 'tell', 'backupTeamId', null,
  'stickyWaitS', null, 'relaxAfterS', 60,
  'absence', jsonb_build_object('policy', 'keep', 'afterS', 120))
from accounts;
insert into schedules (account_id, time_zone, week)
select id, 'Europe/Moscow', (
  select jsonb_agg(jsonb_build_array(jsonb_build_object('from', '00:00', 'to', '24:00')))
  from generate_series(1, 7))
from accounts;
insert into channel_rules (account_id, channel_id, receiver_team_id)
select c.account_id, c.id, t.id from channels c
join teams t on t.account_id = c.account_id and t.is_everyone;
update conversations c set team_id = t.id,
  queue_stage = case when c.status = 'queued' then 'by-hand' end
from teams t where t.account_id = c.account_id and t.is_everyone and c.status in ('queued', 'closing');
update conversations set load_operator_id = operator_id where status in ('assigned', 'closing');
