-- The last step of apply_writes. Numbers count on from `event_base` and `number_base`; `kinds` are the
-- keys under which a member has anything: most bring a message and nothing else, and every statement
-- costs its start and its end, which is most of what a small group costs.
drop function if exists write_rows(uuid, jsonb, timestamptz, bigint, bigint);
create or replace function write_rows(
  account uuid, fresh jsonb, kinds text[], at timestamptz, event_base bigint, number_base bigint)
returns jsonb
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  numbers jsonb;
begin
  select coalesce(jsonb_object_agg(n.id, number_base + n.place), '{}') into numbers from (
    select m -> 'conversation' ->> 'id' as id,
      row_number() over (order by (m ->> 'k')::integer) as place
    from jsonb_array_elements(fresh) m where (m -> 'conversation' ->> 'isNew')::boolean) n;

  if 'address' = any (kinds) then
    update addresses a set
      name = coalesce(u.name, a.name),
      profile = coalesce(u.profile, a.profile),
      blocked_at = case u.blocking when 'block' then at when 'unblock' then null else a.blocked_at end,
      spam_in = case u.spam when 'mark' then (m -> 'conversation' ->> 'id')::uuid
        when 'unmark' then null else a.spam_in end
    from jsonb_array_elements(fresh) m,
      jsonb_to_record(m -> 'address') as u (
        "channelId" uuid, address text, name text, profile jsonb, blocking text, spam text)
    where m ? 'address' and a.account_id = account
      and a.channel_id = u."channelId" and a.address = u.address;
  end if;

  if 'contact' = any (kinds) then
    update contacts c set name = u.name, version = c.version + 1
    from jsonb_array_elements(fresh) m, jsonb_to_record(m -> 'contact') as u (id uuid, name text)
    where m ? 'contact' and c.account_id = account and c.id = u.id;
  end if;

  insert into conversations (account_id, id, number, channel_id, thread, address, contact_id, kind,
    version, state, state_version, status, operator_id, bot_id, team_id, awaited_operator_id, queue_stage,
    load_operator_id, offered_to, concerns, wake_at, opened_at, last_activity_at, closed_at,
    is_vip, visit_id)
  select account, c.id, (numbers ->> c.id::text)::bigint, c."channelId", c.thread, c.address,
    c."contactId", c.kind, 1, c.state, c."stateVersion", c.status, c."operatorId", c."botId", c."teamId",
    c."awaitedOperatorId", c."queueStage", c."loadOperatorId", c."offeredTo", c.concerns, c."wakeAt", c."openedAt",
    c."lastActivityAt", c."closedAt", coalesce(c."isVip", false), c."visitId"
  from jsonb_array_elements(fresh) m, jsonb_to_record(m -> 'conversation') as c (
    id uuid, "channelId" uuid, thread text, address text, "contactId" uuid, kind text,
    state jsonb, "stateVersion" integer, status text, "operatorId" uuid, "botId" uuid, "teamId" uuid,
    "awaitedOperatorId" uuid, "queueStage" text, "loadOperatorId" uuid, "offeredTo" uuid[], concerns uuid[],
    "wakeAt" timestamptz, "openedAt" timestamptz, "lastActivityAt" timestamptz, "closedAt" timestamptz,
    "isVip" boolean, "visitId" uuid)
  where (m -> 'conversation' ->> 'isNew')::boolean;

  update conversations o set version = o.version + 1, state = c.state,
    state_version = c."stateVersion", status = c.status, operator_id = c."operatorId", bot_id = c."botId",
    team_id = c."teamId", awaited_operator_id = c."awaitedOperatorId", queue_stage = c."queueStage",
    load_operator_id = c."loadOperatorId", offered_to = c."offeredTo", concerns = c.concerns, wake_at = c."wakeAt",
    last_activity_at = c."lastActivityAt", closed_at = c."closedAt", is_vip = coalesce(c."isVip", false),
    visit_id = c."visitId"
  from jsonb_array_elements(fresh) m, jsonb_to_record(m -> 'conversation') as c (
    id uuid, state jsonb, "stateVersion" integer, status text, "operatorId" uuid, "botId" uuid, "teamId" uuid,
    "awaitedOperatorId" uuid, "queueStage" text, "loadOperatorId" uuid, "offeredTo" uuid[], concerns uuid[],
    "wakeAt" timestamptz, "lastActivityAt" timestamptz, "closedAt" timestamptz, "isVip" boolean,
    "visitId" uuid)
  where m ? 'conversation' and not (m -> 'conversation' ->> 'isNew')::boolean
    and o.account_id = account and o.id = c.id;

  insert into messages (account_id, id, conversation_id, seq, version, kind, author_type, author_id,
    author_name, text, content, status, failure, delivery, at, created_at, edited_at, deleted_at,
    client_id)
  select account, r.id, r."conversationId", r.seq, r.version, r.kind, r."authorType", r."authorId",
    r."authorName", r.text, r.content, r.status, r.failure, r.delivery, r.at, write_rows.at,
    r."editedAt", r."deletedAt", r."clientId"
  from jsonb_array_elements(fresh) m, jsonb_to_recordset(m -> 'messages') as r (
    id uuid, "conversationId" uuid, seq bigint, version bigint, kind text, "authorType" text,
    "authorId" uuid, "authorName" text, text text, content jsonb, status text, failure jsonb,
    delivery jsonb, at timestamptz, "editedAt" timestamptz, "deletedAt" timestamptz,
    "clientId" text);

  if 'changes' = any (kinds) then
    update messages t set version = r.version, text = r.text, content = r.content, status = r.status,
      failure = r.failure, delivery = r.delivery, edited_at = r."editedAt", deleted_at = r."deletedAt"
    from jsonb_array_elements(fresh) m, jsonb_to_recordset(m -> 'changes') as r (
      id uuid, version bigint, text text, content jsonb, status text, failure jsonb, delivery jsonb,
      "editedAt" timestamptz, "deletedAt" timestamptz)
    where t.account_id = account and t.id = r.id;
  end if;

  -- Whom a note calls by name, or by way of a team; nobody calls themselves.
  if jsonb_path_exists(fresh, '$[*].messages[*].content.mentions') then
    insert into mentions (account_id, operator_id, message_id, conversation_id, at)
    select distinct account, o.id, r.id, r."conversationId", r.at
    from jsonb_array_elements(fresh) m, jsonb_to_recordset(m -> 'messages') as r (
        id uuid, "conversationId" uuid, kind text, "authorId" uuid, content jsonb, at timestamptz),
      jsonb_to_recordset(r.content -> 'mentions') as called (kind text, id uuid),
      operators o
      join memberships s on s.account_id = o.account_id and s.user_id = o.user_id
    where r.kind = 'note' and o.account_id = account and s.disabled_at is null
      and o.id is distinct from r."authorId"
      and (called.kind = 'operator' and o.id = called.id
        or called.kind = 'team' and exists (
          select from teams t where t.account_id = account and t.id = called.id
            and (t.is_everyone or exists (
              select from team_members tm
              where tm.account_id = account and tm.team_id = t.id and tm.operator_id = o.id))));
  end if;
  -- Who is called by a note that was deleted, was not called.
  if jsonb_path_exists(fresh, '$[*].changes[*].content.mentions') then
    delete from mentions n using jsonb_array_elements(fresh) m, jsonb_to_recordset(m -> 'changes') as r (
      id uuid, "deletedAt" timestamptz)
    where n.account_id = account and n.message_id = r.id and r."deletedAt" is not null;
  end if;

  if 'files' = any (kinds) then
    insert into files (account_id, id, conversation_id, message_id, channel_id, kind, name, mime, bytes,
      width, height, duration_s, state, reference, created_at)
    select account, f.id, f."conversationId", f."messageId", f."channelId", f.kind, f.name, f.mime,
      f.bytes, f.width, f.height, f."durationS", f.state, f.reference, at
    from jsonb_array_elements(fresh) m, jsonb_to_recordset(m -> 'files') as f (
      id uuid, "conversationId" uuid, "messageId" uuid, "channelId" uuid, kind text, name text,
      mime text, bytes bigint, width integer, height integer, "durationS" real, reference text, state text);
  end if;

  if 'attached' = any (kinds) then
    update files t set message_id = f."messageId", conversation_id = f."conversationId"
    from jsonb_array_elements(fresh) m, jsonb_to_recordset(m -> 'attached') as f (
      id uuid, "conversationId" uuid, "messageId" uuid)
    where t.account_id = account and t.id = f.id and t.message_id is null
      -- One of a quick reply is everybody's, however often it was sent.
      and t.quick_reply_id is null;
  end if;

  if 'drafts' = any (kinds) then
    -- What was begun is over with what it became. A save that is late finds it so.
    insert into drafts (account_id, operator_id, conversation_id, client_id, updated_at)
    select account, d."operatorId", d."conversationId", d."clientId", at
    from (
      select distinct on (q."operatorId", q."conversationId") q.*
      from jsonb_array_elements(fresh) m, jsonb_to_recordset(m -> 'drafts') as q (
        "operatorId" uuid, "conversationId" uuid, "clientId" text)
      order by q."operatorId", q."conversationId") d
    on conflict (account_id, operator_id, conversation_id) do update
      set client_id = excluded.client_id where drafts.content is null;

    update drafts t set content = null, file_ids = '{}', version = t.version + 1, updated_at = at
    from jsonb_array_elements(fresh) m, jsonb_to_recordset(m -> 'drafts') as d (
      "operatorId" uuid, "conversationId" uuid, "clientId" text)
    where t.account_id = account and t.operator_id = d."operatorId"
      and t.conversation_id = d."conversationId" and t.client_id = d."clientId"
      and t.content is not null;
  end if;

  if kinds && array['parts', 'sendAgain', 'withdraw', 'settled'] then
    perform write_parts(account, fresh, at);
  end if;

  if 'tasks' = any (kinds) then
    insert into tasks (account_id, id, kind, payload, next_at)
    select account, t.id, t.kind, t.payload, at
    from jsonb_array_elements(fresh) m,
      jsonb_to_recordset(m -> 'tasks') as t (id uuid, kind text, payload jsonb);
  end if;

  if 'turns' = any (kinds) then
    insert into bot_turns (account_id, conversation_id, turn, bot_id, input, asked_at, next_at)
    select account, t."conversationId", t.turn, t."botId", t.inputs, at, at
    from (
      -- Several of one conversation were stepped together: the last of them is asked.
      select distinct on (q."conversationId") q.*
      from jsonb_array_elements(fresh) m,
        jsonb_to_recordset(m -> 'turns') as q (
          "conversationId" uuid, turn integer, "botId" uuid, inputs jsonb)
      order by q."conversationId", q.turn desc) t
    on conflict (account_id, conversation_id) do update set turn = excluded.turn,
      bot_id = excluded.bot_id, input = excluded.input, asked_at = excluded.asked_at,
      next_at = excluded.next_at;
  end if;

  if 'decisions' = any (kinds) then
    insert into decisions (account_id, message_id, conversation_id, decision)
    select account, d."messageId", d."conversationId", d.decision
    from jsonb_array_elements(fresh) m,
      jsonb_to_recordset(m -> 'decisions') as d (
        "messageId" uuid, "conversationId" uuid, decision jsonb);
  end if;

  if 'ratings' = any (kinds) then
    insert into ratings (account_id, conversation_id, channel_id, contact_id, operator_id, bot_id,
      team_id, scale, asked_at, score, rated_at, comment)
    select account, r."conversationId", r."channelId", r."contactId", r."operatorId", r."botId",
      r."teamId", r.scale, r."askedAt", r.score, r."ratedAt", r.comment
    from (
      -- Stepped together, the latest of a conversation counts.
      select distinct on (q.row ->> 'conversationId') q.row from jsonb_array_elements(fresh) m,
        jsonb_array_elements(m -> 'ratings') with ordinality as q (row, place)
      order by q.row ->> 'conversationId', q.place desc) last,
      jsonb_to_record(last.row) as r ("conversationId" uuid, "channelId" uuid, "contactId" uuid,
        "operatorId" uuid, "botId" uuid, "teamId" uuid, scale text, "askedAt" timestamptz, score integer,
        "ratedAt" timestamptz, comment text)
    on conflict (account_id, conversation_id) do update set score = excluded.score,
      rated_at = excluded.rated_at, comment = excluded.comment;

    update contacts c set rating_asked_at = greatest(c.rating_asked_at, r."askedAt")
    from jsonb_array_elements(fresh) m,
      jsonb_to_recordset(m -> 'ratings') as r ("contactId" uuid, "askedAt" timestamptz)
    where c.account_id = account and c.id = r."contactId";
  end if;

  if 'sla' = any (kinds) then
    -- Stepped together, one promise may be broken and ended: the latest of it counts.
    insert into sla_results (account_id, conversation_id, kind, started_at, channel_id, team_id,
      operator_id, is_vip, target_s, broken_at, ended_at)
    select distinct on (s."conversationId", s.kind, s."startedAt") account, s."conversationId",
      s.kind, s."startedAt", s."channelId", s."teamId", s."operatorId", s."isVip", s."targetS",
      s."brokenAt", s."endedAt"
    from jsonb_array_elements(fresh) m, jsonb_to_recordset(m -> 'sla') as s ("conversationId" uuid,
      kind text, "startedAt" timestamptz, "channelId" uuid, "teamId" uuid, "operatorId" uuid,
      "isVip" boolean, "targetS" integer, "brokenAt" timestamptz, "endedAt" timestamptz)
    order by s."conversationId", s.kind, s."startedAt", s."endedAt" desc nulls last
    on conflict (account_id, conversation_id, kind, started_at) do update set
      broken_at = coalesce(sla_results.broken_at, excluded.broken_at), ended_at = excluded.ended_at;
  end if;

  if 'visit' = any (kinds) then
    update visits v set contact_id = (m -> 'visit' ->> 'contactId')::uuid
    from jsonb_array_elements(fresh) m
    where m ? 'visit' and v.account_id = account and v.id = (m -> 'visit' ->> 'id')::uuid
      and v.contact_id is null;
  end if;

  if 'suggestions' = any (kinds) then
    insert into visit_suggestions (account_id, conversation_id, visit_id, reason, decision,
      decided_by, decided_at, created_at)
    select account, s."conversationId", s."visitId", s.reason, s.decision, s."decidedBy",
      case when s.decision is not null then at end, at
    from (
      -- Stepped together, the latest of a conversation counts.
      select distinct on (q.row ->> 'conversationId') q.row from jsonb_array_elements(fresh) m,
        jsonb_array_elements(m -> 'suggestions') with ordinality as q (row, place)
      order by q.row ->> 'conversationId', q.place desc) last,
      jsonb_to_record(last.row) as s ("conversationId" uuid, "visitId" uuid, reason text,
        decision text, "decidedBy" uuid)
    where exists (select 1 from visits v where v.account_id = account and v.id = s."visitId")
    on conflict (account_id, conversation_id) do update set visit_id = excluded.visit_id,
      decision = excluded.decision, decided_by = excluded.decided_by,
      decided_at = excluded.decided_at;
  end if;

  if 'wakeUps' = any (kinds) then
    insert into wake_ups (account_id, reason)
    select account, w from jsonb_array_elements(fresh) m, jsonb_array_elements_text(m -> 'wakeUps') w;
  end if;

  insert into feed (account_id, number, kind, conversation_id, version, audience, payload)
  select account, event_base + row_number() over (order by (m ->> 'k')::integer, e.place),
    e.event ->> 'kind', (e.event ->> 'conversationId')::uuid, (e.event ->> 'version')::bigint,
    e.event -> 'audience',
    case when e.event ->> 'kind' = 'conversation' and numbers ? (e.event -> 'payload' ->> 'id')
      then jsonb_set(e.event -> 'payload', '{number}', numbers -> (e.event -> 'payload' ->> 'id'))
      else e.event -> 'payload' end
  from jsonb_array_elements(fresh) m,
    jsonb_array_elements(m -> 'events') with ordinality as e (event, place);

  return jsonb_build_object('numbers', numbers);
end $$;
