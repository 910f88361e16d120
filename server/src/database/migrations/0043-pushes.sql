-- Of which conversations a push tells: it goes where they are erased. One that tells of several
-- names nobody.
alter table pushes add column conversation_ids uuid[] not null default '{}';
update pushes set conversation_ids = array[(payload ->> 'tag')::uuid]
where payload ->> 'tag' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
