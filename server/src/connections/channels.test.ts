import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'

import { ChannelError } from '../channels/index.ts'
import { createTestCentre, type TestCentre, until } from '../testing/index.ts'
import { reportBroken } from './change-channel.ts'
import { getKind, subscribe } from './connect-channel.ts'
import { disconnectChannel } from './edit-channel.ts'

const isOurs = ({ id }: { id: string }) => id === 'telegram'

describe('connecting a channel', () => {
  let centre: TestCentre
  before(async () => {
    centre = await createTestCentre('telegram')
  })

  const check = (settings: Record<string, string>) =>
    centre.owner.browser.send('POST', '/api/v1/channel-checks', { kind: 'telegram', settings })

  test('[TG-02] asks for the token and nothing else', async () => {
    const kinds = (await centre.owner.browser.get('/api/v1/channel-kinds')).json()
    const required = kinds
      .find(isOurs)
      .fields.filter((field: { isRequired: boolean }) => field.isRequired)
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
      assert.match(kinds.find(isOurs).steps[index], words)
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

  test('[H-46] refuses a host that the installation does not allow', async () => {
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

  test('[H-48] shows a token by its ends and keeps it sealed', async () => {
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

test('[H-33] keeps what waits when a token is revoked, until it is replaced', async () => {
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

describe('a platform that does not answer, and a channel that does not open', () => {
  let centre: TestCentre
  before(async () => {
    centre = await createTestCentre('telegram')
  })

  const unanswer = (botId: number) =>
    centre.emulators.control('telegram', `bots/${botId}/faults`, {
      kind: 'server-error',
      methods: ['deleteWebhook'],
    })
  const mend = (botId: number) =>
    fetch(`${centre.emulators.url}/telegram/_control/bots/${botId}/faults`, { method: 'DELETE' })
  const list = async () => (await centre.owner.browser.get('/api/v1/channels')).json()
  const show = async () =>
    (await centre.owner.browser.get(`/api/v1/channels/${centre.channel.id}`)).json()

  test('connecting can be tried again after the platform did not answer', async () => {
    const bot = await centre.emulators.control<TestCentre['bot']>('telegram', 'bots', {
      name: 'Вторая',
      username: 'second_test_bot',
    })
    const connect = () =>
      centre.owner.browser.send('POST', '/api/v1/channels', {
        kind: 'telegram',
        settings: { token: bot.token },
      })
    await unanswer(bot.id)
    assert.equal((await connect()).json().error.code, 'platform-unreachable')
    assert.deepEqual(
      (await list()).map(({ state }: { state: string }) => state),
      ['working', 'connecting'],
    )
    await mend(bot.id)
    const again = await connect()
    assert.equal(again.statusCode, 201, again.body)
    assert.equal(again.json().state, 'working')
    assert.equal((await list()).length, 2)
  })

  test('[H-33] a working channel stays one when the platform does not answer', async () => {
    const { connecting } = centre.server
    const { accountId } = centre.owner
    const { id, version } = await show()
    await unanswer(centre.bot.id)
    const subscription = {
      accountId,
      channelId: id,
      version,
      webhookKey: '',
      kind: getKind('telegram'),
    }
    await assert.rejects(subscribe(connecting, subscription), {
      code: 'platform-unreachable',
    })
    await mend(centre.bot.id)
    assert.equal((await show()).state, 'working')
  })

  test('a refusal of former credentials breaks nothing, and of many one tells', async () => {
    const { connecting } = centre.server
    const { accountId } = centre.owner
    const { id, version } = await show()
    const refused = new ChannelError('misconfigured', 'no', { executed: 'no', code: '401' })
    await reportBroken(connecting, { accountId, id, version: version - 1 }, refused)
    assert.equal((await show()).state, 'working')
    await Promise.all(
      [1, 2, 3].map(() => reportBroken(connecting, { accountId, id, version }, refused)),
    )
    await reportBroken(connecting, { accountId, id }, refused)
    const broken = await show()
    assert.deepEqual([broken.state, broken.version], ['broken', version + 1])
  })

  test('a channel that does not open is shown and can be disconnected', async () => {
    const { id } = centre.channel
    await centre.database.query(
      `update channels set version = version + 1, secrets = jsonb_set(secrets, '{token}', '"gone"') where id = $1`,
      [id],
    )
    const shown = (await list()).find((each: { id: string }) => each.id === id)
    assert.equal(shown.settings.token, '••••')
    const path = `/api/v1/channels/${id}/disconnection`
    const done = await centre.owner.browser.send('POST', path, { consent: true })
    assert.equal(done.statusCode, 200, done.body)
    assert.equal(done.json().state, 'disconnected')
  })

  test('disconnecting happens as a whole or not at all', async () => {
    const stranger = await createTestCentre('telegram')
    await stranger.database.query(
      `create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$`,
    )
    await stranger.database.query(
      'create trigger refuse before delete on platform_accounts for each row execute function refuse()',
    )
    const { connecting } = stranger.server
    const which = { author: stranger.owner, channelId: stranger.channel.id }
    await assert.rejects(disconnectChannel(connecting, which, undefined))
    const shown = await stranger.owner.browser.get(`/api/v1/channels/${stranger.channel.id}`)
    assert.equal(shown.json().state, 'working')
  })
})
