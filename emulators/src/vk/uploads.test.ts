import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import type { Json } from '../test-kit.ts'
import { openNetwork } from './test-kit.ts'

async function upload(url: string, field: string, bytes: Buffer, name: string): Promise<Json> {
  const form = new FormData()
  form.append(field, new Blob([new Uint8Array(bytes)]), name)
  return (await fetch(url, { method: 'POST', body: form })).json()
}

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()

test('takes a picture in three steps, and each address once', async (t) => {
  const network = await openNetwork(t)
  const person = await network.acquaintance('Ирина')
  const server = await network.result('photos.getMessagesUploadServer', { peer_id: person.id })
  const sent = await upload(server.upload_url, 'photo', await blank(700, 500), 'a.png')
  assert.equal(await network.refusal('photos.saveMessagesPhoto', { ...sent, hash: 'x' }), 121)
  const [photo] = await network.result('photos.saveMessagesPhoto', sent)
  assert.equal(await network.refusal('photos.saveMessagesPhoto', sent), 129)
  const name = `photo${photo.owner_id}_${photo.id}`
  const send = (attachment: string) =>
    network.refusal('messages.send', { peer_id: person.id, random_id: 0, attachment })
  assert.equal(await send(`${name}_wrong`), 100)
  assert.equal(await send(`${name}_${photo.access_key}`), undefined)
  const again = await upload(server.upload_url, 'photo', await blank(7, 5), 'a.png')
  assert.equal(again.error, 'bad_request')
})

test('takes no picture that is none, or a thread of one', async (t) => {
  const network = await openNetwork(t)
  for (const bytes of [Buffer.from('текст'), await blank(2100, 100)]) {
    const { upload_url } = await network.result('photos.getMessagesUploadServer', { peer_id: 0 })
    assert.equal((await upload(upload_url, 'photo', bytes, 'a.png')).photo, '[]')
  }
})

test('takes files, but no programs and no music', async (t) => {
  const network = await openNetwork(t)
  const send = async (name: string) => {
    const { upload_url } = await network.result('docs.getMessagesUploadServer', { type: 'doc' })
    return upload(upload_url, 'file', Buffer.from('файл'), name)
  }
  assert.equal((await send('игра.exe')).error, 'wrong_type')
  assert.equal((await send('песня.mp3')).error, 'wrong_type')
  const { file } = await send('Акт.pdf')
  const { type, doc } = await network.result('docs.save', { file })
  assert.deepEqual([type, doc.title, doc.ext, doc.type], ['doc', 'Акт.pdf', 'pdf', 1])
  assert.equal(await network.refusal('docs.save', { file }), 105)
})

test('prepares nothing for a person who denied messages', async (t) => {
  const network = await openNetwork(t)
  const person = await network.acquaintance('Ирина')
  await person.do('deny')
  const peer = { peer_id: person.id }
  assert.equal(await network.refusal('photos.getMessagesUploadServer', peer), 901)
  assert.equal(await network.refusal('docs.getMessagesUploadServer', peer), 901)
})
