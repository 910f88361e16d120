-- Whoever looks after the installation itself: makes companies, suspends and resumes them. Set for
-- whoever does the first run.
alter table users add column owns_installation boolean not null default false;
update users set owns_installation = true where id = (
  select m.user_id from memberships m join accounts a on a.id = m.account_id
  where m.role = 'owner' and m.disabled_at is null and not a.is_demo
  order by a.created_at, m.created_at, m.user_id limit 1);

-- Asked for with every round of work that goes on without anybody.
create index accounts_suspended on accounts (id) where suspended_at is not null;

-- What keeps a channel from receiving or sending. A row is there while it lasts, and its
-- administrators were told once.
create table troubles (
  account_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  kind text not null check (kind in ('refused', 'unsubscribed', 'backlog', 'quarantine')),
  since timestamptz not null,
  -- Letters about its beginning are on their way, so those about its end are owed as well.
  mailed_at timestamptz,
  primary key (account_id, id),
  unique (account_id, channel_id, kind),
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade
);

-- Since when the platform does not call us, and cannot be made to.
alter table channels add column unsubscribed_since timestamptz;
