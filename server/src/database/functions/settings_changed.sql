-- Something changed that may let somebody have work, or somebody's work have hands.
create or replace function append_wake_up(account uuid, reason text) returns void
language sql as $$
  insert into wake_ups (account_id, reason) values (account, reason)
$$;

-- Everybody reads the settings anew, the open conversations concerned are told one after the other,
-- and routing looks at the queue again.
create or replace function settings_changed(account uuid, sweep uuid, scope text, subject uuid)
returns void
language sql as $$
  update accounts set settings_version = settings_version + 1 where id = account;
  insert into sweeps (account_id, id, scope, subject_id) values (account, sweep, scope, subject);
  select append_wake_up(account, scope || '-changed')
$$;

-- The office opens: who waited for it is told one after the other, and routing looks at the queue.
create or replace function office_opened(account uuid, sweep uuid) returns void
language sql as $$
  insert into sweeps (account_id, id, scope) values (account, sweep, 'opening');
  select append_wake_up(account, 'opening')
$$;
