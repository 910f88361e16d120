-- What teams promise (SLA). Nothing, until somebody says otherwise.
update teams
set settings = '{"sla": {"usual": {"firstS": null, "nextS": null, "resolutionS": null}, "vip": null}}'::jsonb
    || settings,
  version = version + 1;
update accounts set settings_version = settings_version + 1;

-- Promises that were kept or broken, each by what was promised then. One that was waived, or passed on
-- in time, is neither and is not here.
create table sla_results (
  account_id uuid not null,
  conversation_id uuid not null,
  kind text not null check (kind in ('first', 'next', 'resolution')),
  started_at timestamptz not null,
  channel_id uuid not null,
  team_id uuid,
  -- Who held it when it was broken or kept; nobody, where it still waited in a queue.
  operator_id uuid,
  is_vip boolean not null,
  target_s integer not null,
  broken_at timestamptz,
  -- Null while it is broken and still owed.
  ended_at timestamptz,
  primary key (account_id, conversation_id, kind, started_at),
  foreign key (account_id, conversation_id) references conversations (account_id, id) on delete cascade
);
create index sla_results_newest on sla_results (account_id, started_at);
