import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { v7 as newId } from 'uuid'

import { createTestCentre, type TestCentre, until } from '../testing/index.ts'

let centre: TestCentre
before(async () => {
  centre = await createTestCentre('telegram')
})

/** Somebody's picture, once it is here. */
async function pictureFrom(name: string) {
  const person = await centre.person(name)
  await person.does('media', { kind: 'photo' })
  const { id } = await centre.conversationOf(name)
  const [message] = await centre.transcript(id, ([first]) => first?.files?.[0]?.state === 'stored')
  return { conversationId: id, messageId: message!.id, fileId: message!.files![0]!.id }
}

const addTask = (fileId: string) =>
  centre.database.query(
    `insert into tasks (account_id, id, kind, payload, next_at)
     values ($1, $2, 'fetch-file', jsonb_build_object('fileId', $3::text), '-infinity')`,
    [centre.owner.accountId, newId(), fileId],
  )

async function addFileOfNoChannel(): Promise<string> {
  const fileId = newId()
  await centre.database.query(
    `insert into files (account_id, id, channel_id, kind, name, state, reference)
     values ($1, $2, $3, 'document', 'lost.txt', 'loading', 'lost')`,
    [centre.owner.accountId, fileId, newId()],
  )
  await addTask(fileId)
  return fileId
}

test('tells of a file stored just before the process died', async () => {
  const { conversationId, messageId, fileId } = await pictureFrom('Прерванный')
  await centre.database.query(
    `update messages set content = jsonb_set(content, '{files,0,state}', '"loading"') where id = $1`,
    [messageId],
  )
  await addTask(fileId)
  await centre.transcript(conversationId, ([first]) => first?.files?.[0]?.state === 'stored')
})

test('fetches on while channels of other files do not open', async () => {
  const lost = await Promise.all(Array.from({ length: 12 }, addFileOfNoChannel))
  await pictureFrom('Сосед')
  await until(async () => {
    centre.clock.advance(60_000)
    const { rows } = await centre.database.query<{ state: string }>(
      'select state from files where id = any($1)',
      [lost],
    )
    return rows.every(({ state }) => state === 'failed')
  }, 'the end of the tries')
})

test('fetches on while four files are slow', async () => {
  const slow = { kind: 'slow', ms: 9000, methods: ['getFile'], count: 4 }
  await centre.emulators.control('telegram', `bots/${centre.bot.id}/faults`, slow)
  for (const name of ['Раз', 'Два', 'Три', 'Четыре']) {
    const person = await centre.person(name)
    await person.does('media', { kind: 'document' })
    await centre.conversationOf(name)
  }
  const startedAt = performance.now()
  await pictureFrom('Быстрый')
  assert.ok(performance.now() - startedAt < 7000)
})
