-- All sums of one thing on one day, or in one month, in one row: a report reads thousands of numbers of
-- each, and as rows they were as much to keep as the facts themselves. Everything is counted anew.
drop table report_cells;
create table report_sums (
  account_id uuid not null references accounts (id) on delete cascade,
  family smallint not null,
  is_month boolean not null,
  starts date not null,
  key text not null,
  -- Measure, bucket, count, total: packed by server/src/reports/packed-sums.ts.
  sums bytea not null,
  primary key (account_id, family, is_month, starts, key)
) with (fillfactor = 80);
delete from report_cursors;
