-- Numbers are dense because the counter is taken last and held until the commit.
create or replace function append_feed(account uuid, entries jsonb) returns bigint
language plpgsql as $$
declare
  last bigint;
begin
  insert into account_counters (account_id) values (account) on conflict do nothing;
  update account_counters set feed_number = feed_number + jsonb_array_length(entries)
    where account_id = account returning feed_number into last;
  insert into feed (account_id, number, kind, conversation_id, version, audience, payload)
    select account, last - jsonb_array_length(entries) + ordinality, e ->> 'kind',
      (e ->> 'conversationId')::uuid, (e ->> 'version')::bigint, e -> 'audience', e -> 'payload'
    from jsonb_array_elements(entries) with ordinality as t (e, ordinality);
  return last;
end $$;
