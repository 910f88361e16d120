import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSandbox } from './test-kit.ts'

test('tells open pages what has changed', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.person('Ирина')
  const events = await fetch(`${sandbox.emulators.url}/_control/events`)
  assert.equal(events.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader()
  await person.writes('привет')
  let text = ''
  while (!text.includes('data:')) text += (await reader.read()).value ?? ''
  assert.match(text, new RegExp(`"telegram/chat/7100000001/${person.id}"`))
  await reader.cancel()
})

test('lists phones and the last calls', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  await sandbox.control('POST', '/people', { firstName: 'Нагрузка', hasPhone: false })
  await sandbox.call('sendMessage', { chat_id: person.id, text: 'ответ' })
  await sandbox.call('sendMessage', { chat_id: 42, text: 'никому' })
  const get = async (path: string) => (await fetch(sandbox.emulators.url + path)).json()
  const phones = (await get('/_control/phones')) as { person: { name: string } }[]
  assert.deepEqual(
    phones.map((phone) => phone.person.name),
    ['Ирина'],
  )
  const lines = (await get('/_control/journal')) as { direction: string; text: string }[]
  assert.deepEqual(
    lines.slice(0, 2).map(({ direction, text }) => `${direction} ${text}`),
    ['→ sendMessage 400', '→ sendMessage 200'],
  )
})
