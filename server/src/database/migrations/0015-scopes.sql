-- Which conversations an operator sees, and whom each conversation concerns.

alter table operators
  add column scope text not null default 'team' check (scope in ('own', 'team', 'all'));
-- Who worked here before went on seeing what they saw.
update operators set scope = 'all';

-- Ids of operators and teams, by which everybody's view is cut out of the whole.
alter table conversations add column concerns uuid[] not null default '{}';
update conversations c set concerns = coalesce(
  (select array_agg(distinct id) from unnest(
     array[c.operator_id, c.awaited_operator_id, c.team_id,
       -- Whose a closed one was is known of its operator alone, and a bot's of its channel.
       case when c.status in ('bot', 'closed') then coalesce(
         r.backup_operator_id, r.backup_team_id, r.receiver_operator_id, r.receiver_team_id) end]
     || coalesce(c.offered_to, '{}')) as concerned (id)
   where id is not null), '{}')
from channel_rules r where r.account_id = c.account_id and r.channel_id = c.channel_id;
create index conversations_by_concerned on conversations using gin (concerns);
