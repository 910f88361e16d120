import assert from 'node:assert/strict'
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Conversation, Message } from '@otklik/protocol'

import {
  type Client,
  makeDataDir,
  removeDataDir,
  runMoving,
  type ServerProcess,
} from './kit/index.ts'
import {
  answer,
  type Company,
  conversationWith,
  download,
  messagesOf,
  openCompany,
  openServer,
  readNote,
  settledMessages,
  signIn,
} from './moving/company.ts'

const [old, home, restored] = ['old', 'new', 'restored'].map((name) => makeDataDir(name)) as [
  string,
  string,
  string,
]
const archive = join(old, 'archive.tar.gz')
const backup = join(old, 'backup')
const withKey = (dataDir: string) =>
  copyFileSync(join(old, 'secret.key'), join(dataDir, 'secret.key'))

let company: Company
let server: ServerProcess
let client: Client
let conversation: Conversation
let messages: Message[]
let picture: { id: string; bytes: Buffer }

before(async () => {
  const opened = await openCompany(old)
  ;({ company, server, client } = opened)
  const { emulator, bot, person } = company
  await emulator.does(bot, person, 'text', { text: 'Где мой заказ? \t\\N «Ёлка» 🛋️\nи ещё' })
  conversation = await conversationWith(client, 'Олег')
  await emulator.does(bot, person, 'media', { kind: 'photo', caption: 'вот такой' })
  await answer(client, conversation.id, 'Сейчас посмотрю')
  messages = await settledMessages(client, conversation.id, 3)
  conversation = await conversationWith(client, 'Олег')
  const { id } = messages.flatMap(({ files = [] }) => files)[0]!
  picture = { id, bytes: await download(client, id) }
})

after(async () => {
  await Promise.all([server?.stop(), company?.emulator.stop()])
  for (const dataDir of [old, home, restored]) removeDataDir(dataDir)
})

test('exports into one closed file while the server works', async () => {
  const { code, output } = await runMoving('export', { dataDir: old, path: archive })
  assert.equal(code, 0, output)
  assert.match(output, /rows of \d+ tables, 2 files/)
  assert.equal(statSync(archive).mode & 0o777, 0o600)
  assert.equal((await fetch(`${server.url}/health`)).status, 200)
  const again = await runMoving('export', { dataDir: old, path: archive })
  assert.equal(again.code, 1)
  assert.match(again.output, /is there already/)
})

test('refuses to import what another key has sealed', async () => {
  const without = await runMoving('import', { dataDir: home, path: archive })
  assert.equal(without.code, 1)
  assert.match(without.output, /Copy it to .*secret\.key, or set SECRET_KEY/)
  const environment = { SECRET_KEY: 'quite another key, and long enough for that' }
  const wrong = await runMoving('import', { dataDir: home, path: archive, environment })
  assert.equal(wrong.code, 1)
  assert.match(wrong.output, /sealed with the secret key of where it was made/)
  assert.equal(existsSync(join(home, 'postgres')), false)
})

test('imports nothing of an archive cut short', async () => {
  withKey(home)
  const whole = readFileSync(archive)
  const cut = `${archive}.cut`
  // Within the tables, and just before the end.
  for (const share of [0.05, 0.999]) {
    writeFileSync(cut, whole.subarray(0, Math.floor(whole.length * share)))
    const { code, output } = await runMoving('import', { dataDir: home, path: cut })
    assert.equal(code, 1)
    assert.match(output, /damaged or was cut short/)
  }
  assert.equal(existsSync(join(home, 'files')), false)
})

test('moves into the empty house, and only once', async () => {
  const { code, output } = await runMoving('import', { dataDir: home, path: archive })
  assert.equal(code, 0, output)
  const again = await runMoving('import', { dataDir: home, path: archive })
  assert.equal(again.code, 1)
  assert.match(again.output, /not empty: .*files has files/)
  renameSync(join(home, 'files'), join(home, 'files-away'))
  const overRows = await runMoving('import', { dataDir: home, path: archive })
  renameSync(join(home, 'files-away'), join(home, 'files'))
  assert.equal(overRows.code, 1)
  assert.match(overRows.output, /the database has \d+ tables/)
})

test('goes on in the new house where the old one stopped', async () => {
  await server.stop()
  server = await openServer(home, company.emulator)
  client = await signIn(server)
  assert.deepEqual(await messagesOf(client, conversation.id), messages)
  assert.deepEqual(await download(client, picture.id), picture.bytes)
  const { emulator, bot, person } = company
  const answered = await answer(client, conversation.id, 'Уже у вас')
  assert.equal(answered.seq, messages.at(-1)!.seq + 1)
  await emulator.does(bot, person, 'text', { text: 'спасибо' })
  await settledMessages(client, conversation.id, 5)
  const chat = await emulator.chatOf(bot, person)
  assert.equal(chat.filter(({ content }) => content.text === 'Уже у вас').length, 1)
  await emulator.does(bot, await emulator.makePerson('Ирина'), 'text', { text: 'добрый день' })
  const next = await conversationWith(client, 'Ирина')
  assert.equal(next.number, conversation.number + 1)
})

test('keeps in a backup all that was acknowledged before it ended', async () => {
  const acknowledged: { text: string; at: number }[] = []
  const startedAt = Date.now()
  let isOver = false
  const writing = (async () => {
    while (!isOver) {
      const text = `номер ${acknowledged.length}`
      await answer(client, conversation.id, text)
      acknowledged.push({ text, at: Date.now() })
      await sleep(20) // No faster than one person may.
    }
  })()
  const { code, output } = await runMoving('backup', { dataDir: home, path: backup })
  isOver = true
  await writing
  assert.equal(code, 0, output)
  assert.equal(existsSync(join(backup, 'secret.key')), false)

  const put = await runMoving('restore', { dataDir: restored, path: backup })
  assert.equal(put.code, 0, put.output)
  assert.match(put.output, /The secret key is not here/)
  withKey(restored)
  await server.stop()
  server = await openServer(restored, company.emulator)
  client = await signIn(server)
  const there = new Set((await messagesOf(client, conversation.id)).map(({ text }) => text))
  const asOf = Date.parse(readNote(backup).asOf)
  const due = acknowledged.filter(({ at }) => at < asOf)
  assert.ok(due.length > 3 && asOf > startedAt, `${due.length} were written meanwhile`)
  assert.deepEqual(
    due.filter(({ text }) => !there.has(text)),
    [],
  )
  assert.deepEqual(await download(client, picture.id), picture.bytes)
})

test('restores nothing of a backup that is not whole', async () => {
  const target = join(old, 'target')
  const log = join(backup, 'postgres', '18', 'pg_wal')
  for (const name of readdirSync(log)) rmSync(join(log, name), { recursive: true })
  const { code, output } = await runMoving('restore', { dataDir: target, path: backup })
  assert.equal(code, 1)
  assert.match(output, /The database of the backup does not start: (FATAL|PANIC)/)
  assert.deepEqual(readdirSync(target), [])
})

test('restores over nothing that is there, and knows what is not a backup', async () => {
  const over = await runMoving('restore', { dataDir: restored, path: backup })
  assert.equal(over.code, 1)
  assert.match(over.output, /is not empty.*npm stop/)
  assert.equal((await fetch(`${server.url}/health`)).status, 200)
  const strange = await runMoving('restore', { dataDir: home, path: join(home, 'files') })
  assert.equal(strange.code, 1)
  assert.match(strange.output, /not a folder made by npm run backup/)
})

test('leaves another PostgreSQL to its own tools', async () => {
  const environment = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' }
  const path = join(old, 'nothing')
  for (const command of ['backup', 'restore'] as const) {
    const { code, output } = await runMoving(command, { dataDir: old, path, environment })
    assert.equal(code, 1)
    assert.match(output, /with its own tools \(pg_dump/)
  }
})

test('exports while no server runs, and leaves none behind', async () => {
  await server.stop()
  const path = join(old, 'without-server.tar.gz')
  const { code, output } = await runMoving('export', { dataDir: restored, path })
  assert.equal(code, 0, output)
  assert.equal(existsSync(join(restored, 'postgres', '18', 'postmaster.pid')), false)
})
