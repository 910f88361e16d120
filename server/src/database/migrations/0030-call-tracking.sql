-- «Коллтрекинг»: a counter on a company's site. Its key is public: it is in the page's source.
create table trackers (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  version bigint not null default 1,
  name text not null,
  key text not null,
  -- Whose pages may count visits, as 'shop.example' and '*.shop.example'.
  sites text[] not null default '{}',
  -- Nothing is counted or kept before the page says that its visitor agrees.
  needs_consent boolean not null default false,
  retention_days integer not null default 90 check (retention_days between 1 and 730),
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);
create unique index trackers_by_name on trackers (account_id, lower(name));

create table tracking_keys (
  key text primary key,
  account_id uuid not null,
  tracker_id uuid not null,
  foreign key (account_id, tracker_id) references trackers (account_id, id) on delete cascade
);

-- «Интеграции» → «Диалоги»: which widgets exchange data with which counters, many to many.
create table tracker_links (
  account_id uuid not null,
  tracker_id uuid not null,
  widget_id uuid not null,
  primary key (account_id, tracker_id, widget_id),
  foreign key (account_id, tracker_id) references trackers (account_id, id) on delete cascade,
  foreign key (account_id, widget_id) references channels (account_id, id) on delete cascade
);
create index tracker_links_of_widget on tracker_links (account_id, widget_id);

-- «Отображать номер заявки для коллтрекинга», of a messenger's channel. Without a row: as its platform has it.
create table channel_tracking (
  account_id uuid not null,
  channel_id uuid not null,
  version bigint not null default 1,
  is_on boolean not null,
  question text not null default '',
  primary key (account_id, channel_id),
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade
);

create table visits (
  account_id uuid not null,
  id uuid not null,
  tracker_id uuid not null,
  -- What only the visitor's own browser knows; null once the visit is too old to go on.
  token_hash bytea,
  -- «Номер заявки», eight characters without their hyphen; null once it has ended.
  number text,
  number_until timestamptz not null,
  source text not null,
  medium text not null default '',
  campaign text not null default '',
  term text not null default '',
  content text not null default '',
  page_url text not null default '',
  page_title text not null default '',
  referrer text not null default '',
  click_ids jsonb not null default '{}',
  pages integer not null default 1,
  -- Whose messenger brought the number first: anybody else's is only suggested.
  contact_id uuid,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, tracker_id) references trackers (account_id, id) on delete cascade,
  foreign key (account_id, contact_id) references contacts (account_id, id) on delete set null (contact_id)
);
create unique index visits_by_number on visits (account_id, number) where number is not null;
create unique index visits_by_token on visits (account_id, token_hash) where token_hash is not null;
create index visits_newest on visits (account_id, tracker_id, created_at desc);
create index visits_of_contact on visits (account_id, contact_id) where contact_id is not null;
create index visits_to_forget on visits (last_seen_at) where token_hash is not null;

-- A messenger was chosen in a widget: the newest time of each.
create table visit_clicks (
  account_id uuid not null,
  visit_id uuid not null,
  channel_id uuid not null,
  widget_id uuid not null,
  at timestamptz not null,
  primary key (account_id, visit_id, channel_id, widget_id),
  foreign key (account_id, visit_id) references visits (account_id, id) on delete cascade,
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade,
  foreign key (account_id, widget_id) references channels (account_id, id) on delete cascade
);
create index visit_clicks_newest on visit_clicks (account_id, at desc);

alter table conversations add column visit_id uuid;
alter table conversations add foreign key (account_id, visit_id)
  references visits (account_id, id) on delete set null (visit_id);
create index conversations_by_visit on conversations (account_id, visit_id) where visit_id is not null;

-- «Не сопоставлено»: what a person has to decide, or has decided.
create table visit_suggestions (
  account_id uuid not null,
  conversation_id uuid not null,
  visit_id uuid not null,
  -- Somebody else has used its number, or it came without one.
  reason text not null check (reason in ('used', 'no-number')),
  decision text check (decision in ('confirmed', 'declined')),
  decided_by uuid,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, conversation_id),
  foreign key (account_id, conversation_id) references conversations (account_id, id) on delete cascade,
  foreign key (account_id, visit_id) references visits (account_id, id) on delete cascade
);
