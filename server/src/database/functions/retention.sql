-- What a company no longer keeps. Conversations stay, with their numbers, times, people and marks, so
-- that reports stay true; what was said in them goes. Each call takes a part, so that nobody waits.

create or replace function forget_words(account uuid, channel uuid, before timestamptz,
  at timestamptz, most integer) returns jsonb
language plpgsql as $$
declare
  talks uuid[];
  gone integer;
begin
  select array_agg(id) into talks from (
    select c.id from conversations c
    where c.account_id = account and c.channel_id = channel and c.status = 'closed'
      and c.words_forgotten_at is null and c.closed_at < before
    order by c.closed_at limit most for update skip locked) old;
  if talks is null then
    return jsonb_build_object('conversations', 0, 'messages', 0);
  end if;
  update messages m set version = m.version + 1, text = '',
    content = case
      when m.kind <> 'system' then '{}'
      when m.content -> 'system' ->> 'code' in ('pressed', 'started', 'form-filled')
        then jsonb_set(m.content, '{system,parameters}', '{}')
      else m.content end,
    deleted_at = case m.kind when 'system' then m.deleted_at
      else coalesce(m.deleted_at, forget_words.at) end
  where m.account_id = account and m.conversation_id = any (talks)
    and (m.kind <> 'system' or m.content -> 'system' ->> 'code' in ('pressed', 'started', 'form-filled'));
  get diagnostics gone = row_count;
  delete from message_search s where s.account_id = account and s.conversation_id = any (talks);
  delete from webhook_events w where w.account_id = account and w.conversation_id = any (talks);
  perform forget_files_of(account, talks);
  update ratings r set comment = null
  where r.account_id = account and r.conversation_id = any (talks) and r.comment is not null;
  update conversations c set version = c.version + 1, words_forgotten_at = forget_words.at,
    files_forgotten_at = coalesce(c.files_forgotten_at, forget_words.at),
    state = case when c.state ? 'lastMessage'
      then jsonb_set(c.state - 'attributes' - 'choices' #- '{rating,comment}',
        '{lastMessage,text}', '""')
      else c.state - 'attributes' - 'choices' #- '{rating,comment}' end
  where c.account_id = account and c.id = any (talks);
  return jsonb_build_object('conversations', array_length(talks, 1), 'messages', gone);
end $$;

create or replace function forget_files(account uuid, channel uuid, before timestamptz,
  at timestamptz, most integer) returns jsonb
language plpgsql as $$
declare
  talks uuid[];
  gone integer;
begin
  select array_agg(id) into talks from (
    select c.id from conversations c
    where c.account_id = account and c.channel_id = channel and c.status = 'closed'
      and c.files_forgotten_at is null and c.closed_at < before
    order by c.closed_at limit most for update skip locked) old;
  if talks is null then
    return jsonb_build_object('conversations', 0, 'files', 0);
  end if;
  gone := forget_files_of(account, talks);
  update messages m set version = m.version + 1, content = jsonb_set(m.content, '{files}',
    (select jsonb_agg(f || '{"state": "failed", "hasPreview": false}')
     from jsonb_array_elements(m.content -> 'files') f))
  where m.account_id = account and m.conversation_id = any (talks)
    and jsonb_array_length(coalesce(m.content -> 'files', '[]')) > 0;
  update conversations c set version = c.version + 1, files_forgotten_at = forget_files.at
  where c.account_id = account and c.id = any (talks);
  return jsonb_build_object('conversations', array_length(talks, 1), 'files', gone);
end $$;

-- Their bytes go with what was uploaded and forgotten.
create or replace function forget_files_of(account uuid, talks uuid[]) returns integer
language plpgsql as $$
declare
  gone integer;
begin
  update files f set name = '', reference = null, state = 'failed', message_id = null,
    conversation_id = null, uploaded_by = coalesce(f.uploaded_by, account),
    created_at = '2000-01-01'
  where f.account_id = account and f.conversation_id = any (talks)
    and f.bot_id is null and f.template_id is null;
  get diagnostics gone = row_count;
  return gone;
end $$;
