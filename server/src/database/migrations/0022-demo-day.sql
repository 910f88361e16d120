-- The demo's day is told as it was before then, and whole once it is told.
alter table accounts
  add column demo_day_before timestamptz,
  add column is_demo_day_told boolean not null default false;
