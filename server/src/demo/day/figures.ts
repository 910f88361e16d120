import type { Database } from '../../database/index.ts'

/**
 * What was told of the last day, as the channels’ own figures have it: each word that came once
 * received, each one that left once attempted, and when the last of both was.
 */
export async function countLastDay(
  database: Database,
  accountId: string,
  before: Date,
): Promise<void> {
  const from = new Date(before.getTime() - 24 * 60 * 60_000)
  await database.query(
    `insert into inbox (account_id, day, channel_id, body, state, next_at, received_at)
     select m.account_id, m.at::date, c.channel_id, '', 'done', m.at, m.at
     from messages m join conversations c on c.account_id = m.account_id and c.id = m.conversation_id
     where m.account_id = $1 and m.author_type = 'contact' and m.at between $2 and $3
       and not exists (select from inbox i where i.account_id = m.account_id
         and i.channel_id = c.channel_id and i.received_at = m.at)`,
    [accountId, from, before],
  )
  await database.query(
    `insert into attempts
       (account_id, part_id, number, day, started_at, deadline_at, ended_at, outcome)
     select p.account_id, p.id, 1, m.at::date, m.at, m.at + interval '20 s', m.at, p.state
     from parts p join messages m on m.account_id = p.account_id and m.id = p.message_id
     where p.account_id = $1 and p.state in ('sent', 'failed') and m.at between $2 and $3
       and not exists (select from attempts a
         where a.account_id = p.account_id and a.part_id = p.id)`,
    [accountId, from, before],
  )
  await database.query(
    `update channels ch set last_received_at = greatest(ch.last_received_at, told.received),
       last_sent_at = greatest(ch.last_sent_at, told.sent)
     from (select c.channel_id, max(m.at) filter (where m.author_type = 'contact') as received,
         max(m.at) filter (where m.status in ('sent', 'delivered', 'read')) as sent
       from messages m join conversations c on c.account_id = m.account_id and c.id = m.conversation_id
       where m.account_id = $1 and m.at <= $2 group by c.channel_id) told
     where ch.account_id = $1 and ch.id = told.channel_id`,
    [accountId, before],
  )
}
