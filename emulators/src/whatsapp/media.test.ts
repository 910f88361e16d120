import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { eventually } from '../test-kit.ts'
import {
  type Business,
  messagesOf,
  NUMBER,
  onlyValue,
  openBusiness,
  statusesOf,
  TOKEN,
} from './test-kit.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const bearer = { headers: { authorization: `Bearer ${TOKEN}` } }

async function upload(business: Business, type: string, bytes = Buffer.from('файл')) {
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('type', type)
  form.set('file', new Blob([bytes], { type }), 'Договор №5.pdf')
  const url = `${business.root}/v25.0/${NUMBER}/media`
  const response = await fetch(url, { method: 'POST', body: form, ...bearer })
  const body = (await response.json()) as { id: string; error?: { code: number } }
  return { status: response.status, ...body }
}

test('keeps what is uploaded, and forgets it', async (t) => {
  const business = await openBusiness(t)
  const { id } = await upload(business, 'application/pdf')
  const { body } = await business.graph('GET', `${id}?phone_number_id=${NUMBER}`)
  assert.equal(body.id, id)
  assert.equal(body.mime_type, 'application/pdf')
  assert.equal(body.sha256, createHash('sha256').update('файл').digest('hex'))
  assert.equal(body.file_size, '8')
  assert.equal(await (await fetch(body.url, bearer)).text(), 'файл')
  assert.equal((await fetch(body.url)).status, 401)
  assert.equal((await fetch(`${body.url}x`, bearer)).status, 404)
  assert.equal((await business.graph('GET', `${id}?phone_number_id=42`)).status, 400)
  business.emulators.advance(5 * MINUTE + 1000)
  assert.equal((await fetch(body.url, bearer)).status, 404)
  const again = (await business.graph('GET', id)).body
  assert.equal((await fetch(again.url, bearer)).status, 200)
  assert.deepEqual((await business.graph('DELETE', id)).body, { success: true })
  const gone = await business.graph('GET', id)
  assert.equal(gone.body.error.error_subcode, 33)
  const old = await upload(business, 'image/png')
  business.emulators.advance(30 * DAY)
  assert.equal((await business.graph('GET', old.id)).body.error.code, 100)
})

test('refuses formats and sizes it cannot show', async (t) => {
  const business = await openBusiness(t)
  assert.equal((await upload(business, 'image/heic')).error?.code, 131053)
  assert.equal((await upload(business, 'image/png', Buffer.alloc(5 * 2 ** 20 + 1))).status, 400)
  const person = await business.acquaintance()
  const { id } = await upload(business, 'application/pdf')
  const code = async (type: string, media: object) =>
    (await business.refusal(person.id, type, media))[0]
  assert.equal(await code('image', { id }), 131053)
  assert.equal(await code('document', { id, caption: 'я'.repeat(1024) }), undefined)
  assert.equal(await code('document', { id, caption: 'я'.repeat(1025) }), 100)
  assert.equal(await code('document', { id: '42' }), 100)
  assert.equal(await code('document', {}), 131008)
  const sound = await upload(business, 'audio/mpeg')
  assert.equal(await code('audio', { id: sound.id, caption: 'нельзя' }), 100)
  assert.equal(await code('audio', { id: sound.id, voice: true }), 131053)
})

test('fetches links itself, and tells late that it could not', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance()
  const hook = await business.subscribe(t)
  const server = createServer((request, response) => {
    if (request.url !== '/photo.jpg') return response.writeHead(404).end()
    return response.writeHead(200, { 'content-type': 'image/jpeg' }).end('jpeg')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await business.sent(person.id, 'image', { link: `${root}/photo.jpg`, caption: 'Осло' })
  const lost = await business.sent(person.id, 'image', { link: `${root}/lost.jpg` })
  await eventually(() => statusesOf(hook).length === 4)
  const failed = statusesOf(hook).find(({ status }) => status === 'failed')
  assert.equal(failed.id, lost)
  assert.equal(failed.errors[0].code, 131053)
  assert.match(failed.errors[0].error_data.details, /404/)
  const { content } = (await person.sees()).messages[1]
  assert.equal(content.text, 'Осло')
  const file = await fetch(`${business.root}/_control/numbers/${NUMBER}/files/${content.file.id}`)
  assert.equal(await file.text(), 'jpeg')
})

test('tells of every kind of file people send', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const person = await business.person()
  const expected = {
    photo: ['image', 'image/jpeg'],
    video: ['video', 'video/mp4'],
    voice: ['audio', 'audio/ogg; codecs=opus'],
    audio: ['audio', 'audio/ogg'],
    document: ['document', 'application/pdf'],
    sticker: ['sticker', 'image/webp'],
  }
  for (const [kind, [type, mimeType]] of Object.entries(expected)) {
    const before = hook.heard.length
    const caption = kind === 'photo' && { caption: 'чек' }
    await person.do('media', { kind, ...caption })
    const message = onlyValue((await hook.wait(before + 1))[before]!).messages[0]
    assert.equal(message.type, type)
    const media = message[type!]
    assert.equal(media.mime_type, mimeType)
    assert.equal(media.caption, kind === 'photo' ? 'чек' : undefined)
    if (type === 'audio') assert.equal(media.voice, kind === 'voice')
    const bytes = Buffer.from(await (await fetch(media.url, bearer)).arrayBuffer())
    assert.equal(createHash('sha256').update(bytes).digest('base64'), media.sha256)
  }
  const document = messagesOf(hook).find(({ type }) => type === 'document').document
  assert.equal(document.filename, 'Договор № 1042.pdf')
  business.emulators.advance(7 * DAY)
  assert.equal((await business.graph('GET', document.id)).body.error.error_subcode, 33)
})
