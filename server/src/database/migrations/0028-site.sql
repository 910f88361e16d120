-- «Вопросы»: what a customer may choose before the first word, each with a receiver of its own.
alter table channel_rules add column questions jsonb not null default '[]';

-- How a channel's panel looks on the company's own pages. Without a row it looks as it does at first.
create table site_widgets (
  account_id uuid not null,
  channel_id uuid not null,
  version bigint not null default 1,
  look jsonb not null,
  -- Sealed. Who signs in at the company's site is signed with it there.
  identity_secret text,
  primary key (account_id, channel_id),
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade
);

-- Who has written, or begins to, from a page of the company's. A visit in which nothing was said
-- leaves no row.
create table site_visitors (
  account_id uuid not null,
  channel_id uuid not null,
  visitor text not null,
  -- Where they are, and where they came from; as their browser told it.
  page_url text,
  page_title text,
  first_url text,
  referrer text,
  language text,
  seen_at timestamptz not null,
  consented_at timestamptz,
  -- What they said of themselves before the first word, until it is on their card.
  answer jsonb,
  primary key (account_id, channel_id, visitor),
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade
);
create index site_visitors_to_fill on site_visitors (account_id) where answer is not null;
