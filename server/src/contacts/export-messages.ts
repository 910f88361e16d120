import { visibleTo } from '../access/index.ts'
import type { Database } from '../database/index.ts'
import type { Caller } from '../http/index.ts'
import { CSV_START, csvLine } from '../lib/csv.ts'
import { contactCondition } from './contact-condition.ts'
import { shownTime, type Wanted } from './exported.ts'

/** Each may have thousands of messages. */
const TALKS_AT_ONCE = 50

interface TalkLine {
  id: string
  number: number
  channel: string
  name: string
  phone: string
  email: string
  topic: string | null
}

interface MessageLine {
  conversation_id: string
  author_type: string
  author_name: string
  text: string
  at: Date
}

/**
 * What was written, a line for each message, in the columns that an import reads: it can be brought
 * into another contact centre. Notes stay with the company.
 */
export async function* messageLines(
  database: Database,
  caller: Caller,
  { filter, heads }: Wanted,
): AsyncGenerator<string> {
  const { number, channel, name, phone, email, at, author, text, topic } = heads
  yield CSV_START
  yield csvLine([number, channel, name, phone, email, at, author, text, topic])
  let before: number | undefined
  for (;;) {
    const values: unknown[] = [caller.accountId]
    const condition = contactCondition(caller, filter, values)
    const visible = visibleTo(caller, values, 'o')
    const paged = before ? ` and o.number < $${values.push(before)}` : ''
    const { rows: talks } = await database.query<TalkLine>(
      `select o.id, o.number, h.name as channel, c.name, c.phone, c.email,
         o.state ->> 'topic' as topic
       from conversations o
       join contacts c on c.account_id = o.account_id and c.id = o.contact_id
       join channels h on h.account_id = o.account_id and h.id = o.channel_id
       where ${condition} and ${visible}${paged} order by o.number desc limit ${TALKS_AT_ONCE}`,
      values,
    )
    const { rows: messages } = await database.query<MessageLine>(
      `select m.conversation_id, m.author_type, m.author_name, m.at,
         coalesce(nullif(m.text, ''), (
           select string_agg(f.name, ', ') from files f
           where f.account_id = m.account_id and f.message_id = m.id), '') as text
       from messages m
       where m.account_id = $1 and m.conversation_id = any($2) and m.kind = 'message'
         and m.deleted_at is null
       order by m.seq`,
      [caller.accountId, talks.map(({ id }) => id)],
    )
    const byTalk = Map.groupBy(messages, (message) => message.conversation_id)
    for (const talk of talks) {
      for (const message of byTalk.get(talk.id) ?? []) {
        yield csvLine([
          ...[String(talk.number), talk.channel, talk.name, talk.phone, talk.email],
          ...[shownTime(message.at), authorOf(message, talk, heads), message.text],
          talk.topic ?? '',
        ])
      }
    }
    before = talks.at(-1)?.number
    if (talks.length < TALKS_AT_ONCE) return
  }
}

/** An import knows by the word before the name who wrote for the company. */
function authorOf(
  { author_type: type, author_name: author }: MessageLine,
  { name }: TalkLine,
  heads: Wanted['heads'],
): string {
  if (type === 'operator') return `${heads.operator} ${author}`
  return type === 'contact' ? author || name : `${heads.bot} ${author}`.trim()
}
