-- What was counted of a conversation on one day, in a third of the bytes: a report by two conditions
-- reads a hundred thousand of these rows. Everything is counted anew.
truncate report_facts, report_sums;
delete from report_cursors;
alter table report_facts
  drop column measures, drop column buckets, drop column hours, drop column operators,
  drop column teams, drop column bots, drop column counts, drop column totals,
  -- Which measures are in it, as bits.
  add column kinds bigint not null,
  -- Operators, teams and bots that any of it is of.
  add column people uuid[] not null,
  -- Packed by server/src/reports/packed-facts.ts.
  add column packed bytea not null;
