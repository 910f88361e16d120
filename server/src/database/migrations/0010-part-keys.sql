-- Some platforms give back the key that a part was sent with: it tells which call made a message when
-- the answer to that call was lost.

alter table external_messages add column part_key text;
create index external_messages_by_key on external_messages (account_id, part_key)
  where part_key is not null and message_id is null;
