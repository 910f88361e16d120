import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import {
  addTrialPlatform,
  createTestApp,
  type Member,
  type TestApp,
  TRIAL,
} from '../testing/index.ts'

let world: TestApp
let owner: Member
/** Where each connection was told that its platform is. */
const places: string[] = []

before(async () => {
  const open = { isSecret: false, isRequired: false, isAdvanced: false }
  const host = (id: string) => ({
    id,
    officialHosts: [`${id}.example`],
    defaultApiUrl: `https://${id}.example`,
  })
  addTrialPlatform({
    module: 'whatsapp',
    fields: [
      { ...open, name: 'provider', choices: ['partner', 'direct'] },
      { ...open, name: 'apiUrl' },
    ],
    fieldWords: { provider: { label: 'Способ', choices: { partner: 'П', direct: 'Д' } } },
    providers: {
      field: 'provider',
      byChoice: { partner: host('partner'), direct: host('direct') },
    },
    connection: ({ apiUrl }, { token }) => ({
      identify: async () => {
        places.push(apiUrl)
        return { externalId: String(token), name: 'Верба' }
      },
    }),
  })
  world = await createTestApp({
    works: true,
    environment: { PARTNER_API_URL: 'https://relay.example/partner' },
  })
  owner = await world.signUp('owner')
})

const connect = (settings: Record<string, string>) =>
  owner.browser.send('POST', '/api/v1/channels', {
    kind: TRIAL,
    signature: 'none',
    settings: { token: 'a-key', ...settings },
  })
const switchModule = (isOn: boolean) =>
  owner.browser.send('PUT', '/api/v1/modules/whatsapp', { isOn })

test('[WA-02] nothing new is connected while the module is off', async () => {
  const refused = await connect({})
  assert.equal(refused.statusCode, 422, refused.body)
  assert.equal(refused.json().error.fields.kind.code, 'module-off')
  const checked = await owner.browser.send('POST', '/api/v1/channel-checks', {
    kind: TRIAL,
    settings: { token: 'a-key' },
  })
  assert.equal(checked.statusCode, 422)
  assert.deepEqual(places, [])
})

test('each provider has an address of its own, which the installation may move', async () => {
  await switchModule(true)
  for (const settings of [{}, { provider: 'direct' }]) {
    const made = await connect({ token: JSON.stringify(settings), ...settings })
    assert.equal(made.statusCode, 201, made.body)
  }
  assert.deepEqual(
    [...new Set(places)],
    ['https://relay.example/partner', 'https://direct.example'],
  )
})

test('a channel may name a host of its own provider, and of no other', async () => {
  const apiUrl = 'https://direct.example'
  const refused = await connect({ token: 'b', provider: 'partner', apiUrl })
  assert.equal(refused.json().error.code, 'host-not-allowed')
  const taken = await connect({ token: 'c', provider: 'direct', apiUrl })
  assert.equal(taken.statusCode, 201, taken.body)
})

test('[WA-02] what is connected goes on when the module is switched off', async () => {
  await switchModule(false)
  const channels = (await owner.browser.get('/api/v1/channels')).json<{ state: string }[]>()
  assert.deepEqual([...new Set(channels.map(({ state }) => state))], ['working'])
})
