import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import type { FileView } from '@otklik/protocol'
import sharp from 'sharp'

import { openTestBucket, type TestBucket } from '../testing/bucket.ts'
import {
  addTrialPlatform,
  createTrialCentre,
  type Member,
  type TrialCentre,
  until,
} from '../testing/index.ts'
import { openStorage, removeForgottenUploads } from './index.ts'

let bucket: TestBucket
let world: TrialCentre
let owner: Member
/** What the platform was sent, and how often it was called. */
let sent: string[] = []
const told = () => ({
  PUBLIC_URL: 'https://otklik.example',
  FILES_URL: bucket.url,
  // Only said here: the test has made its connection already.
  DATABASE_URL: 'postgres://elsewhere/otklik',
  SECRET_KEY: 'a key of forty characters for one test..',
})
before(async () => {
  bucket = await openTestBucket()
  addTrialPlatform({
    connection: () => ({
      send: async ({ key, fileIds, openFile }) => {
        const { stream } = await openFile(fileIds?.[0] ?? '')
        sent.push(await text(stream))
        return { ids: [`sent-${key}` as never] }
      },
    }),
  })
  world = await createTrialCentre(told())
  ;({ owner } = world)
})
after(() => bucket.close())

async function upload(name: string, bytes: Buffer) {
  const boundary = 'between-parts'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
  return world.app.inject({
    method: 'POST',
    url: '/api/v1/files',
    headers: {
      cookie: owner.browser.cookie,
      origin: 'https://otklik.example',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
}
const fileOf = async (name: string, bytes: Buffer): Promise<FileView> =>
  (await upload(name, bytes)).json()
const get = (path: string, headers = {}) =>
  world.app.inject({
    url: `/api/v1/files/${path}`,
    headers: { cookie: owner.browser.cookie, ...headers },
  })

test('keeps a picture and its preview in the bucket, and shows both', async () => {
  const bytes = await sharp({
    create: { width: 64, height: 48, channels: 3, background: '#2b59c3' },
  })
    .png()
    .toBuffer()
  const file = await fileOf('Диван.png', bytes)
  assert.equal(file.hasPreview, true)
  assert.equal(bucket.objects.size, 2)
  assert.deepEqual((await get(file.id)).rawPayload, bytes)
  assert.equal((await get(`${file.id}/preview`)).headers['content-type'], 'image/webp')
  assert.deepEqual(bucket.refused, [])
})

test('gives pieces of what is in the bucket', async () => {
  const { id } = await fileOf('sound.bin', Buffer.from('0123456789'))
  const answer = await get(id, { range: 'bytes=2-5' })
  assert.deepEqual([answer.statusCode, answer.body], [206, '2345'])
})

test('asks a bucket that is busy again, and says so when it stays busy', async () => {
  bucket.failNext(2)
  assert.equal((await upload('again.txt', Buffer.from('x'))).statusCode, 201)
  bucket.failNext(Number.MAX_SAFE_INTEGER)
  assert.equal((await upload('away.txt', Buffer.from('x'))).statusCode, 503)
  bucket.failNext(0)
  const { rows } = await world.database.query("select from files where name = 'away.txt'")
  assert.equal(rows.length, 0)
})

test('leaves nothing in the bucket of what is refused or removed', async () => {
  const before = bucket.objects.size
  assert.equal((await upload('large.bin', Buffer.alloc(50 * 1024 * 1024 + 1))).statusCode, 413)
  assert.equal(bucket.objects.size, before)
  await world.database.query(`update files set created_at = now() - interval '2 days'`)
  const storage = openStorage({ dataDir: '/nowhere', filesUrl: bucket.url })
  await removeForgottenUploads({ database: world.database, storage })
  assert.equal(bucket.objects.size, 0)
})

test('is refused by the bucket with another secret', async () => {
  const { username } = new URL(bucket.url)
  const filesUrl = bucket.url.replace(/\/\/[^@]*@/, `//${username}:another@`)
  await assert.rejects(openStorage({ dataDir: '/nowhere', filesUrl }).has('x'), /403/)
  assert.deepEqual(bucket.refused, ['the signature'])
})

describe('a file on its way to a customer', () => {
  let people = 0
  async function sendFile(bytes: string) {
    sent = []
    const conversationId = await world.conversationWith(`Клиент ${++people}`)
    const { id } = await fileOf('смета.txt', Buffer.from(bytes))
    return {
      write: () => world.write(conversationId, 'Смета', { fileIds: [id] }),
      statusIs: (status: string) =>
        until(async () => {
          const calls = await world.database.query(`select from parts where state = 'sending'`)
          // A call that time overtakes would be of unknown outcome.
          if (calls.rowCount === 0) world.moveOn(5000)
          const messages = await world.messagesOf(conversationId)
          return messages.some((each) => each.text === 'Смета' && each.status === status)
        }, `it is ${status}`),
      outcomes: async () => {
        const { rows } = await world.database.query<{ detail: object }>(
          `select a.detail from attempts a join parts p on p.id = a.part_id
           where p.conversation_id = $1 and a.ended_at is not null order by a.number`,
          [conversationId],
        )
        return rows.map(({ detail }) => detail)
      },
    }
  }

  test('[D-31] waits while the bucket is away, and has not failed', async () => {
    const file = await sendFile('сто рублей')
    bucket.failNext(Number.MAX_SAFE_INTEGER)
    await file.write()
    await until(async () => (await file.outcomes()).length > 0, 'a try')
    bucket.failNext(0)
    await file.statusIs('sent')
    assert.deepEqual(sent, ['сто рублей'])
    for (const outcome of (await file.outcomes()).slice(0, -1)) {
      const { at: _, ...facts } = outcome as { at: number }
      assert.deepEqual(facts, { result: 'retry', reason: 'unreachable' })
    }
  })

  test('[D-31] is sent by nobody once the bucket has taken all the time there was', async () => {
    const file = await sendFile('двести рублей')
    const { database, channelId } = world
    const hold = (until: string | null) =>
      database.query('update channels set paused_until = $2 where id = $1', [channelId, until])
    await hold('infinity')
    await file.write()
    // The first two answers of a busy bucket take longer.
    await database.query(`update parts set timeout_ms = 500 where state = 'queued'`)
    bucket.failNext(2)
    await hold(null)
    await until(async () => (await file.outcomes()).length > 0, 'a try')
    assert.deepEqual(sent, [])
    await database.query(`update parts set timeout_ms = 30000 where state = 'queued'`)
    await file.statusIs('sent')
    assert.deepEqual(sent, ['двести рублей'])
  })

  test('fails at once when it is not there', async () => {
    const file = await sendFile('триста рублей')
    bucket.objects.clear()
    await file.write()
    await file.statusIs('failed')
    assert.deepEqual(sent, [])
  })
})
