import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { before, describe, test } from 'node:test'
import type { SiteSession, SiteVisit } from '@otklik/protocol/settings'

import { until } from '../testing/index.ts'
import { codeOf, nextId, openSiteChat, type SiteChat, type Visitor } from '../testing/site-chat.ts'

const ownOrigin = 'http://localhost:80'

let site: SiteChat
before(async () => {
  site = await openSiteChat()
})

describe('the chat on a site', () => {
  test('is heard, answered with buttons, pressed, read, and says nothing twice', async () => {
    const visitor = await site.open()
    const clientId = await visitor.say('Есть ли диван в наличии?')
    const again = await visitor.post('messages', { clientId, text: 'Есть ли диван в наличии?' })
    assert.equal(again.statusCode, 202)
    const { id } = await site.conversationWith('Есть ли диван в наличии?')
    const rows = [
      [
        { label: 'Да', value: 'yes' },
        { label: 'Нет', value: 'no' },
      ],
    ]
    const sent = await site.answer(id, {
      text: 'Есть. Отложить?',
      buttons: { placement: 'inline', rows },
    })
    const shown = await until(async () => {
      const { messages } = await visitor.talk()
      return messages.length === 2 ? messages : undefined
    }, 'the answer to be shown')
    assert.deepEqual(
      shown.map(({ from, text }) => [from, text]),
      [
        ['visitor', 'Есть ли диван в наличии?'],
        ['operator', 'Есть. Отложить?'],
      ],
    )
    assert.equal(shown[0]?.clientId, clientId)
    await visitor.post('presses', { clientId: nextId(), messageId: sent.id, value: 'yes' })
    await until(
      async () => (await visitor.talk()).messages[1]?.buttons?.rows[0]?.[0]?.pressedAt,
      'the press to be marked',
    )
    await visitor.post('receipts', { status: 'read', upTo: new Date().toISOString() })
    await until(
      async () =>
        (await site.messagesOf(id)).some((one) => one.id === sent.id && one.status === 'read'),
      'the answer to be read',
    )
    const said = (await site.messagesOf(id)).filter(({ author }) => author.type === 'contact')
    assert.equal(said.length, 1)
  })

  test('[H-40] says nothing to other sites, and takes no token of another channel', async () => {
    const elsewhere = await site.begin({ site: 'https://evil.example' })
    assert.deepEqual([elsewhere.statusCode, codeOf(elsewhere)], [403, 'site-not-allowed'])
    const below = await site.begin({ site: 'https://a.example.org' })
    assert.equal(below.statusCode, 200)
    const foreign = await site.begin({}, site.key, { origin: 'https://evil.example' })
    assert.deepEqual([foreign.statusCode, codeOf(foreign)], [403, 'foreign-origin'])
    const loader = await site.world.app.inject({
      url: `/widget/${site.key}.js`,
      headers: { referer: 'https://evil.example/page' },
    })
    assert.deepEqual([loader.statusCode, codeOf(loader)], [403, 'site-not-allowed'])
    assert.equal((await site.begin({}, 'nobody')).statusCode, 404)

    const other = await site.connect({ name: 'Второй', sites: 'shop.example.com' })
    const there = (await site.begin({}, other.identity?.externalId)).json<SiteSession>()
    const stolen = await site.visitorWith(there.token).post('messages', {
      clientId: nextId(),
      text: 'чужой',
    })
    assert.deepEqual([stolen.statusCode, codeOf(stolen)], [401, 'visit-over'])
    const forged = await site.visitorWith('0123456789abcdef.k.AAAA').post('typing')
    assert.equal(forged.statusCode, 401)
  })

  test('lets a whole office in from one address, and one visitor not flood', async () => {
    for (let group = 0; group < 8; group++) {
      const many = await Promise.all(Array.from({ length: 50 }, () => site.begin()))
      assert.ok(many.every(({ statusCode }) => statusCode === 200))
    }
    const visitor = await site.open()
    let status = 202
    for (let count = 0; count < 60 && status === 202; count++) {
      const clientId = nextId()
      status = (await visitor.post('messages', { clientId, text: ' ' })).statusCode
      if (status === 422) status = 202
    }
    assert.equal(status, 429)
  })

  test('[H-34] is let go when its panel does not read, or is open too often', async () => {
    const origin = await site.world.app.listen({ port: 0, host: '127.0.0.1' })
    const visitor = await site.open()
    await visitor.say('Расскажите всё')
    const { id } = await site.conversationWith('Расскажите всё')
    const headers = { authorization: `Bearer ${visitor.token}` }
    const panel = async () => {
      const asked = get(`${origin}/widget/${site.key}/events`, { headers, agent: false })
      asked.on('error', () => {})
      const [response] = (await once(asked, 'response')) as [IncomingMessage]
      response.on('error', () => {})
      const closed = new Promise((resolve) => response.on('close', resolve))
      return { response, closed, end: () => asked.destroy() }
    }
    const isOnline = async () =>
      (await site.owner.browser.get(`/api/v1/conversations/${id}/visit`)).json<SiteVisit>().isOnline
    const stalled = await panel()
    assert.equal(await isOnline(), true)
    await site.answer(id, { text: 'Слушайте' })
    const path = `/api/v1/conversations/${id}/messages`
    const text = 'о'.repeat(4000)
    for (let round = 0; round < 30 && (await isOnline()); round++) {
      for (let n = 0; n < 10; n++) {
        await site.owner.browser.send('POST', path, { clientId: nextId(), kind: 'message', text })
      }
    }
    assert.equal(await isOnline(), false)
    stalled.end()
    const tabs = [await panel()]
    tabs[0]!.response.resume()
    while (tabs.length < 21) tabs.push(await panel())
    await tabs[0]!.closed
    for (const { end } of tabs) end()
  })

  test('[H-40] brings a file once, and nobody else’s', async () => {
    const visitor = await site.open()
    const upload = await uploadAs(visitor, 'план.txt', 'три на четыре')
    const stranger = await site.open()
    const taken = await stranger.post('messages', {
      clientId: nextId(),
      text: '',
      uploads: [upload],
    })
    assert.equal(taken.statusCode, 422)
    await visitor.say('Вот план комнаты', { uploads: [upload] })
    const { id } = await site.conversationWith('Вот план комнаты')
    const file = await until(async () => {
      const [message] = await site.messagesOf(id)
      return message?.files?.[0]?.state === 'stored' ? message.files[0] : undefined
    }, 'the file to be here')
    assert.equal(file.name, 'план.txt')
    const shown = await until(
      async () => (await visitor.talk()).messages[0]?.files?.[0]?.url,
      'the visitor to see it',
    )
    assert.equal((await site.world.app.inject({ url: shown })).body, 'три на четыре')
  })
})

async function uploadAs({ token }: Visitor, name: string, text: string): Promise<string> {
  const boundary = 'upload-boundary'
  const answer = await site.world.app.inject({
    method: 'POST',
    url: `/widget/${site.key}/files`,
    headers: {
      ...{ origin: ownOrigin, authorization: `Bearer ${token}` },
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--${boundary}--\r\n`,
  })
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json().upload
}
