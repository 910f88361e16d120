import assert from 'node:assert/strict'
import { test } from 'node:test'

import { multipart } from './multipart.ts'

function upload(fileName: string, bytes: string) {
  const stream = new Blob([bytes]).stream()
  return { field: 'file0', fileName, mime: 'text/plain', stream }
}

test('writes fields and files as a form that others read', async () => {
  const { contentType, body } = multipart({ caption: 'Счёт "А"\r\n--' }, [
    upload('счёт.txt', 'сто'),
  ])
  const response = new Response(body, { headers: { 'content-type': contentType } })
  const form = await response.formData()
  assert.equal(form.get('caption'), 'Счёт "А"\r\n--')
  const file = form.get('file0')
  assert(file instanceof File)
  assert.deepEqual([file.name, file.type, await file.text()], ['счёт.txt', 'text/plain', 'сто'])
})

test('knows its length where the files know theirs', async () => {
  const sized = () => ({ ...upload('счёт.txt', 'сто'), bytes: Buffer.byteLength('сто') })
  const { contentLength, body } = multipart({ подпись: 'Счёт' }, [sized(), sized()])
  const written = await new Response(body).arrayBuffer()
  assert.equal(contentLength, written.byteLength)
  assert.equal(multipart({}, [upload('a', '')]).contentLength, undefined)
})

test('a file name cannot add a header', async () => {
  const { body } = multipart({}, [upload('a"\r\nx-evil: 1\r\n.txt', '')])
  const written = await new Response(body).text()
  assert(written.includes('filename="a___x-evil: 1__.txt"'))
})

test('asks for a file only as fast as it is sent', async () => {
  let asked = 0
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      asked += 1
      controller.enqueue(new Uint8Array(1024))
    },
  })
  const { body } = multipart({}, [{ ...upload('big', ''), stream }])
  const reader = body.getReader()
  for (let chunk = 0; chunk < 3; chunk += 1) await reader.read()
  assert(asked < 10)
  await reader.cancel()
})
