import assert from 'node:assert/strict'
import { test } from 'node:test'

import { addTrialPlatform, createTrialCentre, TRIAL, until } from '../testing/index.ts'

// The other half of it, that no file but the catalogue knows a platform, is proved of the sources
// in bin/rules.
test('a platform that only the catalogue knows is offered, connected, heard and answered', async () => {
  const sent: unknown[] = []
  addTrialPlatform({
    connection: () => ({
      send: async ({ key, payload }) => {
        sent.push(payload.text)
        return { ids: [`sent-${key}` as never] }
      },
    }),
  })
  const centre = await createTrialCentre()
  const { browser } = centre.owner
  const kinds = (await browser.get('/api/v1/channel-kinds')).json<{ id: string; title: string }[]>()
  assert.equal(kinds.find(({ id }) => id === TRIAL)?.title, 'Trial')

  const id = await centre.conversationWith('Олег')
  await centre.write(id, 'Добрый день')
  await until(async () => {
    const messages = await centre.messagesOf(id)
    return messages.some(({ text, status }) => text === 'Добрый день' && status === 'sent')
  }, 'the answer to be sent')
  assert.deepEqual(sent, ['Добрый день'])

  const { channels } = (await browser.get('/api/v1/snapshot')).json<{
    channels: { kind: string; state: string }[]
  }>()
  assert.deepEqual(
    channels.map(({ kind, state }) => [kind, state]),
    [[TRIAL, 'working']],
  )
})
