-- Since when a channel has not been told what happened, until it has been fetched: a subscription may
-- be back before that, and we may be gone in between.
alter table channels add column missed_since timestamptz;
