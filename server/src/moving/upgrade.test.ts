/**
 * A company as the version of migration 0010 left it, exported by that version: `fixtures/` is never
 * made anew. Its people and its customer are those of the demo; its sandbox is long gone.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Message, MessagePage, MessageSearchPage, Snapshot } from '@otklik/protocol'

import { createServer } from '../app/index.ts'
import { type Emulators, startEmulators } from '../channels/suite/emulators.ts'
import { type Config, readConfig } from '../config.ts'
import { type Database, listMigrations } from '../database/index.ts'
import { createLog } from '../http/index.ts'
import { systemClock } from '../lib/clock.ts'
import { atEnd, createTestDatabase, freePort, until } from '../testing/index.ts'
import { exportHouse, importHouse } from './index.ts'

const archive = fileURLToPath(new URL('fixtures/house-of-0010.tar.gz', import.meta.url))
const secretKey = 'the key of a demo that ended long ago'
const bot = { token: '7100000001:AAey8xgXDQF68d9E92Fr_EXJsaA6e0RTWSx', name: 'Верба Мебель' }
const maria = { email: 'maria@verba.example', password: '63cb-gr99-tbnd' }
const oleg = { id: 5000000001, firstName: 'Олег' }

let emulators: Emulators
let config: Config
let database: Database
let url: string
let cookie = ''
let tally: Awaited<ReturnType<typeof importHouse>>

async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(url + path, {
    method,
    headers: { origin: url, cookie, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`)
  const [set] = answer.headers.getSetCookie()
  if (set) cookie = set.split(';')[0] ?? ''
  return (text ? JSON.parse(text) : undefined) as Answer
}

const snapshot = () => ask<Snapshot>('GET', '/api/v1/snapshot')
const messagesOf = async (id: string): Promise<Message[]> =>
  (await ask<MessagePage>('GET', `/api/v1/conversations/${id}/messages?limit=200`)).messages
const conversationWith = async (name: string) => {
  const { conversations } = await snapshot()
  const found = conversations.find(({ contact }) => contact.name.startsWith(name))
  assert.ok(found, `an open conversation with ${name}`)
  return found
}

/** A sandbox of today numbers messages from one: those of then would be taken for repetitions. */
async function countPastThen(): Promise<void> {
  const texts = Array.from({ length: 60 }, (_, n) => ({ person: oleg.id, text: `${n}` }))
  await emulators.control('telegram', 'bots/7100000001/texts', texts)
  const dropped = await fetch(`${emulators.url}/telegram/bot${bot.token}/deleteWebhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ drop_pending_updates: true }),
  })
  assert.ok(dropped.ok)
}

before(async () => {
  emulators = await startEmulators()
  atEnd(async () => emulators[Symbol.asyncDispose]())
  await emulators.control('telegram', 'bots', bot)
  await emulators.control('telegram', 'people', { ...oleg, bot: 7100000001 })
  await countPastThen()
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-upgrade-'))
  atEnd(async () => rmSync(dataDir, { recursive: true, force: true }))
  database = await createTestDatabase({ isEmpty: true })
  const { host, port, user, password, database: name } = database.pool.options
  const ownPort = await freePort()
  url = `http://127.0.0.1:${ownPort}`
  const query = new URLSearchParams({ host: host ?? '', port: String(port) })
  config = readConfig({
    DATA_DIR: dataDir,
    DATABASE_URL: `postgres://${user}:${encodeURIComponent(String(password))}@/${name}?${query}`,
    SECRET_KEY: secretKey,
    // As the sandbox of the demo is found: on this machine, at that port.
    SANDBOX_PORT: new URL(emulators.url).port,
    // It asked for updates then, and is called now: a sandbox of today counts them anew.
    PUBLIC_URL: url,
    ALLOW_LOOPBACK_PLATFORMS: '1',
  })
  tally = await importHouse(config, archive)
  const server = await createServer({
    ...{ config, database, clock: systemClock, log: createLog('error') },
    mail: { canSend: false, send: async () => {} },
  })
  await server.app.listen({ port: ownPort, host: '127.0.0.1' })
  atEnd(async () => server.stop())
  server.start()
  await ask('POST', '/api/v1/session', maria)
})

test('brings the database of an early version to the shape of today, and loses no row', async () => {
  const { rows } = await database.query<{ name: string }>(
    'select name from migrations order by name',
  )
  assert.deepEqual(
    rows.map(({ name }) => name),
    await listMigrations(),
  )
  for (const table of ['conversations', 'contacts', 'addresses', 'external_messages', 'users']) {
    const { rows: counted } = await database.query<{ count: number }>(
      `select count(*) as count from ${table}`,
    )
    assert.equal(counted[0]?.count, tally.rows[table], table)
  }
  const { rows: spoken } = await database.query<{ count: number }>(
    `select count(*) as count from messages where kind <> 'system'`,
  )
  assert.equal(spoken[0]?.count, 74)
})

test('shows what was said then, and finds it', async () => {
  const { conversations, operators } = await snapshot()
  assert.deepEqual([conversations.length, operators.length], [18, 5])
  for (const { id } of conversations) assert.ok((await messagesOf(id)).length > 1)
  const { id } = await conversationWith('Олег')
  const messages = await messagesOf(id)
  assert.equal(messages[0]?.text, 'Здравствуйте, где мой заказ?')
  const [photo] = messages.flatMap(({ files = [] }) => files)
  const file = await fetch(`${url}/api/v1/files/${photo?.id}`, { headers: { cookie } })
  assert.equal((await file.arrayBuffer()).byteLength, photo?.bytes)
  await until(async () => {
    const path = `/api/v1/search/messages?q=${encodeURIComponent('доставка')}`
    return (await ask<MessageSearchPage>('GET', path)).messages.length > 0
  }, 'what was written before there was a search')
})

test('goes on where it stopped: a message comes in and is answered', async () => {
  const { id } = await conversationWith('Олег')
  const path = `bots/7100000001/people/${oleg.id}`
  await emulators.control('telegram', `${path}/text`, { text: 'вы ещё здесь?' })
  const isThere = async (text: string, status?: string) =>
    (await messagesOf(id)).some((each) => each.text === text && (!status || each.status === status))
  await until(() => isThere('вы ещё здесь?'), 'the customer’s words')
  await ask('POST', `/api/v1/conversations/${id}/messages`, {
    ...{ clientId: 'client-after-upgrade', kind: 'message', text: 'Здесь, как и прежде' },
  })
  await until(() => isThere('Здесь, как и прежде', 'sent'), 'the answer to leave')
  const { messages } = await emulators.control<{ messages: { content: { text?: string } }[] }>(
    'telegram',
    `bots/7100000001/chats/${oleg.id}`,
  )
  const heard = messages.filter(({ content }) => content.text === 'Здесь, как и прежде')
  assert.equal(heard.length, 1)
  const numbers = (await messagesOf(id)).map(({ seq }) => seq)
  assert.deepEqual(
    numbers,
    [...numbers].sort((one, other) => one - other),
  )
})

test('exports every table and every file there is today', async () => {
  const { rows, files } = await exportHouse(config, join(config.dataDir, 'today.tar.gz'))
  const { rows: tables } = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables t
     where table_schema = current_schema() and table_type = 'BASE TABLE'
       -- Of this place alone: what was run here, and who runs.
       and table_name not in ('migrations', 'processes', 'channel_owners')
       and not exists (select from pg_inherits i where i.inhrelid = t.table_name::regclass)`,
  )
  assert.deepEqual(Object.keys(rows).sort(), tables.map(({ name }) => name).sort())
  assert.equal(files, tally.files)
})
