import { Readable } from 'node:stream'
import { id } from '@otklik/protocol'
import { create as contentDisposition } from 'content-disposition'
import { z } from 'zod'

import { recordChange } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import type { Storage } from '../files/index.ts'
import { type App, NotFoundError } from '../http/index.ts'
import { writeZip, type ZipFile } from '../lib/zip.ts'
import { listAddresses } from './contact-card.ts'
import { type ContactRow, findContact } from './contact-row.ts'
import { listContactFields } from './fields.ts'

interface Exporting {
  database: Database
  storage: Storage
}

/** What a person may ask a company for: everything it holds of them, in one file. */
export function exportPersonRoute(app: App, exporting: Exporting): void {
  const { database } = exporting
  app.route({
    method: 'GET',
    url: '/api/v1/contacts/:id/export',
    config: { access: { permission: 'contacts.export' } },
    schema: {
      tags: ['contacts'],
      summary: 'Everything held of one contact: a ZIP of a JSON file and their files',
      params: z.strictObject({ id }),
    },
    handler: async ({ caller, params }, reply) => {
      const contact = await findContact(database, caller, params.id)
      if (!contact) throw new NotFoundError()
      await recordChange(database, caller, {
        action: 'exported',
        subject: { kind: 'contact', id: contact.id, name: contact.name },
        changes: [],
      })
      reply.header('Content-Disposition', contentDisposition(`${contact.name}.zip`))
      reply.header('Cache-Control', 'no-store')
      return reply
        .type('application/zip')
        .send(Readable.from(writeZip(filesOf(exporting, contact))))
    },
  })
}

interface FileRow {
  id: string
  name: string
  storage_key: string
}

async function* filesOf(
  { database, storage }: Exporting,
  contact: ContactRow,
): AsyncGenerator<ZipFile> {
  const { account_id: accountId, id: contactId } = contact
  yield { name: 'data.json', bytes: pieces(dataOf(database, contact)) }
  const { rows } = await database.query<FileRow>(
    `select f.id, f.name, f.storage_key from files f
     join conversations c on c.account_id = f.account_id and c.id = f.conversation_id
     where f.account_id = $1 and c.contact_id = $2 and f.storage_key is not null
     order by f.created_at`,
    [accountId, contactId],
  )
  for (const { id: fileId, name, storage_key: key } of rows) {
    if (!(await storage.has(key))) continue
    yield { name: `files/${fileId} ${name.replaceAll(/[\\/]/g, '_')}`, bytes: storage.read(key) }
  }
}

async function* pieces(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text)
}

/** One conversation after the other, so that somebody who wrote for years fits too. */
async function* dataOf(database: Database, contact: ContactRow): AsyncGenerator<string> {
  const { account_id: accountId, id: contactId } = contact
  const fields = await listContactFields(database, accountId)
  const addresses = await listAddresses(database, accountId, contactId)
  const person = {
    name: contact.name,
    email: contact.email,
    phone: contact.phone,
    fields: Object.fromEntries(
      fields.flatMap(({ id: each, name }) => {
        const value = contact.fields[each]
        return value ? [[name, value]] : []
      }),
    ),
    tags: contact.tags,
    note: contact.note,
    isVip: contact.is_vip,
    since: contact.created_at,
    addresses: addresses.map(({ channel_id, ...rest }) => ({ channelId: channel_id, ...rest })),
  }
  yield `{"contact":${JSON.stringify(person, null, 1)},"conversations":[`
  const { rows } = await database.query<{ id: string }>(
    `select c.id, c.number, h.name as channel, c.opened_at, c.closed_at, c.state -> 'topic' as topic,
       c.state -> 'tags' as tags, c.state -> 'attributes' as attributes
     from conversations c join channels h on h.account_id = c.account_id and h.id = c.channel_id
     where c.account_id = $1 and c.contact_id = $2 order by c.number`,
    [accountId, contactId],
  )
  for (const [index, conversation] of rows.entries()) {
    const messages = await database.query(
      `select kind, author_type, author_name, text, content, at, edited_at, deleted_at
       from messages where account_id = $1 and conversation_id = $2 order by seq`,
      [accountId, conversation.id],
    )
    const traces = await tracesOf(database, accountId, conversation.id)
    const whole = { ...conversation, ...traces, messages: messages.rows }
    yield `${index > 0 ? ',' : ''}\n${JSON.stringify(whole)}`
  }
  const visits = await database.query(
    `select source, medium, campaign, term, content, page_url, page_title, referrer, click_ids, pages,
       created_at, last_seen_at
     from visits v
     where account_id = $1 and (contact_id = $2 or exists (
       select from conversations c
       where c.account_id = $1 and c.contact_id = $2 and c.visit_id = v.id))
     order by created_at`,
    [accountId, contactId],
  )
  const onSite = await database.query(
    `select s.page_url, s.page_title, s.first_url, s.referrer, s.language, s.seen_at,
       s.consented_at, s.answer
     from site_visitors s
     join addresses a on a.account_id = s.account_id and a.channel_id = s.channel_id
       and a.address = s.visitor
     where a.account_id = $1 and a.contact_id = $2 order by s.seen_at`,
    [accountId, contactId],
  )
  yield `],"visits":${JSON.stringify(visits.rows)},"onSite":${JSON.stringify(onSite.rows)}}\n`
}

/** What is kept of a conversation beside its messages: as `erase_contact` knows it. */
async function tracesOf(database: Database, accountId: string, conversationId: string) {
  const of = [accountId, conversationId]
  const ratings = await database.query(
    `select scale, asked_at, score, rated_at, comment, appeal, decision, decision_text
     from ratings where account_id = $1 and conversation_id = $2`,
    of,
  )
  const forms = await database.query(
    `select fields, created_at, filled_at from contact_forms
     where account_id = $1 and conversation_id = $2 order by created_at`,
    of,
  )
  const reviews = await database.query(
    `select answers, summary, score, reply, appeal, decision, decision_text, ended_at
     from reviews where account_id = $1 and conversation_id = $2 order by begun_at`,
    of,
  )
  return { rating: ratings.rows[0] ?? null, forms: forms.rows, reviews: reviews.rows }
}
