-- Words of a platform that waited for their message, which is known by now: few, and not for long.
create index external_messages_kept on external_messages (account_id, channel_id)
  where early is not null and message_id is not null;
