-- What a process does every few seconds once it has said that it lives, which must not wait for any of
-- this: buries who has not said so for too long, and takes and gives back channels, so that all have
-- about as many. The clock is the database's alone. Nothing is known of a process that was buried itself.
create or replace function beat(me bigint, dead_after interval, may_bury boolean)
returns table (is_leader boolean, buried integer, taken integer, given_back integer)
language plpgsql volatile as $$
declare
  fair integer;
  mine integer;
begin
  perform 1 from processes p where p.number = me;
  if not found then
    return;
  end if;
  buried := 0;
  taken := 0;
  given_back := 0;
  if may_bury then
    -- One that is beating at this moment is alive, however late it is.
    delete from processes p where p.number in (
      select d.number from processes d where d.beat_at < clock_timestamp() - dead_after
      order by d.number for update skip locked);
    get diagnostics buried = row_count;
  end if;

  select ceil((select count(*) from channels) / count(*)::numeric) into fair from processes;
  select count(*) into mine from channel_owners o where o.owner = me;
  if mine < fair then
    insert into channel_owners (account_id, channel_id, owner)
    select c.account_id, c.id, me from channels c
    where not exists (select from channel_owners o
      where o.account_id = c.account_id and o.channel_id = c.id)
    order by c.account_id, c.id limit fair - mine
    on conflict do nothing;
    get diagnostics taken = row_count;
  elsif mine > fair then
    delete from channel_owners o where (o.account_id, o.channel_id) in (
      select g.account_id, g.channel_id from channel_owners g
      where g.owner = me order by g.account_id desc, g.channel_id desc limit mine - fair);
    get diagnostics given_back = row_count;
  end if;
  -- Whoever has been there the longest.
  is_leader := me = (select min(p.number) from processes p);
  return next;
end $$;

-- Who holds this is the owner until the transaction ends: giving back and burying wait for it.
create or replace function owns_channel(me bigint, account uuid, channel uuid) returns boolean
language plpgsql volatile as $$
begin
  if me is null then
    return true;
  end if;
  perform 1 from channel_owners o
  where o.account_id = account and o.channel_id = channel and o.owner = me
  for share;
  return found;
end $$;
