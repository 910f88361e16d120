-- Reports that go by e-mail to whoever asked for them.
create table report_subscriptions (
  account_id uuid not null,
  id uuid not null,
  version bigint not null default 1,
  operator_id uuid not null,
  report text not null,
  filter jsonb not null,
  every text not null check (every in ('day', 'week', 'month')),
  weekday integer check (weekday between 1 and 7),
  month_day integer check (month_day between 1 and 31),
  hour integer not null check (hour between 0 and 23),
  format text not null check (format in ('csv', 'xlsx')),
  next_at timestamptz not null,
  last_sent_at timestamptz,
  failed_at timestamptz,
  -- Not before then, after a letter that did not go.
  retry_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, operator_id) references operators (account_id, id) on delete cascade
);
create index report_subscriptions_due on report_subscriptions (coalesce(retry_at, next_at));
create index report_subscriptions_of_operator on report_subscriptions (account_id, operator_id);
