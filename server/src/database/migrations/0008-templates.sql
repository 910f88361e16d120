-- Messages that a platform approves beforehand. What the platform says of them is renewed by its
-- events and by asking; drafts and the archive are ours alone.

create table templates (
  account_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  version bigint not null default 1,
  name text not null,
  language text not null,
  category text not null check (category in ('marketing', 'utility', 'authentication')),
  -- What we asked for, where the platform has chosen another.
  asked_category text,
  content jsonb not null,
  state text not null default 'draft' check (state in (
    'draft', 'pending', 'approved', 'rejected', 'paused', 'disabled', 'archived')),
  archived_at timestamptz,
  -- The platform's name of it; a draft has none.
  external_id text,
  -- A sentence, or one in each language.
  reason jsonb,
  unsupported text,
  -- Handed in by us, whether or not the platform has answered.
  submitted_at timestamptz,
  -- The platform's time of what is known of it: older words of its own change nothing.
  told_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, channel_id, external_id),
  foreign key (account_id, channel_id) references channels (account_id, id) on delete cascade,
  check (state = 'draft' or external_id is not null)
);
create index templates_by_name on templates (account_id, channel_id, name, language);

alter table channels add column templates_asked_at timestamptz;

-- The sample above a template's text is kept for as long as the template may be handed in.
alter table files add column template_id uuid;
