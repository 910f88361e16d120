import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { test } from 'node:test'

import { createMail } from './mail.ts'

test('sends through SMTP_URL in the name it gives', async () => {
  const heard: string[] = []
  const server = createServer((socket) => {
    socket.write('220 ready\r\n')
    let isLetter = false
    createInterface({ input: socket }).on('line', (line) => {
      heard.push(line)
      if (isLetter && line !== '.') return
      isLetter = line === 'DATA'
      socket.write(isLetter ? '354 go on\r\n' : '250 ok\r\n')
      if (line === 'QUIT') socket.end()
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const mail = createMail(`smtp://127.0.0.1:${port}/?from=help@verba.example`)
  assert.equal(mail.canSend, true)
  await mail.send({ to: 'anna@verba.example', subject: 'a\r\nBcc: all@x.example', text: 'Hello' })
  server.close()
  assert.ok(heard.includes('MAIL FROM:<help@verba.example>'))
  assert.deepEqual(
    heard.filter((line) => line.startsWith('RCPT')),
    ['RCPT TO:<anna@verba.example>'],
  )
  assert.equal(
    heard.some((line) => /^Bcc:/i.test(line)),
    false,
  )
})

test('says that it cannot send without a server', async () => {
  const mail = createMail(undefined)
  assert.equal(mail.canSend, false)
  await assert.rejects(mail.send({ to: 'a@b.example', subject: '', text: '' }), /SMTP_URL/)
})
