import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import type { OutboundPart } from '../channels/index.ts'
import { pixel } from '../channels/suite/sending.ts'
import { addTrialPlatform, createTrialCentre, until } from '../testing/index.ts'

const bytes = pixel
let linked: { url: string; name: string }[] = []

before(() => {
  addTrialPlatform({
    capabilities: { filesBy: 'link' },
    connection: () => ({
      async send(part: OutboundPart) {
        for (const id of part.fileIds) {
          const { url, file } = await part.linkFile(id)
          linked.push({ url, name: file.name })
        }
        return { ids: [`sent-${part.key}` as never] }
      },
    }),
  })
})

async function sendFile(centre: Awaited<ReturnType<typeof createTrialCentre>>) {
  linked = []
  const boundary = 'x-boundary'
  const uploaded = await centre.app.inject({
    method: 'POST',
    url: '/api/v1/files',
    headers: {
      cookie: centre.owner.browser.cookie,
      origin: 'http://localhost:80',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="диван.png"\r\n` +
          'Content-Type: image/png\r\n\r\n',
      ),
      bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  })
  assert.equal(uploaded.statusCode, 201, uploaded.body)
  const id = await centre.conversationWith(`Клиент ${Math.random()}`)
  await centre.write(id, '', { fileIds: [uploaded.json().id] })
  return id
}

test('a platform comes for a file by a link that nobody can guess', async () => {
  const centre = await createTrialCentre()
  await sendFile(centre)
  const { url } = await until(() => linked[0], 'the link')
  assert.match(url, /^https:\/\/otklik\.example\/files\//)
  const path = new URL(url).pathname
  const get = (target: string, headers = {}, method: 'GET' | 'HEAD' = 'GET') =>
    centre.app.inject({ method, url: target, headers })

  const whole = await get(path)
  assert.equal(whole.statusCode, 200)
  assert.deepEqual(whole.rawPayload, bytes)
  assert.equal(whole.headers['content-length'], String(bytes.length))
  assert.match(String(whole.headers['content-type']), /^image\/png/)
  assert.match(String(whole.headers['content-security-policy']), /sandbox/)
  const head = await get(path, {}, 'HEAD')
  assert.equal(head.headers['content-length'], String(bytes.length))
  assert.equal(head.body, '')
  const piece = await get(path, { range: 'bytes=2-5' })
  assert.equal(piece.statusCode, 206)
  assert.deepEqual(piece.rawPayload, bytes.subarray(2, 6))

  const [account, file, expires, signature, name] = path.split('/').slice(2)
  const of = (...given: unknown[]) => `/files/${given.join('/')}`
  for (const wrong of [
    of(account, file, expires, `${signature!.slice(0, -3)}AAA`, name),
    of(account, file, Number(expires) + 1, signature, name),
    of(account, '00000000-0000-4000-8000-000000000000', expires, signature, name),
    of('00000000-0000-4000-8000-000000000000', file, expires, signature, name),
    of('x', 'y', 'z', 'q', 'name'),
  ]) {
    assert.equal((await get(wrong)).statusCode, 404, wrong)
  }
  centre.clock.advance(8 * 24 * 3_600_000)
  assert.equal((await get(path)).statusCode, 404, 'a link that has ended')
})

test('a file fails in so many words where no platform can reach us', async () => {
  const centre = await createTrialCentre({})
  const id = await sendFile(centre)
  const failed = await until(async () => {
    const messages = await centre.messagesOf(id)
    return messages.find(({ status }) => status === 'failed')
  }, 'the refusal')
  assert.partialDeepStrictEqual(failed, { failure: { reason: 'rejected', code: 'no-public-url' } })
  assert.equal(linked.length, 0)
  const { body } = await centre.owner.browser.get('/api/v1/channel-kinds')
  const kind = JSON.parse(body).find((each: { id: string }) => each.id === 'trial')
  assert.equal(kind.capabilities.canSendFiles, false)
  assert.equal(kind.capabilities.whyNoFiles, 'no-public-url')
})
