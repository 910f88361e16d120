-- What failed and is sent again is another message to a platform that knows messages by a key.
alter table parts add column round integer not null default 0;
