-- What the heat map of a letter counts; null of every other report.
alter table report_subscriptions add column metric text;
