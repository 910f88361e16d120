-- What attribution counts, summed by day: a quarter read visit by visit takes a second.

-- By whose clock its days are. Without its row an account is summed from the beginning.
create table attribution_cursors (
  account_id uuid primary key references accounts (id) on delete cascade,
  time_zone text not null
);

create table attribution_sums (
  account_id uuid not null references accounts (id) on delete cascade,
  day date not null,
  -- Of the conversation, or the messenger that was chosen; a visit has none.
  channel_id uuid,
  source text not null,
  medium text not null,
  campaign text not null,
  visits integer not null,
  choices integer not null,
  arrived integer not null,
  matched integer not null,
  suggested integer not null,
  confirmed integer not null,
  unmatched integer not null,
  -- Those of `suggested` and `unmatched` that count only while links of the channel carry a number.
  unnumbered integer not null
);
create index attribution_sums_of_day on attribution_sums (account_id, day);

-- When something happened, or was found out later, that the sums of its day may not have. Only ever
-- added to by whoever causes it, so that nobody waits; taken away by whoever sums the day anew. It
-- names no account by a key of its own: that would lock the company for every visit.
create table attribution_changes (
  account_id uuid not null,
  at timestamptz not null
);
create index attribution_changes_newest on attribution_changes (account_id, at desc);

-- To the quarter of an hour: in every time zone a day begins at one.
create function attribution_changed(account uuid, moments timestamptz[]) returns void language sql as $$
  insert into attribution_changes (account_id, at)
  select distinct account, date_bin('15 minutes', m.at, '2000-01-01 00:00+00')
  from unnest(moments) as m (at)
  where m.at is not null and exists (select from accounts a where a.id = account)
$$;

-- A choice of a messenger claims conversations without a number for an hour (tracking/unmatched.ts).
create function attribution_times_of_visit(account uuid, visit uuid) returns timestamptz[]
language sql stable as $$
  select array_agg(k.at) || array_agg(k.at + interval '60 minutes')
  from visit_clicks k where k.account_id = account and k.visit_id = visit
$$;

create function attribution_visits_begun() returns trigger language plpgsql as $$
begin
  perform attribution_changed(b.account_id, array_agg(b.created_at))
  from begun b group by b.account_id;
  return null;
end $$;
create trigger attribution_visits_begun after insert on visits
  referencing new table as begun for each statement execute function attribution_visits_begun();

-- What came of it is of no source any more, as of a counter that was deleted.
create function attribution_visits_gone() returns trigger language plpgsql as $$
begin
  perform attribution_changed(g.account_id, array_agg(g.created_at))
  from gone g group by g.account_id;
  perform attribution_changed(c.account_id, array_agg(c.opened_at))
  from gone g join conversations c on c.account_id = g.account_id and c.visit_id = g.id
  group by c.account_id;
  return null;
end $$;
create trigger attribution_visits_gone after delete on visits
  referencing old table as gone for each statement execute function attribution_visits_gone();

-- Nobody is suggested a visit that has no number any more.
create function attribution_number_ended() returns trigger language plpgsql as $$
begin
  perform attribution_changed(new.account_id,
    attribution_times_of_visit(new.account_id, new.id) || array(
      select c.opened_at from visit_suggestions s
      join conversations c on c.account_id = s.account_id and c.id = s.conversation_id
      where s.account_id = new.account_id and s.visit_id = new.id and s.decision is null));
  return null;
end $$;
create trigger attribution_number_ended after update of number on visits
  for each row when (old.number is distinct from new.number)
  execute function attribution_number_ended();
create index visit_suggestions_of_visit on visit_suggestions (account_id, visit_id);

create function attribution_chosen() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    perform attribution_changed(old.account_id, array[old.at, old.at + interval '60 minutes']);
  end if;
  if tg_op <> 'DELETE' then
    perform attribution_changed(new.account_id, array[new.at, new.at + interval '60 minutes']);
  end if;
  return null;
end $$;
create trigger attribution_chosen after insert or delete or update of at on visit_clicks
  for each row execute function attribution_chosen();

-- Whoever counts no visits is asked nothing more than that.
create function attribution_talk_changed() returns trigger language plpgsql as $$
declare
  talk conversations := case tg_op when 'DELETE' then old else new end;
begin
  if not exists (select from trackers t where t.account_id = talk.account_id) then
    return null;
  end if;
  perform attribution_changed(talk.account_id, array[talk.opened_at]);
  if tg_op <> 'INSERT' and old.visit_id is not null then
    perform attribution_changed(talk.account_id,
      attribution_times_of_visit(talk.account_id, old.visit_id));
  end if;
  if tg_op <> 'DELETE' and new.visit_id is not null then
    perform attribution_changed(talk.account_id,
      attribution_times_of_visit(talk.account_id, new.visit_id));
  end if;
  return null;
end $$;
create trigger attribution_talk_come_or_gone after insert or delete on conversations
  for each row execute function attribution_talk_changed();
create trigger attribution_talk_tied after update of visit_id on conversations
  for each row when (old.visit_id is distinct from new.visit_id)
  execute function attribution_talk_changed();

create function attribution_suggested() returns trigger language plpgsql as $$
declare
  suggestion visit_suggestions := case tg_op when 'DELETE' then old else new end;
begin
  perform attribution_changed(suggestion.account_id, array(
    select c.opened_at from conversations c
    where c.account_id = suggestion.account_id and c.id = suggestion.conversation_id));
  return null;
end $$;
create trigger attribution_suggested after insert or update or delete on visit_suggestions
  for each row execute function attribution_suggested();
