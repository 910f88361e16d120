import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { type Json, openSandbox, type Sandbox, TOKEN } from '../test-kit.ts'

const draw = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#7799bb' } })
    .png()
    .toBuffer()

async function upload(sandbox: Sandbox, method: string, fields: Record<string, string | Blob>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const response = await fetch(`${sandbox.apiRoot}/bot${TOKEN}/${method}`, {
    method: 'POST',
    body: form,
  })
  return { status: response.status, body: (await response.json()) as Json }
}

test('keeps a photo in several sizes', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  const { body } = await upload(sandbox, 'sendPhoto', {
    chat_id: String(id),
    photo: new Blob([await draw(1600, 800)]),
    caption: 'вид',
  })
  assert.deepEqual(
    body.result.photo.map((size: Json) => [size.width, size.height]),
    [
      [90, 45],
      [320, 160],
      [800, 400],
      [1280, 640],
    ],
  )
  assert.equal(body.result.caption, 'вид')
})

test('gives a person their files to a bot', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.person('Ирина')
  const base64 = Buffer.from('содержимое').toString('base64')
  await person.do('media', {
    kind: 'document',
    base64,
    name: 'Договор.pdf',
    mimeType: 'application/pdf',
  })
  const [{ message }] = await sandbox.updates()
  assert.equal(message.document.file_name, 'Договор.pdf')
  const file = await sandbox.result('getFile', { file_id: message.document.file_id })
  assert.match(file.file_path, /^documents\/file_\d+\.pdf$/)
  const response = await fetch(`${sandbox.apiRoot}/file/bot${TOKEN}/${file.file_path}`)
  assert.equal(await response.text(), 'содержимое')
  assert.equal((await fetch(`${sandbox.apiRoot}/file/bot${TOKEN}/documents/no`)).status, 404)
})

test('has a sample of every kind', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.person('Ирина')
  const kinds = [
    'photo',
    'document',
    'voice',
    'audio',
    'video',
    'video_note',
    'animation',
    'sticker',
  ]
  for (const kind of kinds) await person.do('media', { kind })
  await person.do('location')
  await person.do('contact')
  const messages = (await sandbox.updates()).map((update) => update.message)
  for (const [i, kind] of [...kinds, 'location', 'contact'].entries())
    assert.ok(messages[i][kind], `message ${i} carries ${kind}`)
  assert.equal(messages[2].voice.mime_type, 'audio/ogg')
  assert.ok(messages[6].document, 'an animation is repeated as a document')
  assert.equal(messages[9].contact.user_id, person.id)
})

test('knows files of its own bot only', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.person('Ирина')
  await person.do('media', { kind: 'voice' })
  const [{ message }] = await sandbox.updates()
  const { token } = await sandbox.control('POST', '/bots', { name: 'Other', username: 'other_bot' })
  const foreign = await sandbox.call('getFile', { file_id: message.voice.file_id }, token)
  assert.equal(foreign.body.description, 'Bad Request: invalid file_id')
  assert.equal(await sandbox.refusal('getFile'), 'Bad Request: file_id not specified')
  const again = await sandbox.result('sendVoice', {
    chat_id: person.id,
    voice: message.voice.file_id,
  })
  assert.equal(again.voice.file_id, message.voice.file_id)
})

test('limits uploads and downloads', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  const chat_id = String(person.id)
  const big = new Blob([Buffer.alloc(50 * (1 << 20) + 1)])
  assert.equal((await upload(sandbox, 'sendDocument', { chat_id, document: big })).status, 413)
  const photo = new Blob([Buffer.alloc(10 * (1 << 20) + 1)])
  const refused = await upload(sandbox, 'sendPhoto', { chat_id, photo })
  assert.match(refused.body.description, /is too big for a photo/)
  const document = new Blob([Buffer.alloc(20 * (1 << 20) + 1)])
  const sent = await upload(sandbox, 'sendDocument', { chat_id, document })
  const { file_id } = sent.body.result.document
  assert.equal(await sandbox.refusal('getFile', { file_id }), 'Bad Request: file is too big')
})

test('refuses what is not a photo', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  const send = async (bytes: Buffer) =>
    (await upload(sandbox, 'sendPhoto', { chat_id: String(id), photo: new Blob([bytes]) })).body
      .description
  assert.equal(await send(Buffer.from('не картинка')), 'Bad Request: IMAGE_PROCESS_FAILED')
  assert.equal(await send(await draw(2100, 100)), 'Bad Request: PHOTO_INVALID_DIMENSIONS')
  assert.equal(
    await sandbox.refusal('sendPhoto', { chat_id: id, photo: 'AgACunknown' }),
    'Bad Request: wrong file identifier/HTTP URL specified',
  )
})

test('sends an album whole or not at all', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  const photo = new Blob([await draw(100, 100)])
  const album = (second: object) => ({
    chat_id: String(id),
    media: JSON.stringify([{ type: 'photo', media: 'attach://f0', caption: 'чек' }, second]),
    f0: photo,
    f1: photo,
  })
  const bad = await upload(sandbox, 'sendMediaGroup', album({ type: 'photo', media: 'nothing' }))
  assert.match(bad.body.description, /failed to send message #2 with the error message/)
  const mixed = await upload(
    sandbox,
    'sendMediaGroup',
    album({ type: 'document', media: 'attach://f1' }),
  )
  assert.equal(
    mixed.body.description,
    "Bad Request: document can't be mixed with other media types",
  )
  assert.deepEqual(await sandbox.sent(), [])
  const good = await upload(
    sandbox,
    'sendMediaGroup',
    album({ type: 'photo', media: 'attach://f1' }),
  )
  const [first, second] = good.body.result
  assert.equal(first.media_group_id, second.media_group_id)
  assert.deepEqual([first.caption, second.caption], ['чек', undefined])
  const many = Array(11).fill({ type: 'photo', media: 'x' })
  assert.equal(
    await sandbox.refusal('sendMediaGroup', { chat_id: id, media: many }),
    'Bad Request: too many messages to send as an album',
  )
})

test('delivers an album as separate updates', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.person('Ирина')
  await person.do('album', { parts: [{ kind: 'photo', caption: 'вот' }, { kind: 'photo' }] })
  const messages = (await sandbox.updates()).map((update) => update.message)
  assert.equal(messages.length, 2)
  assert.equal(messages[0].media_group_id, messages[1].media_group_id)
})

test('refuses a caption that is too long', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  const body = { chat_id: id, photo: 'x', caption: 'я'.repeat(1025) }
  assert.equal(await sandbox.refusal('sendPhoto', body), 'Bad Request: message caption is too long')
})
