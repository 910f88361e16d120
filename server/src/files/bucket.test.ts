import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FileView } from '@otklik/protocol'
import sharp from 'sharp'

import { openTestBucket, type TestBucket } from '../testing/bucket.ts'
import { createTestApp, type Member, type TestApp } from '../testing/index.ts'
import { openStorage, removeForgottenUploads } from './index.ts'

let bucket: TestBucket
let world: TestApp
let owner: Member
const told = () => ({
  FILES_URL: bucket.url,
  // Only said here: the test has made its connection already.
  DATABASE_URL: 'postgres://elsewhere/otklik',
  SECRET_KEY: 'a key of forty characters for one test..',
})
before(async () => {
  bucket = await openTestBucket()
  world = await createTestApp({ environment: told() })
  owner = await world.signUp('owner')
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
      origin: 'http://localhost:80',
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
