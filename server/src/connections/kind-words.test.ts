import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'

import type { ChannelKindView } from '@otklik/protocol'
import { createTestCentre, type TestCentre, TRIAL } from '../testing/index.ts'

describe('what is said of platforms', () => {
  let centre: TestCentre
  before(async () => {
    centre = await createTestCentre('telegram')
  })

  async function inEnglish<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    centre.owner.browser.language = 'en'
    try {
      return await ask()
    } finally {
      centre.owner.browser.language = 'ru'
    }
  }
  const kinds = async (): Promise<ChannelKindView[]> =>
    (await centre.owner.browser.get('/api/v1/channel-kinds')).json()
  const check = (settings: object) =>
    centre.owner.browser.send('POST', '/api/v1/channel-checks', { kind: 'telegram', settings })
  const isOurs = ({ id }: ChannelKindView) => id === 'telegram'
  const textsOf = ({ glyph: _, ...kind }: ChannelKindView) => JSON.stringify(kind)

  test('is English to who reads English, and Russian to others', async () => {
    assert.match(textsOf((await kinds()).find(isOurs)!), /Токен HTTP API/)
    for (const kind of await inEnglish(kinds)) {
      // A platform that other tests have made up.
      if (kind.id === TRIAL) continue
      // What a platform's own menus are called stands in quotes, as it is on the screen.
      const own = textsOf(kind).replaceAll(/[«“][^»”]*[»”]/g, '')
      assert.doesNotMatch(own, /[а-яё]/i, kind.id)
      assert(kind.steps.length > 0 && kind.fields.every(({ label }) => label), kind.id)
    }
  })

  test('comes with the snapshot in the same language', async () => {
    const ask = async () => (await centre.owner.browser.get('/api/v1/snapshot')).json()
    assert.match(textsOf((await ask()).channelKinds.find(isOurs)), /Имя бота/)
    assert.match(textsOf((await inEnglish(ask)).channelKinds.find(isOurs)), /Bot name/)
  })

  test('[TG-09] a wrong token is refused in the language of its reader', async () => {
    const wrong = { token: `7100000009:${'B'.repeat(35)}` }
    const answer = await inEnglish(() => check(wrong))
    assert.equal(answer.json().error.message, 'Bot not found')
    const shapeless = await inEnglish(() => check({ token: 'verba_bot', proxyUrl: 'nowhere' }))
    const { fields } = shapeless.json().error
    assert.equal(fields['settings.token'].message, 'Bot not found')
    assert.match(fields['settings.proxyUrl'].message, /whole address is needed/)
  })

  test('a bot that is connected already is called so in both languages', async () => {
    const connect = () =>
      centre.owner.browser.send('POST', '/api/v1/channels', {
        kind: 'telegram',
        settings: { token: centre.bot.token },
      })
    assert.match((await connect()).json().error.message, /Этот бот уже подключён/)
    assert.match((await inEnglish(connect)).json().error.message, /connected already/)
  })
})
