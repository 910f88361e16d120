import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { type Emulators, startEmulators } from '../channels/suite/emulators.ts'
import { createTestApp, type Member } from '../testing/index.ts'

// As an administrator reads it. Telegram's own are with the rest of connecting a channel.
const platforms = [
  {
    kind: 'viber',
    rules: '[VB-04] [D-05]',
    wrong: '445da6a1345c78bf-daccb2542a51e0fc-517480d9445da6ab',
    asking: 'get_account_info',
    otherRefusals: [{ code: 7 }, { code: 8 }, { code: 12 }],
  },
  {
    kind: 'max',
    rules: '[D-05]',
    wrong: 'f9LHodD0cOK1-nobody-has-this-token',
    asking: 'GET /me',
    otherRefusals: [{ status: 403, error: 'chat.denied' }],
  },
]

let emulators: Emulators
let owner: Member
before(async () => {
  emulators = await startEmulators()
  const hosts = platforms.map(({ kind }) => [
    `${kind.toUpperCase()}_API_URL`,
    `${emulators.url}/${kind}`,
  ])
  const environment = { ALLOW_LOOPBACK_PLATFORMS: '1', ...Object.fromEntries(hosts) }
  owner = await (await createTestApp({ environment })).signUp('owner')
})
after(() => emulators[Symbol.asyncDispose]())

for (const { kind, rules, wrong, asking, otherRefusals } of platforms) {
  describe(`a bot of ${kind}`, () => {
    let bot: { id: string; token: string }
    before(async () => {
      bot = await emulators.control(kind, 'bots', { name: 'Верба Мебель' })
    })
    async function told(token: string): Promise<string> {
      const body = { kind, settings: { token } }
      const answer = await owner.browser.send('POST', '/api/v1/channel-checks', body)
      return answer.statusCode === 200 ? answer.json().name : answer.json().error.message
    }

    test(`${rules} is «Бот не найден» where the token is wrong`, async () => {
      assert.equal(await told(wrong), 'Бот не найден')
      assert.equal(await told(bot.token), 'Верба Мебель')
    })

    test(`${rules} is out of reach where anything else went wrong`, async () => {
      const faults = [
        ...['server-error', 'garbage', 'answer-lost'].map((each) => ({ kind: each })),
        ...otherRefusals.map((each) => ({ kind: 'refuse', ...each })),
      ]
      for (const fault of faults) {
        const once = { count: 1, methods: [asking], ...fault }
        await emulators.control(kind, `bots/${bot.id}/faults`, once)
        assert.match(await told(bot.token), /^Не удалось связаться с /, JSON.stringify(fault))
      }
    })
  })
}
