-- A probe that succeeds takes back what probes have counted, and nothing of what customers met.
alter table bots add column failed_probes integer not null default 0;

-- From now on: when a program is looked at next, also while it is well.
update bots set probe_at = now() where kind = 'webhook' and deleted_at is null;
