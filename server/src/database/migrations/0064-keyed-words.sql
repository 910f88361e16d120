-- The part that a key was made of, whatever round of it; nothing for a key that is not ours.
create function part_of_key(key text) returns uuid language sql immutable parallel safe as $$
  select case when key ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-[0-9]{1,9})?$'
    then left(key, 36)::uuid end
$$;
-- Words under the keys of calls that nobody heard the answer of.
create index external_messages_keyed on external_messages (at)
  where early is not null and message_id is null and part_key is not null;
