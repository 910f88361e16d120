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
drop function if exists erase_contact(uuid, uuid, text, timestamptz, timestamptz);
-- 152-ФЗ: everything that tells who somebody was, or what was said with them, is gone for good
-- (contacts/holdings.ts says what). How many conversations and messages there were, when, and who
-- answered stays. This holds on to what is going to go, in the order of ARCHITECTURE.md, and names
-- people and conversations; nothing while a conversation with them is open: it has to be closed first.
create or replace function begin_erasing(account uuid, contact uuid)
returns table (people uuid[], talks uuid[])
language plpgsql as $$
declare
  them uuid[] := people_of(account, contact);
  theirs uuid[];
begin
  perform 1 from addresses a where a.account_id = account and a.contact_id = any (them)
  order by a.channel_id, a.address for update;
  perform 1 from contacts c where c.account_id = account and c.id = any (them)
  order by c.id for no key update;
  perform 1 from conversations c where c.account_id = account and c.contact_id = any (them)
  order by c.id for update;
  if exists (
    select 1 from conversations c
    where c.account_id = account and c.contact_id = any (them) and c.status <> 'closed')
  then
    return;
  end if;
  select coalesce(array_agg(c.id), '{}') into theirs
  from conversations c where c.account_id = account and c.contact_id = any (them);

  -- What was about to leave leaves no more. Lanes before parts, as whoever sends holds them.
  perform 1 from lanes l
  where l.account_id = account and (l.channel_id, l.lane) in (
    select p.channel_id, p.lane from parts p
    where p.account_id = account and p.conversation_id = any (theirs)
    union
    select o.channel_id, o.lane from threads t
    join addresses a on a.account_id = t.account_id and a.channel_id = t.channel_id
      and a.address = t.address
    join lanes o on o.account_id = t.account_id and o.channel_id = t.channel_id
      and o.thread = t.thread
    where a.account_id = account and a.contact_id = any (them))
  order by l.channel_id, l.lane for update;
  return query select them, theirs;
end $$;
