/** What our database remembers of a run, in the words of the evidence. */

/** The server's clock, by which things are due; the database's own is never moved. */
const clock = (aheadMs: number) => `(now() + ${aheadMs} * interval '1 millisecond')`

/** What still waits to be read, sent, fetched or thought about; what is so late comes no more. */
export const backlogQuery = (aheadMs: number) => `
  select (select count(*) from inbox where state <> 'done')
    + (select count(*) from parts where state in ('queued', 'sending'))
    + (select count(*) from tasks) + (select count(*) from wake_ups)
    + (select count(*) from conversations
      where wake_at between ${clock(aheadMs)} - interval '90 seconds'
        and ${clock(aheadMs)} + interval '30 seconds') as count`

export const messagesQuery = `
  select m.id, m.conversation_id, c.number::integer, m.seq::integer, m.author_type, m.text, m.status,
    extract(epoch from m.created_at)::float8 * 1000 as "createdAt"
  from messages m
  join conversations c on c.account_id = m.account_id and c.id = m.conversation_id
  where m.kind = 'message' order by c.number, m.seq`

export const conversationsQuery = (aheadMs: number) => `
  select id, number::integer, address, status,
    extract(epoch from opened_at)::float8 * 1000 as "openedAt",
    (status = 'closed' or status = 'assigned' and operator_id is not null
      or status = 'queued' and queue_stage is not null or status = 'bot' and bot_id is not null
      or status in ('offered', 'closing') and wake_at is not null) as "isLookedAfter",
    coalesce(wake_at < ${clock(aheadMs)} - interval '60 seconds', false) as "isOverdue"
  from conversations order by number`

export const unknownQuery = `
  select p.message_id from attempts a
  join parts p on p.account_id = a.account_id and p.id = a.part_id
  where p.kind = 'message' and (a.ended_at is null or a.outcome = 'unknown')`

/** From call to call: the refusal came in between, and later than it could be written down. */
export const putOffQuery = `
  select * from (
    select a.part_id, c.kind as platform, a.detail ->> 'reason' as reason,
      extract(epoch from lead(a.started_at) over (partition by a.part_id order by a.number)
        - a.started_at)::float8 * 1000 as "pauseMs"
    from attempts a
    join parts p on p.account_id = a.account_id and p.id = a.part_id
    join channels c on c.account_id = p.account_id and c.id = p.channel_id) t
  where reason = 'throttled' and "pauseMs" is not null`

export const equalVersionsQuery = `
  select payload ->> 'id' from feed where kind = 'conversation'
  group by payload ->> 'id', version having count(distinct payload::text) > 1`

/** Calls of which nobody knew what came of them: without these, once and not twice proves nothing. */
export const doubtfulQuery = `
  select count(*) from attempts
  where ended_at is null or outcome = 'unknown' or detail ->> 'mayHaveArrived' = 'true'`
