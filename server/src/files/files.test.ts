import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import type { FileView } from '@otklik/protocol'
import sharp from 'sharp'

import { createTestCentre, type Member, type TestCentre } from '../testing/index.ts'

let centre: TestCentre
before(async () => {
  centre = await createTestCentre('telegram')
})

async function upload(name: string, bytes: Buffer, by: Member = centre.operator) {
  const boundary = 'between-parts'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/html\r\n\r\n`
  return centre.app.inject({
    method: 'POST',
    url: '/api/v1/files',
    headers: {
      cookie: by.browser.cookie,
      origin: 'http://localhost:80',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
}
const picture = () =>
  sharp({ create: { width: 320, height: 240, channels: 3, background: '#2b59c3' } })
    .png()
    .toBuffer()
const fileOf = async (name: string, bytes: Buffer): Promise<FileView> =>
  (await upload(name, bytes)).json()
/** A whole picture, black, of a bit for each pixel: a few bytes that open to as many as one likes. */
function blackPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const pixels = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))), { level: 1 })
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}
function pngChunk(kind: string, bytes: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), bytes])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(bytes.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
const download = (id: string, headers = {}) =>
  centre.app.inject({
    url: `/api/v1/files/${id}`,
    headers: { cookie: centre.operator.browser.cookie, ...headers },
  })

describe('an uploaded file', () => {
  test('[H-44] is what its bytes say, whatever it is called', async () => {
    const file = await fileOf('fake.txt', await picture())
    assert.equal(file.kind, 'image')
    assert.equal(file.mime, 'image/png')
    assert.deepEqual([file.width, file.height], [320, 240])
    assert.equal(file.hasPreview, true)
  })

  const hostile: [string, string, string][] = [
    [
      'a program in SVG',
      'x.png',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    ],
    ['a page', 'x.jpg', '<!doctype html><script>alert(1)</script>'],
    [
      'a page in XML',
      'x.xhtml',
      '<html xmlns="http://www.w3.org/1999/xhtml"><script>1</script></html>',
    ],
    ['a picture that is also a program', 'x.gif', 'GIF89a/*\n*/=1;alert(1)//'],
    [
      'a document with a program',
      'x.pdf',
      '%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(1)>>>>',
    ],
  ]
  for (const [what, name, bytes] of hostile) {
    test(`[H-44] is never opened when it is ${what}`, async () => {
      const file = await fileOf(name, Buffer.from(bytes))
      assert.equal(file.kind, 'document')
      assert.equal(file.hasPreview, false)
      const answer = await download(file.id)
      assert.match(String(answer.headers['content-disposition']), /^attachment/)
      assert.doesNotMatch(String(answer.headers['content-type']), /html|svg|xml/)
      assert.equal(answer.headers['x-content-type-options'], 'nosniff')
      assert.match(String(answer.headers['content-security-policy']), /sandbox/)
    })
  }

  for (const [width, height] of [
    [30_000, 30_000],
    [100_000, 1],
    [1, 100_000],
  ] as const) {
    test(`[H-47] of ${width} × ${height} pixels is kept closed, and not opened to see that`, async () => {
      const bytes = blackPng(width, height)
      const before = process.memoryUsage.rss()
      const file = await fileOf('bomb.png', bytes)
      assert.ok(process.memoryUsage.rss() - before < 256 * 1024 * 1024)
      assert.equal(file.mime, 'image/png')
      assert.equal(file.hasPreview, false)
      const { headers } = await download(file.id)
      assert.match(String(headers['content-disposition']), /^attachment/)
      const preview = await centre.operator.browser.get(`/api/v1/files/${file.id}/preview`)
      assert.equal(preview.statusCode, 404)
    })
  }

  test('as long as what somebody scrolled through is shown', async () => {
    const file = await fileOf('long.png', blackPng(400, 20_000))
    assert.equal(file.hasPreview, true)
    assert.deepEqual([file.width, file.height], [400, 20_000])
  })

  const names: [string, string][] = [
    ['../../etc/passwd', 'passwd'],
    ['..\\\\..\\\\boot.ini', 'boot.ini'],
    ['photo\u202Egnp.exe', 'photognp.exe'],
    ['a\u0000.png', 'a.png'],
    ['<img src=x onerror=alert(1)>.jpg', '<img src=x onerror=alert(1)>.jpg'],
  ]
  for (const [given, kept] of names) {
    test(`[H-47] called ${JSON.stringify(given)} keeps the name ${kept}`, async () => {
      assert.equal((await fileOf(given, Buffer.from('x'))).name, kept)
    })
  }

  test('[H-47] has a name that begins no header and ends before it is long', async () => {
    const { id } = await fileOf(`${'я'.repeat(300)}.txt`, Buffer.from('x'))
    const { headers } = await download(id)
    const sent = String(headers['content-disposition'])
    assert.match(sent, /^attachment; filename="[^"\r\n]*"; filename\*=UTF-8''[%\w.-]+$/)
    assert.ok(sent.length < 2000)
    const { name } = await fileOf('a%0d%0aSet-Cookie: x=1', Buffer.from('x'))
    assert.doesNotMatch(name, /[\r\n]/)
  })

  test('is given in pieces to players', async () => {
    const { id } = await fileOf('sound.bin', Buffer.from('0123456789'))
    const answer = await download(id, { range: 'bytes=2-5' })
    assert.equal(answer.statusCode, 206)
    assert.equal(answer.body, '2345')
    assert.equal(answer.headers['content-range'], 'bytes 2-5/10')
  })

  test('[H-37] is shown to nobody of another company', async () => {
    const { id } = await fileOf('secret.txt', Buffer.from('x'))
    const stranger = await centre.signUp('owner')
    assert.equal((await stranger.browser.get(`/api/v1/files/${id}`)).statusCode, 404)
  })

  test('[H-47] is refused above 50 MB', async () => {
    const answer = await upload('large.bin', Buffer.alloc(50 * 1024 * 1024 + 1))
    assert.equal(answer.statusCode, 413)
  })

  test('leaves nothing behind when it is refused', async () => {
    await upload('cut.bin', Buffer.alloc(50 * 1024 * 1024 + 1))
    const { rows } = await centre.database.query("select from files where name = 'cut.bin'")
    assert.equal(rows.length, 0)
  })
})

describe('files travel', () => {
  test('from the customer, with the bytes kept by us', async () => {
    const person = await centre.person('Отправитель')
    await person.does('media', { kind: 'photo', caption: 'вот чек' })
    const { id } = await centre.conversationOf('Отправитель')
    const [message] = await centre.transcript(
      id,
      ([first]) => first?.files?.[0]?.state === 'stored',
    )
    const file = message?.files?.[0]
    assert.equal(file?.kind, 'image')
    const preview = await centre.operator.browser.get(`/api/v1/files/${file?.id}/preview`)
    assert.equal(preview.headers['content-type'], 'image/webp')
  })

  test('from the customer once more, when the first time failed', async () => {
    const person = await centre.person('Настойчивый')
    await centre.emulators.control('telegram', `bots/${centre.bot.id}/faults`, {
      kind: 'refuse',
      status: 400,
      description: 'Bad Request: invalid file_id',
      methods: ['getFile'],
      count: 1,
    })
    await person.does('media', { kind: 'document' })
    const { id } = await centre.conversationOf('Настойчивый')
    const [failed] = await centre.transcript(id, ([first]) => first?.files?.[0]?.state === 'failed')
    const path = `/api/v1/files/${failed?.files?.[0]?.id}/fetch`
    assert.equal((await centre.operator.browser.send('POST', path)).statusCode, 202)
    await centre.transcript(id, ([first]) => first?.files?.[0]?.state === 'stored')
  })

  test('to the customer, as a picture with its caption', async () => {
    const person = await centre.person('Получатель')
    await person.does('text', { text: 'покажите диван' })
    const { id } = await centre.conversationOf('Получатель')
    const file = await fileOf('Диван.png', await picture())
    await centre.operator.browser.send('POST', `/api/v1/conversations/${id}/messages`, {
      clientId: 'with-a-picture',
      kind: 'message',
      text: 'вот он',
      fileIds: [file.id],
    })
    await centre.transcript(id, (all) => all.at(-1)?.status === 'sent')
    const shown = (await person.chat()).at(-1)?.content
    assert.match(JSON.stringify(shown), /photo/)
    assert.match(JSON.stringify(shown), /вот он/)
  })

  test('not at all when they are another operator’s', async () => {
    const person = await centre.person('Чужой')
    await person.does('text', { text: 'здравствуйте' })
    const { id } = await centre.conversationOf('Чужой')
    const { id: fileId } = (await upload('own.txt', Buffer.from('x'), centre.owner)).json()
    const answer = await centre.operator.browser.send(
      'POST',
      `/api/v1/conversations/${id}/messages`,
      {
        clientId: 'somebody-elses-file',
        kind: 'message',
        text: '',
        fileIds: [fileId],
      },
    )
    assert.equal(answer.statusCode, 422)
  })

  test('too large to be fetched, they say so', async () => {
    const person = await centre.person('Тяжёлый')
    await person.does('text', { text: 'сейчас пришлю' })
    const { id } = await centre.conversationOf('Тяжёлый')
    const chat = { id: person.id, type: 'private', first_name: 'Тяжёлый' }
    await centre.emulators.control('telegram', `bots/${centre.bot.id}/updates`, {
      kind: 'message',
      chat: person.id,
      body: {
        message_id: 5000,
        date: 1_795_341_600,
        chat,
        from: { id: person.id, is_bot: false, first_name: 'Тяжёлый' },
        document: {
          file_id: 'big',
          file_unique_id: 'b',
          file_name: 'film.mkv',
          file_size: 21_000_000,
        },
      },
    })
    const messages = await centre.transcript(id, (all) => all.length === 2)
    assert.equal(messages[1]?.files?.[0]?.state, 'too-large')
    assert.equal(messages[1]?.files?.[0]?.name, 'film.mkv')
  })
})
