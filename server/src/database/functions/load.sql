-- What `step` has to know of each wanted conversation, read without locks. No rule lives here.
-- A key names a conversation by its id, by a message in it (`target`), or by its thread.
-- Every row is found by its key, whatever the planner believes of tables nobody analyzed yet: hence
-- `= any (array(…))` instead of `in (select …)`, and `limit 1` instead of a join that could be hashed.
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
-- Planned once per connection, which as plain SQL would happen for every call.
language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
  with wanted as (
    select w.* from jsonb_to_recordset(keys) as w (
      k integer, "conversationId" uuid, "channelId" uuid, thread text, address text,
      target text, quoted text, "externalIds" jsonb, "messageIds" jsonb, "clientId" text)
  ),
  targeted as (
    select w.*, coalesce(
      w."conversationId",
      (select m.conversation_id from external_messages e
        join messages m on m.account_id = e.account_id and m.id = e.message_id
        where e.account_id = account and e.channel_id = w."channelId" and e.external_id = w.target),
      (select c.id from conversations c
        where c.account_id = account and c.channel_id = w."channelId" and c.thread = w.thread
          and c.status <> 'closed')
    ) as id
    from wanted w
  ),
  found as (
    select t.k, t.target, t.quoted, t."externalIds", t."messageIds", t."clientId", c.id, c.number, c.version,
      c.contact_id, c.kind, c.state, c.state_version,
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
      'state', f.state, 'stateVersion', f.state_version) end,
    'previous', case when f.id is null then (
      select jsonb_build_object('id', c.id, 'number', c.number) from conversations c
      where c.account_id = account and c.channel_id = f.channel_id and c.thread = f.thread
      order by c.number desc limit 1) end,
    'address', (
      select jsonb_build_object('contactId', p.id, 'contactName', p.name, 'name', a.name,
        'profile', a.profile, 'blockedAt', a.blocked_at)
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
      select jsonb_object_agg(e.external_id, e.message_id) filter (where e.message_id is not null)
      from external_messages e
      where e.account_id = account and e.channel_id = f.channel_id
        and e.external_id = any (array(select jsonb_array_elements_text(f."externalIds")))),
    'messages', (
      select jsonb_agg(message_row(m)) from messages m
      where m.account_id = account and m.id = any (array(
        select jsonb_array_elements_text(f."messageIds")::uuid
        union all
        select e.message_id from external_messages e
        where e.account_id = account and e.channel_id = f.channel_id
          and e.external_id in (f.target, f.quoted)))),
    'byClient', case when f."clientId" is not null then (
      select message_row(m) from messages m
      where m.account_id = account and m.conversation_id = f.id and m.client_id = f."clientId") end,
    'leaving', (
      select jsonb_agg(distinct p.message_id) from parts p
      where p.account_id = account and p.state = 'sending' and p.kind = 'message'
        and p.message_id = any (array(select jsonb_array_elements_text(f."messageIds")::uuid))),
    'externalIds', (
      select jsonb_object_agg(message_id, ids) from (
        select e.message_id, jsonb_agg(e.external_id order by e.position) as ids
        from external_messages e
        where e.account_id = account
          and e.message_id = any (array(select jsonb_array_elements_text(f."messageIds")::uuid))
        group by e.message_id) grouped)
  )
  from found f;
end $$;
