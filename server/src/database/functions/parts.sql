-- Lanes and parts within apply_writes: locked in step 6, written in step 8.

-- The lanes that the fresh members touch.
create or replace function touched_lanes(account uuid, fresh jsonb)
returns table (channel_id uuid, lane text)
language sql stable as $$
  select p."channelId", p.lane
  from jsonb_array_elements(fresh) m,
    jsonb_to_recordset(m -> 'parts') as p ("channelId" uuid, lane text)
  union
  select p.channel_id, p.lane
  from jsonb_array_elements(fresh) m,
    jsonb_array_elements_text(m -> 'sendAgain' || (m -> 'withdraw')) as w (message)
  join parts p on p.account_id = account and p.message_id = w.message::uuid
  union
  select p.channel_id, p.lane
  from jsonb_array_elements(fresh) m
  cross join jsonb_to_recordset(m -> 'settled') as s ("partId" uuid)
  join parts p on p.account_id = account and p.id = s."partId"
$$;

drop function if exists has_lane_work(jsonb);

create or replace function write_lanes(account uuid, fresh jsonb) returns void
language plpgsql as $$
begin
  -- New lanes alone: one that is there already must not be locked before those that come before it.
  insert into lanes (account_id, channel_id, lane, thread, priority)
  select distinct on (p."channelId", p.lane) account, p."channelId", p.lane, p.thread, p.priority
  from jsonb_array_elements(fresh) m, jsonb_to_recordset(m -> 'parts') as p (
    "channelId" uuid, lane text, thread text, priority smallint)
  order by p."channelId", p.lane, p.priority
  on conflict (account_id, channel_id, lane) do nothing;

  perform 1 from lanes l join touched_lanes(account, fresh) t using (channel_id, lane)
  where l.account_id = account
  order by l.channel_id, l.lane
  for update of l;

  -- As urgent as what waits in it.
  update lanes l set priority = n.priority
  from (
    select p."channelId" as channel_id, p.lane, min(p.priority) as priority
    from jsonb_array_elements(fresh) m, jsonb_to_recordset(m -> 'parts') as p (
      "channelId" uuid, lane text, priority smallint)
    group by p."channelId", p.lane) n
  where l.account_id = account and l.channel_id = n.channel_id and l.lane = n.lane
    and (n.priority < l.priority or l.next_at is null and n.priority <> l.priority);

  -- What left while it was being withdrawn cannot be withdrawn: the whole call is repeated, knows it
  -- and says so.
  if exists (
    select 1 from jsonb_array_elements(fresh) m,
      jsonb_array_elements_text(m -> 'withdraw') as w (message),
      parts p
    where p.account_id = account and p.message_id = w.message::uuid and p.state = 'sending'
      and p.id not in (
        select s."partId" from jsonb_array_elements(fresh) f,
          jsonb_to_recordset(f -> 'settled') as s ("partId" uuid)))
  then
    raise exception 'a withdrawn part has left' using errcode = '40001';
  end if;

  -- So is one where a try was followed by another since its part was loaded: it leaves the conversation
  -- alone then.
  if exists (
    select 1 from jsonb_array_elements(fresh) m,
      jsonb_to_recordset(m -> 'settled') as s ("partId" uuid, try integer, "isOver" boolean),
      parts p
    where s."isOver" is not true and p.account_id = account and p.id = s."partId"
      and p.tries > s.try)
  then
    raise exception 'a try was followed by another' using errcode = '40001';
  end if;
end $$;

create or replace function write_parts(account uuid, fresh jsonb, at timestamptz) returns void
language plpgsql as $$
begin
  insert into parts (account_id, id, channel_id, lane, conversation_id, message_id, kind, content,
    state, next_at, expires_at, timeout_ms)
  select account, p.id, p."channelId", p.lane, p."conversationId", p."messageId", p.kind, p.content,
    'queued', at, p."expiresAt", p."timeoutMs"
  from jsonb_array_elements(fresh) with ordinality as f (m, place),
    rows from (jsonb_to_recordset(m -> 'parts') as (
      id uuid, "channelId" uuid, lane text, "conversationId" uuid, "messageId" uuid, kind text,
      content jsonb, "expiresAt" timestamptz, "timeoutMs" integer)) with ordinality as p (
      id, "channelId", lane, "conversationId", "messageId", kind, content, "expiresAt", "timeoutMs", n)
  order by f.place, p.n;

  update parts p set state = 'cancelled'
  from jsonb_array_elements(fresh) m, jsonb_array_elements_text(m -> 'withdraw') as w (message)
  where p.account_id = account and p.message_id = w.message::uuid and p.state = 'queued';

  -- Behind what waits already, in the order they had. Tries go on counting: every attempt keeps a
  -- number of its own.
  update parts p set state = 'queued', next_at = at, outcome = null, deadline_at = null,
    expires_at = at + interval '24 hours', position = n.position,
    round = p.round + case when p.state = 'failed' then 1 else 0 end
  from (
    select s.id, nextval('part_positions') as position from (
      select p.id from jsonb_array_elements(fresh) m,
        jsonb_array_elements_text(m -> 'sendAgain') as w (message),
        parts p
      where p.account_id = account and p.message_id = w.message::uuid and p.kind = 'message'
        and p.state in ('failed', 'unknown', 'cancelled')
      order by p.position) s) n
  where p.account_id = account and p.id = n.id;

  -- Whoever comes back with the outcome of a try that was given up, and followed by another, does not
  -- speak for that one.
  update parts p set state = s.state, next_at = coalesce(s."nextAt", p.next_at),
    outcome = s.outcome, deadline_at = null
  from jsonb_array_elements(fresh) m, jsonb_to_recordset(m -> 'settled') as s (
    "partId" uuid, state text, "nextAt" timestamptz, outcome jsonb, "isLate" boolean, try integer,
    found text, "isOver" boolean)
  where p.account_id = account and p.id = s."partId" and s."isOver" is not true
    and coalesce(s.found, p.state) = p.state
    and (p.state in ('queued', 'sending') and coalesce(s.try, p.tries) = p.tries
      or s."isLate" and p.state in ('unknown', 'sent'));

  update attempts a set ended_at = at, outcome = s.outcome ->> 'result', detail = s.outcome
  from jsonb_array_elements(fresh) m,
    jsonb_to_recordset(m -> 'settled') as s ("partId" uuid, outcome jsonb, try integer),
    parts p
  where p.account_id = account and p.id = s."partId"
    and a.account_id = account and a.part_id = p.id and a.number = coalesce(s.try, p.tries)
    and a.ended_at is null;

  update lanes l set
    -- What is settled late leaves alone what has been sent there since.
    busy_until = case when s.lane is not null and not exists (
        select 1 from parts p
        where p.account_id = account and p.channel_id = l.channel_id and p.lane = l.lane
          and p.state = 'sending')
      then null else l.busy_until end,
    paused_until = coalesce(s."pausedUntil", l.paused_until),
    next_at = (
      select p.next_at from parts p
      where p.account_id = account and p.channel_id = l.channel_id and p.lane = l.lane
        and p.state = 'queued'
      order by p.position limit 1)
  from touched_lanes(account, fresh) t
  left join (
    select p.channel_id, p.lane, max(s."pausedUntil") as "pausedUntil"
    from jsonb_array_elements(fresh) m
    cross join jsonb_to_recordset(m -> 'settled') as s ("partId" uuid, "pausedUntil" timestamptz)
    join parts p on p.account_id = account and p.id = s."partId"
    group by p.channel_id, p.lane) s on s.channel_id = t.channel_id and s.lane = t.lane
  where l.account_id = account and l.channel_id = t.channel_id and l.lane = t.lane;
end $$;

-- Takes the head part of every lane that is due, and remembers the attempt before the call is made.
-- A channel that is paused or broken costs one row, however many lanes wait in it. Nothing leaves in
-- the name of a suspended account. Of several processes each sends for its own channels; alone, `me`
-- is null.
drop function if exists claim_parts(timestamptz, integer, integer);
drop function if exists claim_parts(timestamptz, integer, integer, bigint);
create function claim_parts(at timestamptz, per_channel integer, total integer, me bigint)
returns table (
  account_id uuid, id uuid, channel_id uuid, lane text, thread text, conversation_id uuid,
  message_id uuid, kind text, content jsonb, "position" bigint, tries integer,
  expires_at timestamptz, deadline_at timestamptz, outcome jsonb, round integer)
language sql volatile as $$
  with due as (
    select l.account_id, l.channel_id, l.lane, l.thread
    from channels c
    join accounts a on a.id = c.account_id and a.suspended_at is null
    -- A platform that hangs keeps the places it has and takes no others from its neighbours.
    cross join lateral (
      select count(*)::integer as lanes from lanes b
      where b.account_id = c.account_id and b.channel_id = c.id and b.busy_until is not null) busy
    cross join lateral (
      select l.account_id, l.channel_id, l.lane, l.thread from lanes l
      where l.account_id = c.account_id and l.channel_id = c.id
        and l.next_at <= at and l.busy_until is null
        and (l.paused_until is null or l.paused_until <= at)
      order by l.priority, l.next_at limit greatest(0, per_channel - busy.lanes)
      for update skip locked) l
    where c.state = 'working' and (c.paused_until is null or c.paused_until <= at)
      and (me is null or exists (select from channel_owners o
        where o.account_id = c.account_id and o.channel_id = c.id and o.owner = me))
    order by busy.lanes
    limit total
  ), heads as (
    select d.*, h.id from due d
    cross join lateral (
      select p.id from parts p
      where p.account_id = d.account_id and p.channel_id = d.channel_id and p.lane = d.lane
        and p.state = 'queued'
      order by p.position limit 1) h
  ), taken as (
    update parts p set state = 'sending', tries = p.tries + 1,
      deadline_at = at + p.timeout_ms * interval '1 millisecond'
    from heads h where p.account_id = h.account_id and p.id = h.id and p.state = 'queued'
    returning p.*, h.thread
  ), busy as (
    update lanes l set busy_until = t.deadline_at
    from taken t where l.account_id = t.account_id and l.channel_id = t.channel_id and l.lane = t.lane
  ), remembered as (
    insert into attempts (account_id, part_id, number, started_at, deadline_at)
    select t.account_id, t.id, t.tries, at, t.deadline_at from taken t
  )
  select t.account_id, t.id, t.channel_id, t.lane, t.thread, t.conversation_id, t.message_id,
    t.kind, t.content, t.position, t.tries, t.expires_at, t.deadline_at, t.outcome, t.round
  from taken t
$$;
