import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'

import type { OutboundPart, Sent } from '../channels/index.ts'
import { addTrialPlatform, createTrialCentre, until } from '../testing/index.ts'

let answer: (part: OutboundPart) => Promise<Sent>
let centre: Awaited<ReturnType<typeof createTrialCentre>>
let person: string
let id: string
let people = 0
const nameOf = (part: OutboundPart) => `m-${String(part.payload.text)}-${part.thread}`

before(async () => {
  addTrialPlatform({ connection: () => ({ send: (part) => answer(part) }) })
  centre = await createTrialCentre()
})
beforeEach(async () => {
  answer = async (part) => ({ ids: [nameOf(part) as never] })
  person = `Клиент ${++people}`
  id = await centre.conversationWith(person)
})

const statuses = async () => {
  const messages = await centre.messagesOf(id)
  return messages.flatMap(({ text, status }) => (status ? [`${text} ${status}`] : []))
}
const become = (...wanted: string[]) =>
  until(async () => (await statuses()).join() === wanted.join(), wanted.join()).catch(async () =>
    assert.deepEqual(await statuses(), wanted),
  )
const receipt = (more: object) => ({
  type: 'receipt',
  thread: person,
  status: 'read',
  at: new Date().toISOString(),
  ...more,
})

test('everything of ours up to a message is read with it', async () => {
  for (const text of ['раз', 'два', 'три']) await centre.write(id, text)
  await become('раз sent', 'два sent', 'три sent')
  await centre.tell(receipt({ upTo: `m-два-${person}`, status: 'delivered' }))
  await become('раз delivered', 'два delivered', 'три sent')
  await centre.tell(receipt({ upTo: `m-два-${person}` }))
  await become('раз read', 'два read', 'три sent')
  // Late, and behind what is known: nothing goes back.
  await centre.tell(receipt({ upTo: `m-три-${person}`, status: 'delivered' }))
  await become('раз read', 'два read', 'три delivered')
})

test('everything of ours up to a moment is read, in this thread alone', async () => {
  await centre.write(id, 'утром')
  await become('утром sent')
  const neighbour = await centre.conversationWith(`${person} и другой`)
  await centre.write(neighbour, 'соседу')
  const until = new Date(centre.clock.now().getTime() + 1000)
  centre.moveOn(5000)
  await centre.write(id, 'вечером')
  await become('утром sent', 'вечером sent')
  await centre.tell(receipt({ upTo: until.toISOString() }))
  await become('утром read', 'вечером sent')
  const others = await centre.messagesOf(neighbour)
  assert.notEqual(others.find(({ text }) => text === 'соседу')?.status, 'read')
})

test('[H-06] a receipt that comes before the answer to its call is not lost', async () => {
  let finish = () => {}
  answer = (part) =>
    new Promise((resolve) => {
      finish = () => resolve({ ids: [nameOf(part) as never] })
    })
  await centre.write(id, 'быстро')
  await until(() => String(finish) !== '() => {}', 'the call')
  await centre.tell(receipt({ id: `m-быстро-${person}`, status: 'delivered' }))
  await until(async () => {
    const { rows } = await centre.database.query(
      'select 1 from external_messages where early is not null',
    )
    return rows.length === 1
  }, 'the receipt to be kept')
  finish()
  await become('быстро delivered')
})

test('[H-06] a refusal that comes before the answer to its call is not lost', async () => {
  let finish = () => {}
  answer = (part) =>
    new Promise((resolve) => {
      finish = () => resolve({ ids: [nameOf(part) as never] })
    })
  await centre.write(id, 'зря')
  await until(() => String(finish) !== '() => {}', 'the call')
  const at = new Date().toISOString()
  await centre.tell({ type: 'failure', id: `m-зря-${person}`, reason: 'rejected', at })
  await until(async () => {
    const { rows } = await centre.database.query(
      'select 1 from external_messages where early is not null',
    )
    return rows.length === 1
  }, 'the refusal to be kept')
  finish()
  await become('зря failed')
})

test('what is with the customer does not fail any more, and an old refusal is of what was old', async () => {
  const refused = (id: string) => {
    const at = new Date().toISOString()
    return { type: 'failure', id, reason: 'rejected', at }
  }
  await centre.write(id, 'дошло')
  await become('дошло sent')
  await centre.tell(receipt({ id: `m-дошло-${person}`, status: 'delivered' }))
  await become('дошло delivered')
  await centre.tell(refused(`m-дошло-${person}`))
  const { id: messageId } = await centre.write(id, 'снова')
  await become('дошло delivered', 'снова sent')
  await centre.tell(refused(`m-снова-${person}`))
  await become('дошло delivered', 'снова failed')
  answer = async () => ({ ids: ['another-name' as never] })
  const path = `/api/v1/conversations/${id}/messages/${messageId}/attempts`
  await centre.owner.browser.send('POST', path, { as: 'send-again' })
  await become('дошло delivered', 'снова sent')
  await centre.tell(refused(`m-снова-${person}`))
  await centre.tell(receipt({ id: 'another-name', status: 'delivered' }))
  await become('дошло delivered', 'снова delivered')
})

test('what we sent ourselves is not told twice by a platform that echoes it at once', async () => {
  let finish = () => {}
  answer = (part) =>
    new Promise((resolve) => {
      finish = () => resolve({ ids: [nameOf(part) as never] })
    })
  await centre.write(id, 'эхо')
  await until(() => String(finish) !== '() => {}', 'the call')
  const from = { address: 'us', name: 'Верба' }
  const echo = (name: string, text: string) => ({
    type: 'echo',
    id: name,
    thread: { id: person },
    from,
    at: new Date().toISOString(),
    content: { text, files: [] },
  })
  await centre.tell(echo(`m-эхо-${person}`, 'эхо'))
  await new Promise((resolve) => setTimeout(resolve, 300))
  finish()
  await become('эхо sent')
  await centre.tell(echo('theirs', 'ответ из приложения'))
  await until(async () => {
    const texts = (await centre.messagesOf(id)).map(({ text }) => text)
    return texts.includes('ответ из приложения')
  }, 'what somebody else sent')
  const texts = (await centre.messagesOf(id)).map(({ text }) => text)
  assert.equal(texts.filter((text) => text === 'эхо').length, 1)
})

test('[H-06] what is deleted before it comes, and pressed where nothing was offered, ends as in order', async () => {
  const from = { address: person, name: person }
  const there = { thread: { id: person }, from, at: new Date().toISOString() }
  const content = (text: string) => ({ text, files: [] })
  const known = {
    ...there,
    type: 'message',
    id: `known-${person}`,
    content: content('тоже'),
  } as const
  await centre.tell(known)
  // One of the two is there: it must not make the other one's deletion look done.
  await centre.tell({ ...there, type: 'deletion', ids: [known.id, `gone-${person}`] })
  await centre.tell({ ...there, type: 'message', id: `gone-${person}`, content: content('лишнее') })
  await centre.tell({
    ...{ ...there, type: 'press', id: `press-${person}`, messageId: 'nobody-knows' },
    ...{ value: 'yes', label: 'Да' },
  })
  await centre.tell({ ...there, type: 'edit', id: `new-${person}`, content: content('новее') })
  await centre.tell({ ...there, type: 'message', id: `new-${person}`, content: content('старее') })
  await centre.tell({ ...there, type: 'message', id: `last-${person}`, content: content('конец') })
  const transcript = await until(async () => {
    const all: { text: string; deletedAt?: string }[] = await centre.messagesOf(id)
    return all.some(({ text }) => text === 'конец') && all
  }, 'the last word')
  await until(async () => {
    await centre.database.query("update inbox set tries = 0, next_at = now() where state = 'new'")
    const all: { text: string; deletedAt?: string }[] = await centre.messagesOf(id)
    return all.every(({ text, deletedAt }) => !['лишнее', 'тоже'].includes(text) || deletedAt)
  }, 'the deletion to find its message')
  const shown = transcript.filter(({ deletedAt }) => !deletedAt).map(({ text }) => text)
  assert.equal(shown.includes('новее'), true)
  assert.equal(shown.includes('старее'), false)
})
