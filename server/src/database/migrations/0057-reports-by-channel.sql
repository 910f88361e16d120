-- What reports of one channel and attribution read, and nothing of other channels and other days.
create index report_facts_of_channel on report_facts (account_id, channel_id, day);
create index visits_by_time on visits (account_id, created_at);
-- The conversations of a visit are counted without being read: none of what is included ever changes.
drop index conversations_by_visit;
create index conversations_by_visit on conversations (account_id, visit_id)
  include (channel_id, opened_at, number, id) where visit_id is not null;
