import { Readable } from 'node:stream'
import { id, mostImportBytes } from '@otklik/protocol'
import {
  editImportRequest,
  importPreview,
  importSubject,
  importView,
} from '@otklik/protocol/settings'
import { wordsOf } from '@otklik/words'
import { v7 as newId } from 'uuid'
import { z } from 'zod'

import { recordChange } from '../audit/index.ts'
import type { Database, Queryable } from '../database/index.ts'
import {
  type App,
  InvalidFieldsError,
  NotFoundError,
  Refusal,
  readersLanguage,
} from '../http/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import type { Hints } from '../lib/hints.ts'
import { listContactFields } from './fields.ts'
import { previewImport } from './import-preview.ts'
import { reportLines } from './import-report.ts'
import { getImport, getImportRow, type ImportRow, listImports } from './import-view.ts'
import { guessMapping, readTable, type Table } from './read-table.ts'

const tags = ['contacts']
const params = z.strictObject({ id })
const managing = { access: { permission: 'contacts.manage' } } as const

/** Contacts and past conversations as a table: handed in, looked at, brought in by the server. */
export function importRoutes(app: App, world: { database: Database; hints: Hints }): void {
  const { database, hints } = world

  app.route({
    method: 'GET',
    url: '/api/v1/imports',
    config: managing,
    schema: { tags, summary: 'The latest imports', response: { 200: z.array(importView) } },
    handler: ({ caller }) => listImports(database, caller.accountId),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/imports',
    config: managing,
    bodyLimit: mostImportBytes + 10_000,
    schema: {
      tags,
      summary: 'Hand in a table; nothing is brought in yet',
      querystring: z.strictObject({ subject: importSubject }),
      response: { 201: importView },
    },
    handler: async (request, reply) => {
      const { accountId, operatorId } = request.caller
      const part = await request.file({ limits: { fileSize: mostImportBytes } })
      if (!part) throw new InvalidFieldsError({ file: { code: 'required' } })
      const bytes = await part.toBuffer().catch(() => {
        throw new Refusal('too-large')
      })
      const importId = newId()
      const { subject } = request.query
      const table = await readTable(bytes)
      await database.transaction((client) =>
        keepTable(client, table, {
          ...{ accountId, importId, operatorId, subject },
          fileName: part.filename.slice(0, 200),
        }),
      )
      return reply.code(201).send(await getImport(database, accountId, importId))
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/imports/:id',
    config: managing,
    schema: { tags, summary: 'An import and how far it is', params, response: { 200: importView } },
    handler: ({ caller, params: { id: importId } }) =>
      getImport(database, caller.accountId, importId),
  })
  app.route({
    method: 'PATCH',
    url: '/api/v1/imports/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Say what is in which column, and into which channel conversations go',
      params,
      body: editImportRequest,
      response: { 200: importView },
    },
    handler: async ({ caller: { accountId }, params: { id: importId }, body }) => {
      await database.transaction(async (client) => {
        const row = await getImportRow(client, accountId, importId)
        if (row.state !== 'preview') throw new Refusal('import-over')
        const { mapping = row.mapping, channelId = row.channel_id } = body
        if (channelId) await refuseStrangeChannel(client, accountId, channelId)
        await client.query(
          'update imports set mapping = $3, channel_id = $4 where account_id = $1 and id = $2',
          [accountId, importId, toDatabaseJson(mapping), channelId],
        )
      })
      return getImport(database, accountId, importId)
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/imports/:id/preview',
    config: managing,
    schema: {
      tags,
      summary: 'What would come of it, row by row',
      params,
      response: { 200: importPreview },
    },
    handler: ({ caller: { accountId }, params: { id: importId } }) =>
      database.transaction(async (client) =>
        previewImport(client, await getImportRow(client, accountId, importId)),
      ),
  })
  const turn = (
    url: string,
    summary: string,
    change: (client: Queryable, row: ImportRow) => Promise<void>,
  ) =>
    app.route({
      method: 'POST',
      url: `/api/v1/imports/:id/${url}`,
      config: managing,
      schema: { tags, summary, params, response: { 200: importView } },
      handler: async ({ caller, params: { id: importId } }) => {
        const { accountId } = caller
        await database.transaction(async (client) => {
          const row = await getImportRow(client, accountId, importId)
          await change(client, row)
          if (url !== 'start') return
          await recordChange(client, caller, {
            action: 'imported',
            subject: { kind: 'contact-list', id: importId, name: row.file_name },
            changes: [{ field: 'rows', after: row.total }],
          })
        })
        hints.send('imports', accountId)
        return getImport(database, accountId, importId)
      },
    })
  turn('start', 'Bring it in; the server goes on by itself', async (client, row) => {
    if (row.state !== 'preview') throw new Refusal('import-over')
    refuseUnmapped(row)
    await keepKeys(client, row)
    await setState(client, row, 'running')
  })
  turn('stop', 'Stop; what is done stays', async (client, row) => {
    if (row.state !== 'running') throw new Refusal('import-over')
    await setState(client, row, 'stopped')
  })
  app.route({
    method: 'GET',
    url: '/api/v1/imports/:id/report.csv',
    config: managing,
    schema: { tags, summary: 'What came of each row', params },
    handler: async (request, reply) => {
      const { accountId } = request.caller
      const found = await getImport(database, accountId, request.params.id)
      const words = wordsOf(readersLanguage(request))
      reply.header('Content-Disposition', 'attachment; filename="report.csv"')
      const lines = reportLines(database, accountId, { found, words })
      return reply.type('text/csv; charset=utf-8').send(Readable.from(lines))
    },
  })
}

async function keepTable(
  client: Queryable,
  { encoding, delimiter, columns, rows }: Table,
  given: {
    accountId: string
    importId: string
    operatorId: string
    subject: ImportRow['subject']
    fileName: string
  },
): Promise<void> {
  const { accountId, importId, operatorId, subject, fileName } = given
  const fields = await listContactFields(client, accountId)
  await client.query(
    `insert into imports (account_id, id, subject, file_name, encoding, delimiter, columns, mapping,
       total, author_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[accountId, importId, subject, fileName, encoding, delimiter, toDatabaseJson(columns)],
      ...[toDatabaseJson(guessMapping(columns, subject, fields)), rows.length, operatorId],
    ],
  )
  for (const { start, lines } of portionsOf(rows)) {
    await client.query(
      `insert into import_rows (account_id, import_id, line, cells)
       select $1, $2, $4 + ordinality, cells
       from jsonb_array_elements($3) with ordinality as t (cells, ordinality)`,
      [accountId, importId, toDatabaseJson(lines), start + 1],
    )
  }
}

const MOST_LINES = 2000
const MOST_LETTERS = 500_000

/** So much at once that nobody waits for it to be written down as JSON. */
function* portionsOf(rows: readonly string[][]): Generator<{ start: number; lines: string[][] }> {
  let [start, letters] = [0, 0]
  for (const [index, row] of rows.entries()) {
    letters += row.reduce((sum, cell) => sum + cell.length, 0)
    const isFull = index + 1 - start >= MOST_LINES || letters >= MOST_LETTERS
    if (!isFull && index + 1 < rows.length) continue
    yield { start, lines: rows.slice(start, index + 1) }
    ;[start, letters] = [index + 1, 0]
  }
}

/** Which rows are one conversation: found again by an index. A cell may be longer than one takes. */
async function keepKeys(client: Queryable, { account_id, id: importId, mapping }: ImportRow) {
  const place = Object.entries(mapping).find(([, target]) => target === 'conversation')?.[0]
  if (place === undefined) return
  await client.query(
    `update import_rows set conversation_key = md5(coalesce(cells ->> $3::integer, ''))
     where account_id = $1 and import_id = $2`,
    [account_id, importId, Number(place)],
  )
}

function refuseUnmapped({ mapping, subject, channel_id }: ImportRow): void {
  const targets = new Set(Object.values(mapping))
  const has = (...wanted: string[]) => wanted.every((each) => targets.has(each))
  const isNamed = has('name') || has('phone') || has('email')
  const isWhole = subject === 'contacts' || has('conversation', 'at', 'text')
  if (!isNamed || !isWhole) throw new InvalidFieldsError({ mapping: { code: 'required' } })
  if (subject === 'conversations' && !channel_id) {
    throw new InvalidFieldsError({ channelId: { code: 'required' } })
  }
}

async function refuseStrangeChannel(client: Queryable, accountId: string, channelId: string) {
  const { rowCount } = await client.query(
    'select from channels where account_id = $1 and id = $2',
    [accountId, channelId],
  )
  if (!rowCount) throw new NotFoundError()
}

async function setState(
  client: Queryable,
  { account_id, id: importId }: ImportRow,
  state: 'running' | 'stopped',
): Promise<void> {
  await client.query(
    `update imports set state = $3, finished_at = case $3 when 'stopped' then now() end
     where account_id = $1 and id = $2`,
    [account_id, importId, state],
  )
}
