-- Step 3: the contacts that are renamed or asked for a mark. Returns the members that ask somebody who
-- was asked meanwhile, or whom another member asks already.
create or replace function lock_contacts(account uuid, members jsonb) returns integer[]
language plpgsql as $$
declare
  stale integer[];
begin
  perform 1 from contacts c
  where c.account_id = account and c.id = any (array(
    select (m -> 'contact' ->> 'id')::uuid from jsonb_array_elements(members) m where m ? 'contact'
    union
    select (r ->> 'contactId')::uuid
    from jsonb_array_elements(members) m, jsonb_array_elements(m -> 'ratings') r))
  order by c.id
  for no key update;

  select coalesce(array_agg(s.k), '{}') into stale from (
    select q.k, dense_rank() over (partition by q.contact_id order by q.k) > 1
      or date_trunc('milliseconds', c.rating_asked_at) is distinct from q.asked_before as is_stale
    from (
      select (m ->> 'k')::integer as k, (r ->> 'contactId')::uuid as contact_id,
        (r ->> 'askedBefore')::timestamptz as asked_before
      from jsonb_array_elements(members) m, jsonb_array_elements(m -> 'ratings') r
      where (r ->> 'isAsked')::boolean) q
    join contacts c on c.account_id = account and c.id = q.contact_id) s
  where s.is_stale;
  return stale;
end $$;

-- Writes what `step` decided for a group of conversations, in one transaction. It compares
-- versions, takes locks in the one order of ARCHITECTURE.md, and numbers the events last.
-- Returns the members that were stale: their state had changed since it was loaded.
create or replace function apply_writes(account uuid, members jsonb, at timestamptz)
returns jsonb
-- Planned once per connection, and by index alone: see load_conversations.
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  kinds text[];
  opens boolean;
  stale integer[] := '{}';
  fresh jsonb;
  wanted integer;
  done integer;
  last_number bigint;
  last_event bigint;
  events integer;
  opened integer;
begin
  -- What there is nothing of costs no statement.
  select array_agg(distinct e.key), bool_or(e.key = 'conversation' and (e.value ->> 'isNew')::boolean)
    into kinds, opens
  from jsonb_array_elements(members) m, jsonb_each(m) e where e.value <> '[]';

  -- 2. Addresses and threads. Somebody else's insert of the same address makes ours stale.
  if 'newAddress' = any (kinds) then
    with new_addresses as (
      select (m ->> 'k')::integer as k, a.*
      from jsonb_array_elements(members) m,
        jsonb_to_record(m -> 'newAddress') as a (
          "channelId" uuid, address text, "contactId" uuid, name text, profile jsonb)
      where m ? 'newAddress'
    ), people as (
      insert into contacts (account_id, id, name, created_at)
      select account, "contactId", name, at from new_addresses
    ), inserted as (
      insert into addresses (account_id, channel_id, address, contact_id, name, profile, created_at)
      select account, "channelId", address, "contactId", name, profile, at
      from new_addresses order by "channelId", address
      on conflict do nothing
      returning contact_id
    )
    select coalesce(array_agg(k), '{}') into stale from new_addresses
    where "contactId" not in (select contact_id from inserted);
  end if;

  -- Whose a new conversation is must not change before it is there: contacts are merged and erased.
  -- What step 8 changes of others is held from here on.
  if opens or 'address' = any (kinds) then
    perform 1 from addresses a
    join (select (m -> 'conversation' ->> 'channelId')::uuid as channel_id,
                 m -> 'conversation' ->> 'address' as address
          from jsonb_array_elements(members) m
          where (m -> 'conversation' ->> 'isNew')::boolean and not m ? 'newAddress'
          union
          select (m -> 'address' ->> 'channelId')::uuid, m -> 'address' ->> 'address'
          from jsonb_array_elements(members) m where m ? 'address') n
      on n.channel_id = a.channel_id and n.address = a.address
    where a.account_id = account
    order by a.channel_id, a.address
    for no key update of a;
  end if;

  if opens then
    insert into threads (account_id, channel_id, thread, address, created_at)
    select account, t."channelId", t.thread, t.address, at
    from jsonb_array_elements(members) m,
      jsonb_to_record(m -> 'conversation') as t ("channelId" uuid, thread text, address text)
    where (m -> 'conversation' ->> 'isNew')::boolean
    order by t."channelId", t.thread
    on conflict do nothing;

    perform 1 from threads t
    join (select (m -> 'conversation' ->> 'channelId')::uuid as channel_id,
                 m -> 'conversation' ->> 'thread' as thread
          from jsonb_array_elements(members) m
          where (m -> 'conversation' ->> 'isNew')::boolean) n
      on n.channel_id = t.channel_id and n.thread = t.thread
    where t.account_id = account
    order by t.channel_id, t.thread
    for update of t;
  end if;

  -- 3. Contacts that step 8 changes.
  if kinds && array['contact', 'ratings'] then
    stale := stale || lock_contacts(account, members);
  end if;

  -- 4. Conversations.
  perform 1 from conversations c
  where c.account_id = account
    and c.id = any (array(
      select (m -> 'conversation' ->> 'id')::uuid from jsonb_array_elements(members) m))
  order by c.id
  -- Not stronger: whoever writes rows that refer to some of them, in an order of their own, must
  -- neither wait for us nor make us wait.
  for no key update;

  select stale || coalesce(array_agg(s.k), '{}') into stale from (
    select (m ->> 'k')::integer as k
    from jsonb_array_elements(members) m
    left join conversations c
      on c.account_id = account and c.id = (m -> 'conversation' ->> 'id')::uuid
    where m ? 'conversation'
      and case when (m -> 'conversation' ->> 'isNew')::boolean
        then c.id is not null or not exists (
          select 1 from addresses a
          where a.account_id = account
            and a.channel_id = (m -> 'conversation' ->> 'channelId')::uuid
            and a.address = m -> 'conversation' ->> 'address'
            and a.contact_id = (m -> 'conversation' ->> 'contactId')::uuid)
          or exists (
          select 1 from conversations o
          where o.account_id = account and o.status <> 'closed'
            and o.channel_id = (m -> 'conversation' ->> 'channelId')::uuid
            and o.thread = m -> 'conversation' ->> 'thread')
        else c.version is distinct from (m -> 'conversation' ->> 'version')::bigint end
  ) s;

  -- Visits. A number is of the first messenger that brings it, unless a person says otherwise.
  if 'visit' = any (kinds) then
    perform 1 from visits v
    where v.account_id = account
      and v.id = any (array(
        select (m -> 'visit' ->> 'id')::uuid from jsonb_array_elements(members) m where m ? 'visit'))
    order by v.id
    for update;

    select stale || coalesce(array_agg(s.k), '{}') into stale from (
      select (m ->> 'k')::integer as k
      from jsonb_array_elements(members) m
      left join visits v on v.account_id = account and v.id = (m -> 'visit' ->> 'id')::uuid
      where m ? 'visit' and not m -> 'visit' ? 'isConfirmed'
        and (v.id is null or v.contact_id <> (m -> 'visit' ->> 'contactId')::uuid or exists (
          select 1 from jsonb_array_elements(members) o
          where (o ->> 'k')::integer < (m ->> 'k')::integer
            and o -> 'visit' ->> 'id' = m -> 'visit' ->> 'id'
            and o -> 'visit' ->> 'contactId' <> m -> 'visit' ->> 'contactId'))
    ) s;
  end if;

  if cardinality(stale) = 0 then
    fresh := members;
  else
    select coalesce(jsonb_agg(m order by (m ->> 'k')::integer), '[]') into fresh
    from jsonb_array_elements(members) m where (m ->> 'k')::integer <> all (stale);
  end if;
  if jsonb_array_length(fresh) = 0 then
    return jsonb_build_object('stale', to_jsonb(stale), 'numbers', '{}'::jsonb);
  end if;

  -- 5. External ids. One that somebody took meanwhile repeats the whole call, which then knows it.
  select count(*) into wanted from jsonb_array_elements(fresh) m, jsonb_array_elements(m -> 'externals');
  if wanted > 0 then
    insert into external_messages (account_id, channel_id, external_id, message_id, position, at)
    select account, e."channelId", e."externalId", e."messageId", e.position, at
    from jsonb_array_elements(fresh) m,
      jsonb_to_recordset(m -> 'externals') as e (
        "channelId" uuid, "externalId" text, "messageId" uuid, position bigint)
    order by e."channelId", e."externalId"
    on conflict (account_id, channel_id, external_id) do update
      set message_id = excluded.message_id, position = excluded.position
      where external_messages.message_id is null
        or external_messages.message_id = excluded.message_id;
    get diagnostics done = row_count;
    if done <> wanted then
      raise exception 'an external id was taken meanwhile' using errcode = '40001';
    end if;
  end if;

  -- 6. Lanes.
  if kinds && array['parts', 'sendAgain', 'withdraw', 'settled'] then
    perform write_lanes(account, fresh);
  end if;

  -- 7. The counter everybody waits for: from here on nothing waits or fails.
  select coalesce(sum(jsonb_array_length(m -> 'events')), 0),
    count(*) filter (where (m -> 'conversation' ->> 'isNew')::boolean)
    into events, opened from jsonb_array_elements(fresh) m;
  update account_counters
    set feed_number = feed_number + events, conversation_number = conversation_number + opened
    where account_id = account
    returning feed_number, conversation_number into last_event, last_number;
  if not found then
    raise exception 'account % has no counters', account;
  end if;

  -- 8. Rows that conflict with nobody.
  return write_rows(account, fresh, kinds, at, last_event - events, last_number - opened)
    || jsonb_build_object('stale', to_jsonb(stale), 'last', last_event);
end $$;
