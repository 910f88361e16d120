import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import type { Environment } from '../channels/index.ts'
import { addTrialPlatform, createTrialCentre } from '../testing/index.ts'

let centre: Awaited<ReturnType<typeof createTrialCentre>>
/** What `subscribe` found remembered, and what the platform asks about in the middle of it. */
const heard: unknown[] = []
let ask: (environment: Environment) => Promise<void> = async () => {}

before(async () => {
  addTrialPlatform({
    connection: (environment) => ({
      async identify() {
        await environment.remember({ number: 7, gone: 'soon' })
        return { externalId: 'one', name: 'Верба' }
      },
      async subscribe() {
        heard.push({ ...environment.memory })
        await environment.remember({ code: 'старый', gone: undefined })
      },
    }),
    door: {
      handshake: async (request, _settings, environment) => {
        if (!request.body.includes('confirmation')) return undefined
        await ask(environment)
        return { status: 200, body: String(environment.memory.code) }
      },
    },
  })
  centre = await createTrialCentre()
})

const stored = async () => {
  const { rows } = await centre.database.query<{ memory: Record<string, string> }>(
    'select memory from channels where id = $1',
    [centre.channelId],
  )
  return rows[0]!.memory
}

const greet = async () => {
  const { settings } = await centre.server.connecting.channels.get(
    centre.owner.accountId,
    centre.channelId,
  )
  const { rows } = await centre.database.query<{ key: string }>('select key from webhook_keys')
  return centre.app.inject({
    method: 'POST',
    url: `/webhooks/${rows[0]!.key}`,
    headers: { 'x-trial': settings.webhookSecret ?? '', 'content-type': 'application/json' },
    payload: '{"type":"confirmation"}',
  })
}

test('what is remembered before the channel is stored belongs to it, sealed', async () => {
  assert.deepEqual(heard, [{ number: 7, gone: 'soon' }])
  const memory = await stored()
  assert.deepEqual(Object.keys(memory).sort(), ['code', 'number'])
  for (const value of Object.values(memory)) assert.match(value, /^v1\./)
  const shown = await centre.owner.browser.get(`/api/v1/channels/${centre.channelId}`)
  assert.doesNotMatch(shown.body, /memory|старый/)
})

test('a handshake may ask the platform, and what it learns is remembered', async () => {
  assert.equal((await greet()).body, 'старый')
  ask = ({ remember }) => remember({ code: 'новый' })
  assert.equal((await greet()).body, 'новый')
  ask = async () => {}
  // Whoever opens the channel anew finds the same.
  centre.server.connecting.channels.forget(centre.channelId)
  assert.equal((await greet()).body, 'новый')
})

test('a platform that is too slow about its own question is told to come again', async () => {
  let finish = () => {}
  ask = () => new Promise((resolve) => (finish = resolve))
  assert.equal((await greet()).statusCode, 503)
  finish()
})

test('a memory that grows without end is refused', async () => {
  const { environment } = await centre.server.connecting.channels.get(
    centre.owner.accountId,
    centre.channelId,
  )
  await assert.rejects(environment.remember({ everything: 'x'.repeat(40_000) }), RangeError)
  assert.equal(environment.memory.everything, undefined)
})
