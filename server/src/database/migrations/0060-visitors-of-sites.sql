-- For how long after their last page it is kept where visitors of a company's sites were, what they
-- called themselves before the first word, and that they agreed.
alter table retention_rules
  add column visitors_days integer check (visitors_days between 1 and 3650);
create index site_visitors_by_time on site_visitors (account_id, channel_id, seen_at);
