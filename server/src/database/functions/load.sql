-- What `step` has to know of each wanted conversation, read without locks. No rule lives here.
-- A key names a conversation by its id, by a message in it (`target`), or by its thread.
-- Rows are looked up one by one, by a whole unique key and with `limit 1`: of a table that was not
-- analyzed since it grew, the planner would rather read all that the account has, for every key.
create or replace function message_row(m messages) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'id', m.id, 'conversationId', m.conversation_id, 'version', m.version, 'seq', m.seq,
    'kind', m.kind, 'authorType', m.author_type, 'authorId', m.author_id,
    'authorName', m.author_name, 'text', m.text, 'content', m.content, 'status', m.status,
    'failure', m.failure, 'delivery', m.delivery, 'at', m.at, 'editedAt', m.edited_at,
    'deletedAt', m.deleted_at, 'clientId', m.client_id)
$$;

create or replace function load_conversations(account uuid, keys jsonb)
returns table (k integer, data jsonb)
-- Planned once per connection, since planning it takes longer than carrying it out; and by index
-- alone, since that plan may be made while the tables still fit on a page and is kept as they grow.
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  known_settings bigint := (select a.settings_version from accounts a where a.id = account);
begin
  return query
  with wanted as (
    select w.* from jsonb_to_recordset(keys) as w (
      k integer, "conversationId" uuid, "channelId" uuid, thread text, address text,
      target text, quoted text, lookup jsonb, "externalIds" jsonb, "messageIds" jsonb, "clientId" text,
      "visitNumbers" jsonb, "mayRate" boolean, "partId" uuid)
  ),
  targeted as (
    select w.*, coalesce(
      w."conversationId",
      (select m.conversation_id from external_messages e
        join messages m on m.account_id = e.account_id and m.id = e.message_id
        where e.account_id = account and e.channel_id = w."channelId" and e.external_id = w.target),
      (select c.id from conversations c
        where c.account_id = account and c.channel_id = w."channelId" and c.thread = w.thread
          and c.status <> 'closed'),
      -- Whom we have blocked opens nothing: their words go to the last conversation there was.
      (select c.id from addresses a
        join contacts p on p.account_id = a.account_id and p.id = a.contact_id
        cross join lateral (
          select o.id from conversations o
          where o.account_id = account and o.channel_id = w."channelId" and o.thread = w.thread
          order by o.number desc limit 1) c
        where a.account_id = account and a.channel_id = w."channelId" and a.address = w.address
          and p.barred_at is not null),
      -- What spam says further stands where it was marked; whoever is talked with is not silenced.
      (select a.spam_in from addresses a
        where a.account_id = account and a.channel_id = w."channelId" and a.address = w.address),
      -- The last one, where its customer was asked for a mark or for words about it.
      case when w."mayRate" then (
        select last.id from (
          select c.id, c.state -> 'rating' as rating from conversations c
          where c.account_id = account and c.channel_id = w."channelId" and c.thread = w.thread
          order by c.number desc limit 1) last
        where last.rating is not null and not last.rating ? 'comment'
          and (last.rating ? 'commentUntil' or not last.rating ? 'score')) end
    ) as id
    from wanted w
  ),
  found as (
    select t.k, t.target, t.quoted, t.lookup, t."externalIds", t."messageIds", t."clientId",
      t."visitNumbers", t."partId", c.id, c.number, c.version,
      c.contact_id, c.kind, c.state, c.state_version, c.team_id, c.wake_at, c.concerns,
      coalesce(c.channel_id, t."channelId") as channel_id,
      coalesce(c.thread, t.thread) as thread,
      coalesce(c.address, t.address) as address
    from targeted t
    left join lateral (
      select * from conversations o where o.account_id = account and o.id = t.id limit 1) c on true
  )
  select f.k, jsonb_build_object(
    'conversation', case when f.id is not null then jsonb_build_object(
      'id', f.id, 'number', f.number, 'version', f.version, 'channelId', f.channel_id,
      'thread', f.thread, 'address', f.address, 'contactId', f.contact_id, 'kind', f.kind,
      'state', f.state, 'stateVersion', f.state_version, 'teamId', f.team_id,
      'wakeAt', f.wake_at, 'concerns', to_jsonb(f.concerns)) end,
    'settingsVersion', known_settings,
    'previous', case when f.id is null then (
      select jsonb_build_object('id', c.id, 'number', c.number, 'operatorId', c.operator_id,
        'replyUntil', c.state -> 'replyUntil')
      from conversations c
      where c.account_id = account and c.channel_id = f.channel_id and c.thread = f.thread
      order by c.number desc limit 1) end,
    'address', (
      select jsonb_build_object('contactId', p.id, 'contactName', p.name, 'name', a.name,
        'profile', a.profile, 'blockedAt', a.blocked_at, 'isSpam', a.spam_in is not null,
        'contactVersion', p.version, 'isVip', p.is_vip, 'isBarred', p.barred_at is not null,
        'ratingAskedAt', p.rating_asked_at)
      from addresses a join contacts p on p.account_id = a.account_id and p.id = a.contact_id
      where a.account_id = account and a.channel_id = f.channel_id and a.address = f.address),
    'channel', (
      select jsonb_build_object('id', c.id, 'version', c.version, 'state', c.state)
      from channels c where c.account_id = account and c.id = f.channel_id),
    'targetMessageId', (
      select e.message_id from external_messages e
      where e.account_id = account and e.channel_id = f.channel_id and e.external_id = f.target),
    'quotedMessageId', (
      select e.message_id from external_messages e
      where e.account_id = account and e.channel_id = f.channel_id and e.external_id = f.quoted),
    'known', (
      select jsonb_object_agg(w.id, e.message_id)
      from jsonb_array_elements_text(
        coalesce(f."externalIds", '[]') || coalesce(f.lookup, '[]')) as w (id)
      cross join lateral (
        select e.message_id from external_messages e
        where e.account_id = account and e.channel_id = f.channel_id and e.external_id = w.id
        limit 1) e
      where e.message_id is not null),
    'messages', (
      select jsonb_agg(found.message) from (
        select jsonb_array_elements_text(f."messageIds")::uuid
        union
        -- What the customer may choose from: a label they type marks it there.
        select (f.state -> 'choices' ->> 'messageId')::uuid
        union
        select (f.state -> 'rating' ->> 'messageId')::uuid
        union
        -- What is planned and has been said already must not be said again.
        select m.id from jsonb_array_elements(f.state -> 'planned') as p
        join messages m on m.account_id = account and m.conversation_id = f.id
          and m.client_id = p -> 'message' ->> 'clientId'
        union
        select e.message_id from (
          select f.target union all select f.quoted
          union all select jsonb_array_elements_text(f.lookup)) as w (id)
        cross join lateral (
          select e.message_id from external_messages e
          where e.account_id = account and e.channel_id = f.channel_id and e.external_id = w.id
          limit 1) e) as w (id)
      cross join lateral (
        select message_row(m) as message from messages m
        where m.account_id = account and m.id = w.id limit 1) found),
    'byClient', case when f."clientId" is not null then (
      select message_row(m) from messages m
      where m.account_id = account and m.conversation_id = f.id and m.client_id = f."clientId") end,
    -- Of a counter that a widget is linked with, whatever else a number may be.
    'visit', case when f."visitNumbers" is not null then (
      select jsonb_build_object('id', v.id, 'number', v.number, 'source', v.source,
        'medium', v.medium, 'campaign', v.campaign, 'pageTitle', v.page_title,
        'pageUrl', v.page_url, 'at', v.created_at, 'until', v.number_until,
        'contactId', v.contact_id, 'isOn', (
          select t.is_on from channel_tracking t
          where t.account_id = account and t.channel_id = f.channel_id))
      from jsonb_array_elements_text(f."visitNumbers") with ordinality as n (number, place)
      cross join lateral (
        select * from visits w where w.account_id = account and w.number = n.number limit 1) v
      where exists (
          select 1 from tracker_links l
          where l.account_id = account and l.tracker_id = v.tracker_id)
        and exists (
          select 1 from modules m
          where m.account_id = account and m.name = 'call-tracking' and m.is_on)
      order by n.place limit 1) end,
    'part', case when f."partId" is not null then (
      select jsonb_build_object('state', p.state, 'tries', p.tries) from parts p
      where p.account_id = account and p.id = f."partId" limit 1) end,
    'leaving', (
      select jsonb_agg(w.id) from jsonb_array_elements_text(f."messageIds") as w (id)
      where exists (
        select 1 from parts p
        where p.account_id = account and p.message_id = w.id::uuid
          and p.state = 'sending' and p.kind = 'message')),
    'externalIds', (
      select jsonb_object_agg(w.id, e.ids)
      from (
        select jsonb_array_elements_text(f."messageIds")
        union
        -- What a message answers that may leave now.
        select p -> 'message' -> 'content' -> 'replyTo' ->> 'messageId'
        from jsonb_array_elements(f.state -> 'planned') as p) as w (id)
      cross join lateral (
        select jsonb_agg(e.external_id order by e.position) as ids from external_messages e
        where e.account_id = account and e.message_id = w.id::uuid) e
      where w.id is not null and e.ids is not null)
  )
  from found f;
end $$;
