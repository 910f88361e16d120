import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { openMessenger, TOKEN, upload } from './test-kit.ts'

const draw = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#abc' } })

const sendTo = (person: { id: number }) => `POST /messages?user_id=${person.id}`

test('takes pictures and files in three steps', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const picture = await upload(messenger, 'image', await draw(64, 48).jpeg().toBuffer())
  const payload = JSON.parse(picture.text)
  const token = (Object.values(payload.photos)[0] as { token: string }).token
  const image = { type: 'image', payload }
  const pair = [image, { type: 'image', payload: { token } }]
  const { body } = await messenger.send(person, { text: 'Схема', attachments: pair })
  assert.equal(body.attachments.length, 2)
  assert.equal((await fetch(body.attachments[0].payload.url)).status, 200)
  const { text } = await upload(messenger, 'file', Buffer.from('текст'), 'Акт сверки.txt')
  const attachments = [{ type: 'file', payload: JSON.parse(text) }]
  const sent = (await messenger.send(person, { attachments })).body.attachments[0]
  assert.equal(sent.filename, 'Акт сверки.txt')
  assert.equal(sent.size, 10)
  assert.equal(await (await fetch(sent.payload.url)).text(), 'текст')
})

test('gives video and audio their token before their bytes', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  for (const type of ['video', 'audio']) {
    const { text, token } = await upload(messenger, type, Buffer.from('звук'))
    assert.equal(text, '<retval>1</retval>')
    const attachments = [{ type, payload: { token } }]
    const { body } = await messenger.send(person, { attachments })
    assert.equal(body.attachments[0].type, type)
    if (type === 'audio') continue
    await messenger.fault({ kind: 'not-ready', count: 1, methods: ['GET /videos'] })
    assert.equal((await messenger.result(`GET /videos/${token}`)).urls, null)
    const { urls } = await messenger.result(`GET /videos/${token}`)
    assert.equal((await fetch(urls.mp4_720)).status, 200)
  }
})

test('puts pieces together', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const { url, token } = await messenger.result('POST /uploads?type=video')
  const put = (bytes: string, range: string) =>
    fetch(url, {
      method: 'POST',
      body: bytes,
      headers: {
        'content-range': `bytes ${range}`,
        'content-type': 'application/x-binary; charset=x-user-defined',
        'x-file-name': 'v.mp4',
      },
    })
  // In parallel mode they come in any order.
  assert.equal((await put('def', '3-5/6')).status, 200)
  assert.deepEqual(await (await fetch(url)).json(), { received: 3 })
  assert.equal((await put('abc', '0-5/6')).status, 416)
  assert.equal(await (await put('abc', '0-2/6')).text(), '<retval>1</retval>')
  const attachments = [{ type: 'video', payload: { token } }]
  const { body } = await messenger.send(person, { attachments })
  assert.equal(await (await fetch(body.attachments[0].payload.url)).text(), 'abcdef')
})

test('refuses what is no upload', async (t) => {
  const messenger = await openMessenger(t)
  assert.deepEqual(await messenger.refusal('POST /uploads'), [
    '400 proto.payload',
    'Missing required parameter: type',
  ])
  assert.equal((await messenger.call('POST /uploads?type=photo')).status, 400)
  const { url } = await messenger.result('POST /uploads?type=file')
  const post = async (init: RequestInit) => (await fetch(url, { method: 'POST', ...init })).status
  const form = (name: string) => {
    const data = new FormData()
    data.append(name, new Blob(['x']), 'a.txt')
    return data
  }
  // What cannot be measured beforehand is not taken.
  const stream = new Blob(['x']).stream()
  assert.equal(await post({ body: stream, duplex: 'half' } as RequestInit), 412)
  assert.equal(await post({ body: 'x' }), 400)
  assert.equal(await post({ body: form('file') }), 400)
  assert.equal(await post({ body: form('data'), headers: { authorization: TOKEN } }), 403)
  assert.equal(await post({ body: form('data') }), 200)
  assert.equal(await post({ body: form('data') }), 404)
})

test('shows no WEBP and nothing above 7680 points as a picture', async (t) => {
  const messenger = await openMessenger(t)
  const status = async (bytes: Buffer) => (await upload(messenger, 'image', bytes)).status
  assert.equal(await status(await draw(8, 8).webp().toBuffer()), 400)
  assert.equal(await status(await draw(7681, 8).png().toBuffer()), 400)
  assert.equal(await status(Buffer.from('no picture')), 400)
  assert.equal(await status(await draw(7680, 8).png().toBuffer()), 200)
})

test('takes tokens for what they are, and lonely kinds alone', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const { text } = await upload(messenger, 'file', Buffer.from('текст'))
  const file = { type: 'file', payload: JSON.parse(text) }
  const { token } = await upload(messenger, 'audio', Buffer.from('звук'))
  const audio = { type: 'audio', payload: { token } }
  const buttons = [[{ type: 'callback', text: 'Да', payload: 'yes' }]]
  const keyboard = { type: 'inline_keyboard', payload: { buttons } }
  const refusal = async (...attachments: object[]) =>
    (await messenger.refusal(sendTo(person), { attachments }))[1]
  assert.equal(
    await refusal({ type: 'image', payload: { token: 'x' } }),
    'Invalid photo token provided: x',
  )
  assert.match(await refusal({ ...file, type: 'video' }), /Invalid video token/)
  assert.equal(await refusal(file, file), 'Must be only one file attachment in message')
  assert.match(await refusal(audio, keyboard), /only one audio/)
  assert.match(await refusal({ type: 'image', payload: { token: 'x', url: 'y' } }), /One of/)
  await messenger.send(person, { attachments: [file, keyboard] })
  await messenger.send(person, { attachments: [file] })
})

test('is not ready as many times as it is told to', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const { text } = await upload(messenger, 'file', Buffer.from('текст'))
  const attachments = [{ type: 'file', payload: JSON.parse(text) }]
  await messenger.fault({ kind: 'not-ready', count: 2 })
  for (let tries = 0; tries < 2; tries++)
    assert.deepEqual(await messenger.refusal(sendTo(person), { attachments }), [
      '400 attachment.not.ready',
      'Key: errors.process.attachment.file.not.processed',
    ])
  await messenger.send(person, { attachments })
  assert.equal((await messenger.bot('GET', '/sent')).length, 1)
})
