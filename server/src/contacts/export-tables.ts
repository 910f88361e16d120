import { Readable } from 'node:stream'
import { contactFilter } from '@otklik/protocol'
import { wordsOf } from '@otklik/words'

import { visibleTo } from '../access/index.ts'
import { recordChange } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import { type App, type Caller, readersLanguage } from '../http/index.ts'
import { CSV_START, csvLine } from '../lib/csv.ts'
import { contactCondition } from './contact-condition.ts'
import { messageLines } from './export-messages.ts'
import { shownTime, type Wanted } from './exported.ts'
import { listContactFields } from './fields.ts'

const PAGE = 1000

/** Tables of whom the screen shows, as they are read from the database: nothing waits in memory. */
export function exportTableRoutes(app: App, { database }: { database: Database }): void {
  const tables = {
    contacts: contactLines,
    conversations: conversationLines,
    messages: messageLines,
  }
  for (const [name, linesOf] of Object.entries(tables)) {
    app.route({
      method: 'GET',
      url: `/api/v1/${name}.csv`,
      config: { access: { permission: 'contacts.export' } },
      schema: {
        tags: ['contacts'],
        summary: `A table of the ${name} that the filter leaves`,
        querystring: contactFilter,
      },
      handler: async (request, reply) => {
        const { caller, query } = request
        const heads = wordsOf(readersLanguage(request)).company.exports
        await recordChange(database, caller, {
          action: 'exported',
          subject: { kind: 'contact-list', name: `${name}.csv` },
          changes: [],
        })
        reply.header('Content-Disposition', `attachment; filename="${name}.csv"`)
        reply.header('Cache-Control', 'no-store')
        const lines = linesOf(database, caller, { filter: query, heads })
        return reply.type('text/csv; charset=utf-8').send(Readable.from(lines))
      },
    })
  }
}

interface ContactLine {
  id: string
  name: string
  phone: string
  email: string
  tags: string[]
  note: string
  is_vip: boolean
  barred_at: Date | null
  fields: Record<string, string>
  channels: string[]
  conversations: number
  created_at: Date
}

async function* contactLines(
  database: Database,
  caller: Caller,
  { filter, heads }: Wanted,
): AsyncGenerator<string> {
  const fields = await listContactFields(database, caller.accountId)
  const { name, phone, email, tags, note, vip, barred, channels, conversations, since } = heads
  yield CSV_START
  yield csvLine([
    ...[name, phone, email, tags, note, vip, barred, channels, conversations, since],
    ...fields.map((field) => field.name),
  ])
  let before: string | undefined
  for (;;) {
    const values: unknown[] = [caller.accountId]
    const condition = contactCondition(caller, filter, values)
    const paged = before ? ` and c.id < $${values.push(before)}` : ''
    const { rows } = await database.query<ContactLine>(
      `select c.id, c.name, c.email, c.tags, c.note, c.is_vip, c.barred_at, c.fields, c.created_at,
         coalesce(nullif(c.phone, ''), (
           select '+' || ltrim(a.profile ->> 'phone', '+') from addresses a
           where a.account_id = c.account_id and a.contact_id = c.id and a.profile ? 'phone'
           order by a.created_at limit 1), '') as phone,
         array(select distinct h.name from addresses a
           join channels h on h.account_id = a.account_id and h.id = a.channel_id
           where a.account_id = c.account_id and a.contact_id = c.id) as channels,
         (select count(*)::integer from conversations o
           where o.account_id = c.account_id and o.contact_id = c.id) as conversations
       from contacts c where ${condition}${paged} order by c.id desc limit ${PAGE}`,
      values,
    )
    for (const row of rows) {
      yield csvLine([
        ...[row.name, row.phone, row.email, row.tags.join(', '), row.note],
        row.is_vip ? heads.yes : '',
        row.barred_at ? heads.yes : '',
        ...[row.channels.join(', '), String(row.conversations), shownTime(row.created_at)],
        ...fields.map((field) => row.fields[field.id] ?? ''),
      ])
    }
    before = rows.at(-1)?.id
    if (rows.length < PAGE) return
  }
}

interface ConversationLine {
  number: number
  channel: string
  name: string
  operator: string | null
  opened_at: Date
  closed_at: Date | null
  reason: string | null
  topic: string | null
  tags: string[] | null
  messages: number
}

async function* conversationLines(
  database: Database,
  caller: Caller,
  { filter, heads }: Wanted,
): AsyncGenerator<string> {
  const { number, channel, name, operator, opened, closed, reason, topic, tags, messages } = heads
  yield CSV_START
  yield csvLine([number, channel, name, operator, opened, closed, reason, topic, tags, messages])
  let before: number | undefined
  for (;;) {
    const values: unknown[] = [caller.accountId]
    const condition = contactCondition(caller, filter, values)
    const visible = visibleTo(caller, values, 'o')
    const paged = before ? ` and o.number < $${values.push(before)}` : ''
    const { rows } = await database.query<ConversationLine>(
      `select o.number, h.name as channel, c.name, p.name as operator, o.opened_at, o.closed_at,
         o.state -> 'holding' ->> 'reason' as reason, o.state ->> 'topic' as topic,
         o.state -> 'tags' as tags,
         (select count(*)::integer from messages m where m.account_id = o.account_id
            and m.conversation_id = o.id and m.kind = 'message') as messages
       from conversations o
       join contacts c on c.account_id = o.account_id and c.id = o.contact_id
       join channels h on h.account_id = o.account_id and h.id = o.channel_id
       left join operators p on p.account_id = o.account_id and p.id = o.operator_id
       where ${condition} and ${visible}${paged} order by o.number desc limit ${PAGE}`,
      values,
    )
    for (const row of rows) {
      const closeReasons: Record<string, string> = heads.reasons
      yield csvLine([
        ...[
          String(row.number),
          row.channel,
          row.name,
          row.operator ?? '',
          shownTime(row.opened_at),
        ],
        row.closed_at ? shownTime(row.closed_at) : '',
        row.closed_at ? (closeReasons[row.reason ?? ''] ?? '') : '',
        ...[row.topic ?? '', (row.tags ?? []).join(', '), String(row.messages)],
      ])
    }
    before = rows.at(-1)?.number
    if (rows.length < PAGE) return
  }
}
