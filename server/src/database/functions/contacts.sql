-- What belongs to a person's addresses goes where they go: the conversations of each, open and past.
-- Addresses first, as ARCHITECTURE.md wants it: whoever opens a conversation holds on to them.
create or replace function move_contact(account uuid, places jsonb, target uuid) returns void
language plpgsql as $$
begin
  perform 1 from addresses a
  join jsonb_to_recordset(places) as p ("channelId" uuid, address text)
    on p."channelId" = a.channel_id and p.address = a.address
  where a.account_id = account
  order by a.channel_id, a.address
  for no key update of a;

  -- Read anew, now that nobody opens another one there.
  perform 1 from conversations c
  join jsonb_to_recordset(places) as p ("channelId" uuid, address text)
    on c.channel_id = p."channelId" and c.address = p.address
  where c.account_id = account
  order by c.id for no key update of c;
  update conversations c set contact_id = target
  from jsonb_to_recordset(places) as p ("channelId" uuid, address text), addresses a
  where a.account_id = account and a.channel_id = p."channelId" and a.address = p.address
    and c.account_id = account and c.contact_id = a.contact_id
    and c.channel_id = p."channelId" and c.address = p.address;
  update addresses a set contact_id = target
  from jsonb_to_recordset(places) as p ("channelId" uuid, address text)
  where a.account_id = account and a.channel_id = p."channelId" and a.address = p.address;
end $$;

-- Whether a raw body names somebody: as a word of its own, however JSON writes slashes.
create or replace function body_names(body bytea, names text[]) returns boolean
language sql immutable as $$
  select exists (
    select 1 from unnest(names) as n (name)
    where replace(encode(body, 'escape'), E'\\\\/', '/') ~ (
      '(^|[^0-9A-Za-z])' || regexp_replace(name, '([^0-9A-Za-z])', '\\\1', 'g') || '($|[^0-9A-Za-z])'))
$$;

-- Somebody, and whoever has become one with them.
create or replace function people_of(account uuid, contact uuid) returns uuid[]
language sql stable as $$
  with recursive one as (
    select c.id from contacts c where c.account_id = account and c.id = contact
    union
    select c.id from one o join contacts c on c.account_id = account and c.merged_into = o.id)
  select array_agg(id) from one
$$;

-- What was kept as it came, and what was written down of calls: of one day, or from a moment on. Every
-- body has to be looked into, so all days together take longer than a statement may.
create or replace function erase_raw(account uuid, people uuid[], on_day date, since timestamptz)
returns void
language plpgsql as $$
declare
  names text[];
  channels uuid[];
  days daterange := case when on_day is null then daterange(since::date - 1, null)
    else daterange(on_day, on_day, '[]') end;
begin
  select coalesce(array_agg(distinct a.channel_id), '{}'),
    coalesce(array_agg(distinct a.address) filter (where a.address <> ''), '{}')
    into channels, names
  from addresses a where a.account_id = account and a.contact_id = any (people);
  update inbox i set body = '', state = 'done', problem = null
  where i.account_id = account and i.channel_id = any (channels) and i.state <> 'new'
    and i.day >= lower(days) and (upper(days) is null or i.day < upper(days))
    and (since is null or i.received_at >= since) and body_names(i.body, names);
  update channel_log l set what = '', detail = null
  where l.account_id = account and l.channel_id = any (channels)
    and l.day >= lower(days) and (upper(days) is null or l.day < upper(days))
    and (since is null or l.at >= since)
    and (body_names(convert_to(l.what, 'UTF8'), names)
      or body_names(convert_to(coalesce(l.detail, ''), 'UTF8'), names));
end $$;

drop function if exists erase_contact(uuid, uuid, text, timestamptz);
-- 152-ФЗ: everything that tells who somebody was, or what was said with them, is gone for good. How
-- many conversations and messages there were, when, and who answered stays. False while a
-- conversation with them is open: it has to be closed first. What came before `raw_since` was erased
-- day by day already.
create or replace function erase_contact(
  account uuid, contact uuid, nameless text, at timestamptz, raw_since timestamptz)
returns boolean
language plpgsql as $$
declare
  people uuid[] := people_of(account, contact);
  talks uuid[];
begin
  perform 1 from addresses a where a.account_id = account and a.contact_id = any (people)
  order by a.channel_id, a.address for update;
  perform 1 from contacts c where c.account_id = account and c.id = any (people)
  order by c.id for no key update;
  perform 1 from conversations c where c.account_id = account and c.contact_id = any (people)
  order by c.id for update;
  if exists (
    select 1 from conversations c
    where c.account_id = account and c.contact_id = any (people) and c.status <> 'closed')
  then
    return false;
  end if;
  select coalesce(array_agg(c.id), '{}') into talks
  from conversations c where c.account_id = account and c.contact_id = any (people);

  -- What was about to leave leaves no more. Lanes before parts, as whoever sends holds them.
  perform 1 from lanes l
  where l.account_id = account and (l.channel_id, l.lane) in (
    select p.channel_id, p.lane from parts p
    where p.account_id = account and p.conversation_id = any (talks)
    union
    select o.channel_id, o.lane from threads t
    join addresses a on a.account_id = t.account_id and a.channel_id = t.channel_id
      and a.address = t.address
    join lanes o on o.account_id = t.account_id and o.channel_id = t.channel_id
      and o.thread = t.thread
    where a.account_id = account and a.contact_id = any (people))
  order by l.channel_id, l.lane for update;
  delete from attempts t using parts p
  where p.account_id = account and p.conversation_id = any (talks)
    and t.account_id = account and t.part_id = p.id;
  delete from parts p where p.account_id = account and p.conversation_id = any (talks);
  delete from lanes l using threads t, addresses a
  where a.account_id = account and a.contact_id = any (people)
    and t.account_id = account and t.channel_id = a.channel_id and t.address = a.address
    and l.account_id = account and l.channel_id = t.channel_id and l.thread = t.thread;

  delete from message_search s where s.account_id = account and s.conversation_id = any (talks);
  delete from external_messages e using messages m
  where m.account_id = account and m.conversation_id = any (talks)
    and e.account_id = account and e.message_id = m.id;
  delete from bot_turns b where b.account_id = account and b.conversation_id = any (talks);
  update messages m set version = m.version + 1, text = '',
    author_name = case m.author_type when 'contact' then '' else m.author_name end,
    content = case
      when m.kind <> 'system' then '{}'
      when m.content -> 'system' ->> 'code' in ('pressed', 'started', 'form-filled')
        then jsonb_set(m.content, '{system,parameters}', '{}')
      else m.content end,
    failure = m.failure - 'detail',
    deleted_at = case m.kind when 'system' then m.deleted_at else coalesce(m.deleted_at, erase_contact.at) end
  where m.account_id = account and m.conversation_id = any (talks);

  -- Whoever makes words to search by has made them by now, or makes them of what is left.
  perform 1 from search_cursors s where s.account_id = account for update;
  -- What others keep of what was said: the words to search by, what was about to be answered, who is
  -- to be told. How a conversation was rated stays, and the customer's words about it do not.
  delete from message_search s where s.account_id = account and s.conversation_id = any (talks);
  delete from drafts d where d.account_id = account and d.conversation_id = any (talks);
  delete from notices n where n.account_id = account and n.conversation_id = any (talks);
  delete from webhook_events w where w.account_id = account
    and (w.conversation_id = any (talks) or w.contact_id = any (people));
  delete from contact_forms f where f.account_id = account and f.conversation_id = any (talks);
  delete from visit_suggestions s where s.account_id = account and s.conversation_id = any (talks);
  -- That somebody came by an advertisement is counted still; which pages they looked at is not known.
  update visits v set token_hash = null, number = null, term = '', content = '', page_url = '',
    page_title = '', referrer = '', click_ids = '{}', contact_id = null
  where v.account_id = account and v.contact_id = any (people);
  update ratings r set comment = null, appeal = case when r.appeal is null then null else '' end,
    decision_text = null
  where r.account_id = account and r.conversation_id = any (talks);
  -- Reviewers quote what was said; what they answered stays.
  update reviews v set version = v.version + 1, summary = '', reply = case when v.reply is null then null else '' end,
    appeal = case when v.appeal is null then null else '' end, decision_text = null,
    answers = coalesce((
      select jsonb_object_agg(a.key, a.value - 'comment') from jsonb_each(v.answers) as a), '{}')
  where v.account_id = account and v.conversation_id = any (talks);

  insert into threads (account_id, channel_id, thread, address, created_at)
  select account, c.channel_id, 'erased:' || c.id, 'erased:' || c.contact_id, c.opened_at
  from conversations c where c.account_id = account and c.id = any (talks);
  update conversations c set version = c.version + 1,
    thread = 'erased:' || c.id, address = 'erased:' || c.contact_id,
    state = case when c.state ? 'lastMessage' then jsonb_set(jsonb_set(
        c.state - 'attributes' - 'choices' - 'planned' - 'visit' - 'suggestedVisit' - 'ad' #- '{rating,comment}',
        '{lastMessage,text}', '""'), '{lastMessage,author,name}', '""')
      else c.state - 'attributes' - 'choices' - 'planned' - 'visit' - 'suggestedVisit' - 'ad' #- '{rating,comment}' end
  where c.account_id = account and c.id = any (talks);
  delete from threads t using addresses a
  where a.account_id = account and a.contact_id = any (people)
    and t.account_id = account and t.channel_id = a.channel_id and t.address = a.address
    and not exists (
      select 1 from conversations c
      where c.account_id = account and c.channel_id = t.channel_id and c.thread = t.thread);

  -- Their bytes go with what was uploaded and forgotten.
  update files f set name = '', reference = null, state = 'failed', message_id = null,
    conversation_id = null, uploaded_by = coalesce(f.uploaded_by, contact), created_at = '2000-01-01'
  where f.account_id = account and f.conversation_id = any (talks)
    and f.bot_id is null and f.template_id is null;

  delete from site_visitors v using addresses a
  where a.account_id = account and a.contact_id = any (people)
    and v.account_id = account and v.channel_id = a.channel_id and v.visitor = a.address;

  -- What was kept as it came, what was shown live, and what was written down of either.
  perform erase_raw(account, people, null, raw_since);
  update feed f set kind = 'gone', payload = jsonb_build_object('id', f.conversation_id)
  where f.account_id = account and f.conversation_id = any (talks);
  update audit u set subject_name = '', changes = '[]'
  where u.account_id = account and u.subject = 'contact' and u.subject_id = any (people);
  update import_rows r set cells = '[]'
  where r.account_id = account and r.contact_id = any (people);
  delete from contact_merges m where m.account_id = account
    and (m.survivor_id = any (people) or m.merged_id = any (people));
  delete from contact_differences d where d.account_id = account
    and (d.contact_id = any (people) or d.other_id = any (people));

  delete from addresses a where a.account_id = account and a.contact_id = any (people);
  update contacts c set version = c.version + 1, name = nameless, email = '', phone = '',
    fields = '{}', tags = '{}', note = '', is_vip = false, barred_at = null, barred_by = null,
    changed_by = null, changed_at = null, erased_at = erase_contact.at
  where c.account_id = account and c.id = any (people);

  perform append_feed(account, coalesce((
    select jsonb_agg(jsonb_build_object('kind', 'gone', 'version', 0,
      'conversationId', null, 'payload', jsonb_build_object('id', t.id)))
    from unnest(talks) as t (id)), '[]'));
  return true;
end $$;
