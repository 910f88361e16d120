import { Readable } from 'node:stream'
import { id } from '@otklik/protocol'
import { create as contentDisposition } from 'content-disposition'
import { z } from 'zod'

import { recordChange } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import type { Storage } from '../files/index.ts'
import { type App, NotFoundError } from '../http/index.ts'
import { writeZip, type ZipFile } from '../lib/zip.ts'
import { type ContactRow, findContact } from './contact-row.ts'
import { listContactFields } from './fields.ts'
import { holdings } from './holdings.ts'

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

/** Whose data is handed out: the company, the people, their conversations. */
type Whose = [accountId: string, people: string[], talks: string[]]

async function* filesOf(
  { database, storage }: Exporting,
  contact: ContactRow,
): AsyncGenerator<ZipFile> {
  const { account_id: accountId, id: contactId } = contact
  const { rows: found } = await database.query<{ people: string[] }>(
    'select people_of($1, $2) as people',
    [accountId, contactId],
  )
  const { people } = found[0]!
  const { rows: talks } = await database.query<{ id: string }>(
    `select id from conversations where account_id = $1 and contact_id = any($2) order by number`,
    [accountId, people],
  )
  const whose: Whose = [accountId, people, talks.map(({ id: each }) => each)]
  yield { name: 'data.json', bytes: pieces(dataOf(database, contact, whose)) }
  const { rows } = await database.query<FileRow>(
    `select id, name, storage_key from files
     where account_id = $1 and conversation_id = any($2) and storage_key is not null
     order by created_at`,
    [accountId, whose[2]],
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
async function* dataOf(
  database: Database,
  contact: ContactRow,
  [accountId, people, talks]: Whose,
): AsyncGenerator<string> {
  yield `{"contact":${JSON.stringify(await cardOf(database, contact), null, 1)},"conversations":[`
  for (const [index, talk] of talks.entries()) {
    const { rows } = await database.query(
      `select c.id, c.number, h.name as channel, c.opened_at, c.closed_at,
         c.state -> 'topic' as topic, c.state -> 'tags' as tags,
         c.state -> 'attributes' as attributes
       from conversations c join channels h on h.account_id = c.account_id and h.id = c.channel_id
       where c.account_id = $1 and c.id = $2`,
      [accountId, talk],
    )
    const held = await heldOf(database, 'conversation', [accountId, people, [talk]])
    yield `${index > 0 ? ',' : ''}\n${JSON.stringify({ ...rows[0], ...held })}`
  }
  yield ']'
  const held = await heldOf(database, 'person', [accountId, people, talks])
  for (const [name, rows] of Object.entries(held)) yield `,\n"${name}":${JSON.stringify(rows)}`
  yield '}\n'
}

async function cardOf(database: Database, contact: ContactRow) {
  const fields = await listContactFields(database, contact.account_id)
  return {
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
  }
}

/** What the list of holdings hands out, of a person or of one conversation. */
async function heldOf(database: Database, per: 'person' | 'conversation', whose: Whose) {
  const held: Record<string, unknown> = {}
  for (const { table, whose: condition, handed } of holdings) {
    if (typeof handed === 'string' || 'not' in handed || handed.per !== per) continue
    const { as, columns, order, isOne } = handed
    const { rows } = await database.query(
      `with given as (select $1::uuid, $2::uuid[], $3::uuid[])
       select ${columns} from ${table} r where r.account_id = $1 and (${condition})
       ${order ? `order by ${order}` : ''}`,
      whose,
    )
    held[as] = isOne ? (rows[0] ?? null) : rows
  }
  return held
}
