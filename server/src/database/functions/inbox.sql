-- Reading and marking what platforms brought. As plain statements these would be planned anew each
-- time, over all days' partitions: that took longer than carrying them out.

-- What came for a suspended account is looked at again in a minute, so that a long suspension is not
-- walked through each time; resuming it does not wait for that minute.
--
-- Of several processes each reads what came for its own channels; alone, `me` is null.
drop function if exists read_inbox(bigint[], integer);
create or replace function read_inbox(in_flight bigint[], most integer, me bigint)
returns setof inbox
language plpgsql volatile set plan_cache_mode = force_generic_plan as $$
declare
  suspended uuid[] := array(select id from accounts where suspended_at is not null);
begin
  if suspended <> '{}' then
    update inbox i set next_at = now() + interval '1 minute'
    where i.state = 'new' and i.next_at <= now() and i.id <> all (in_flight)
      and i.account_id = any (suspended);
  end if;
  return query
  select * from inbox i
  where i.state = 'new' and i.next_at <= now() and i.id <> all (in_flight)
    and i.account_id <> all (suspended)
    and (me is null or exists (select from channel_owners o
      where o.account_id = i.account_id and o.channel_id = i.channel_id and o.owner = me))
  order by i.id limit most;
end $$;

create or replace function finish_inbox(accounts uuid[], ids bigint[], days date[]) returns void
language plpgsql
set plan_cache_mode = force_generic_plan set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  -- What a power cut takes of this is read once more, and known by its external ids.
  perform set_config('synchronous_commit', 'off', true);
  update inbox i set state = 'done'
  from unnest(accounts, ids, days) as t (account_id, id, day)
  where i.account_id = t.account_id and i.id = t.id and i.day = t.day;
end $$;
