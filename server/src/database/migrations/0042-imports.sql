-- Which rows are one conversation, found by an index: a digest, for a cell may be longer than an
-- index takes. Known once somebody has said what is in which column, at the start.
alter table import_rows add column conversation_key text;
update import_rows r set conversation_key = md5(coalesce(r.cells ->> place.key::integer, ''))
from imports i, jsonb_each_text(i.mapping) as place
where i.subject = 'conversations' and i.state = 'running' and place.value = 'conversation'
  and r.account_id = i.account_id and r.import_id = i.id and r.outcome is null;
create index import_rows_of_conversation
  on import_rows (account_id, import_id, conversation_key, line) where outcome is null;

-- How far it is, without counting its rows each time somebody looks.
alter table imports
  add column made integer not null default 0,
  add column changed integer not null default 0,
  add column same integer not null default 0,
  add column refused integer not null default 0;
update imports i set made = d.made, changed = d.changed, same = d.same, refused = d.refused
from (
  select account_id, import_id,
    count(*) filter (where outcome = 'made') as made,
    count(*) filter (where outcome = 'changed') as changed,
    count(*) filter (where outcome = 'same') as same,
    count(*) filter (where outcome = 'refused') as refused
  from import_rows group by account_id, import_id) d
where d.account_id = i.account_id and d.import_id = i.id;
