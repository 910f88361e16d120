import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import {
  addTrialPlatform,
  createTestApp,
  type Member,
  type TestApp,
  TRIAL,
} from '../testing/index.ts'

const open = { isSecret: false, isRequired: false, isAdvanced: false }
let world: TestApp
let owner: Member
let count = 0

before(async () => {
  addTrialPlatform({
    fields: [
      { ...open, name: 'provider', choices: ['direct', 'partner'] },
      { ...open, name: 'subject', onlyIf: { field: 'provider', value: 'partner' } },
      { ...open, name: 'phone', fromIdentity: 'phone' },
    ],
    fieldWords: {
      provider: { label: 'Способ', choices: { direct: 'Напрямую', partner: 'Через партнёра' } },
      subject: { label: 'Subject' },
      phone: { label: 'Номер' },
    },
    connection: (_environment, settings) => ({
      identify: async () => ({
        externalId: String(settings.token),
        name: 'Верба',
        facts: { phone: '+79210000000' },
      }),
    }),
  })
  world = await createTestApp({ works: true })
  owner = await world.signUp('owner')
})

const connect = (settings: Record<string, string>) =>
  owner.browser.send('POST', '/api/v1/channels', {
    kind: TRIAL,
    settings: { token: `token-${++count}`, ...settings },
  })
const settingsOf = async (settings: Record<string, string>) => {
  const { token: _, ...rest } = (await connect(settings)).json().settings
  return rest
}

test('the form is told what may be chosen, in words, and what hangs on it', async () => {
  const kinds = (await owner.browser.get('/api/v1/channel-kinds')).json()
  const { fields } = kinds.find(({ id }: { id: string }) => id === TRIAL)
  assert.deepEqual(fields[1].choices, [
    { value: 'direct', label: 'Напрямую' },
    { value: 'partner', label: 'Через партнёра' },
  ])
  assert.deepEqual(fields[2].onlyIf, { field: 'provider', value: 'partner' })
  assert.equal(fields[3].fromIdentity, 'phone')
})

test('nothing else than the choices is taken, and the first where nothing was chosen', async () => {
  const refused = await connect({ provider: 'someone' })
  assert.equal(refused.statusCode, 422, refused.body)
  assert.equal(refused.json().error.fields['settings.provider'].code, 'wrong-value')
  assert.equal((await settingsOf({})).provider, 'direct')
})

test('a field that does not apply is dropped', async () => {
  assert.equal((await settingsOf({ subject: 'S1' })).subject, undefined)
  assert.equal((await settingsOf({ provider: 'partner', subject: 'S1' })).subject, 'S1')
})

test('[WA-04] what the platform says of itself is shown, and cannot be entered', async () => {
  assert.equal((await settingsOf({ phone: '+1' })).phone, '+79210000000')
})
