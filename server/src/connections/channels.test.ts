import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'

import { createTestCentre, type TestCentre, until } from '../testing/index.ts'

describe('connecting a channel', () => {
  let centre: TestCentre
  before(async () => {
    centre = await createTestCentre('telegram')
  })

  const check = (settings: Record<string, string>) =>
    centre.owner.browser.send('POST', '/api/v1/channel-checks', { kind: 'telegram', settings })

  test('[TG-02] asks for the token and nothing else', async () => {
    const kinds = (await centre.owner.browser.get('/api/v1/channel-kinds')).json()
    const required = kinds[0].fields.filter((field: { isRequired: boolean }) => field.isRequired)
    assert.deepEqual(
      required.map(({ label, isSecret }: { label: string; isSecret: boolean }) => [
        label,
        isSecret,
      ]),
      [['Токен HTTP API', true]],
    )
  })

  const steps: [string, RegExp][] = [
    ['[TG-03] tells to find @botfather', /@botfather/],
    ['[TG-04] tells to press СТАРТ', /СТАРТ/],
    ['[TG-05] tells to choose /newbot', /\/newbot/],
    ['[TG-06] tells that the username is unique and ends in bot', /уникальным.*"bot".*MangoBot/],
    ['[TG-07] tells to copy the token into the field', /токен для HTTP API/],
  ]
  for (const [index, [name, words]] of steps.entries()) {
    test(name, async () => {
      const kinds = (await centre.owner.browser.get('/api/v1/channel-kinds')).json()
      assert.match(kinds[0].steps[index], words)
    })
  }

  test('[TG-08] finds the name of the bot by its token', async () => {
    const { name, username } = (await check({ token: centre.bot.token })).json()
    assert.deepEqual({ name, username }, { name: 'Верба Мебель', username: 'verba_test_bot' })
  })

  test('[TG-09] says «Бот не найден» of a wrong token', async () => {
    const answer = await check({ token: `7100000009:${'B'.repeat(35)}` })
    assert.equal(answer.statusCode, 422)
    assert.equal(answer.json().error.code, 'bot-not-found')
    assert.equal(answer.json().error.message, 'Бот не найден')
  })

  test('[TG-09] says something else of a platform that does not answer', async () => {
    await centre.emulators.control('telegram', `bots/${centre.bot.id}/faults`, {
      kind: 'server-error',
      methods: ['*'],
    })
    const answer = await check({ token: centre.bot.token })
    await fetch(`${centre.emulators.url}/telegram/_control/bots/${centre.bot.id}/faults`, {
      method: 'DELETE',
    })
    assert.equal(answer.statusCode, 502)
    assert.equal(answer.json().error.code, 'platform-unreachable')
    assert.doesNotMatch(answer.json().error.message, /не найден/)
  })

  test('refuses a host that the installation does not allow', async () => {
    const answer = await check({ token: centre.bot.token, apiUrl: 'http://192.168.0.1:8080' })
    assert.equal(answer.json().error.code, 'host-not-allowed')
  })

  test('refuses the sandbox outside a demo account', async () => {
    const answer = await check({ token: centre.bot.token, apiUrl: 'sandbox' })
    assert.equal(answer.json().error.code, 'host-not-allowed')
  })

  test('refuses the sandbox to a channel that is edited, too', async () => {
    const { version } = (
      await centre.owner.browser.get(`/api/v1/channels/${centre.channel.id}`)
    ).json()
    for (const apiUrl of ['sandbox', 'http://169.254.169.254']) {
      const answer = await centre.owner.browser.send(
        'PATCH',
        `/api/v1/channels/${centre.channel.id}`,
        {
          version,
          settings: { apiUrl },
        },
      )
      assert.equal(answer.statusCode, 422)
      assert.equal(answer.json().error.code, 'host-not-allowed')
    }
  })

  test('connects a bot once in the whole installation', async () => {
    const stranger = await centre.signUp('owner')
    const answer = await stranger.browser.send('POST', '/api/v1/channels', {
      kind: 'telegram',
      settings: { token: centre.bot.token },
    })
    assert.equal(answer.statusCode, 409)
    assert.equal(answer.json().error.code, 'already-connected')
  })

  test('shows a token by its ends and keeps it sealed', async () => {
    const answer = await centre.owner.browser.get(`/api/v1/channels/${centre.channel.id}`)
    assert.equal(answer.body.includes(centre.bot.token), false)
    assert.match(answer.json().settings.token, /^7100.*…/)
    const { rows } = await centre.database.query('select * from channels')
    assert.equal(JSON.stringify(rows).includes(centre.bot.token.split(':')[1]!), false)
  })

  test('[COM-81] disconnects with consent only', async () => {
    const path = `/api/v1/channels/${centre.channel.id}/disconnection`
    const refused = await centre.owner.browser.send('POST', path, { consent: false })
    assert.equal(refused.statusCode, 422)
    assert.equal(refused.json().error.code, 'consent-needed')
    const missing = await centre.owner.browser.send('POST', path, {})
    assert.equal(missing.statusCode, 422)
  })

  test('[COM-82] receives and sends nothing after disconnecting, and keeps the history', async () => {
    const oleg = await centre.person('Олег')
    await oleg.does('text', { text: 'до отключения' })
    const { id } = await centre.conversationOf('Олег')
    const path = `/api/v1/channels/${centre.channel.id}/disconnection`
    const done = await centre.owner.browser.send('POST', path, { consent: true })
    assert.equal(done.json().state, 'disconnected')
    await oleg.does('text', { text: 'после отключения' })
    const reply = await centre.operator.browser.send(
      'POST',
      `/api/v1/conversations/${id}/messages`,
      {
        clientId: 'after-disconnect',
        kind: 'message',
        text: 'поздно',
      },
    )
    assert.equal(reply.statusCode, 409)
    assert.equal(reply.json().error.code, 'channel-disconnected')
    const texts = (await centre.messagesOf(id)).map((message) => message.text)
    assert.ok(texts.includes('до отключения'))
    assert.equal(texts.includes('после отключения'), false)
  })
})

test('keeps what waits when a token is revoked, until it is replaced', async () => {
  const centre = await createTestCentre('telegram')
  const oleg = await centre.person('Олег')
  await oleg.does('text', { text: 'вы тут?' })
  const { id } = await centre.conversationOf('Олег')
  const { token } = await centre.emulators.control<{ token: string }>(
    'telegram',
    `bots/${centre.bot.id}/revoke`,
    { replace: true },
  )
  await centre.operator.browser.send('POST', `/api/v1/conversations/${id}/messages`, {
    clientId: 'while-revoked',
    kind: 'message',
    text: 'тут',
  })
  const broken = await until(async () => {
    const { channels } = await centre.snapshot(centre.owner)
    return channels.find((each) => each.state === 'broken')
  }, 'a broken channel')
  assert.equal(broken.problem?.reason, 'misconfigured')
  const mended = await centre.owner.browser.send('PATCH', `/api/v1/channels/${broken.id}`, {
    version: broken.version,
    settings: { token },
  })
  assert.equal(mended.json().state, 'working')
  centre.clock.advance(2000)
  await centre.transcript(id, (messages) => messages.at(-1)?.status === 'sent')
  assert.equal((await oleg.chat()).at(-1)?.content.text, 'тут')
})
