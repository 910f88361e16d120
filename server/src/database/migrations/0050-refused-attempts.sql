-- What was refused is few of what was sent, and is looked for by its time.
create index attempts_refused on attempts (account_id, started_at)
  where outcome in ('failed', 'retry', 'unknown');
