/** Secrets are planted wherever the product keeps one; then everything it says and keeps is searched. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'

import { resealSecrets } from '../accounts/index.ts'
import { ChannelError } from '../channels/index.ts'
import { createLimits } from '../http/index.ts'
import { CannotOpenError, createKeyRing, createSecretBox } from '../lib/secrets/index.ts'
import {
  addTrialPlatform,
  createTrialCentre,
  openIdentityProvider,
  type TrialCentre,
  trialMessage,
  until,
} from '../testing/index.ts'

const canary = (of: string) => `canary-${of}-${randomUUID().replaceAll('-', '')}`
const token = canary('token')
const password = canary('password')
const mailPassword = canary('mail')
const secretKey = canary('key')
const words = canary('words')

/** What is secret, and where it may be told: nowhere, or once, in the answer that made it. */
const secrets = new Map<string, string>()
const lines: string[] = []
let centre: TrialCentre
let conversationId: string
let provider: Awaited<ReturnType<typeof openIdentityProvider>>

before(async () => {
  addTrialPlatform({
    connection: (_environment, settings) => ({
      identify: async () => ({ externalId: 'one', name: 'Верба' }),
      send: async ({ payload: { text } }) => {
        // As libraries speak of what went wrong: with the whole address.
        const cause = new Error(
          `connect ECONNREFUSED https://trial.example/bot${settings.token}/send`,
        )
        if (text === 'bug') throw new TypeError(`failed for ${settings.token}`, { cause })
        throw new ChannelError('rejected', cause.message, { executed: 'no', cause })
      },
      translate(body) {
        if (body.includes('poison')) throw new Error(`cannot read for ${settings.token}`)
        return JSON.parse(body.toString(), (name, value) =>
          name === 'at' ? new Date(value) : value,
        ).events
      },
    }),
  })
  const plenty = { points: 1_000_000, duration: 60 }
  provider = await openIdentityProvider()
  const environment = {
    ALLOW_LOOPBACK_PLATFORMS: '1',
    ...{ PUBLIC_URL: 'https://otklik.example', SECRET_KEY: secretKey },
    SMTP_URL: `smtp://user:${mailPassword}@127.0.0.1:9`,
  }
  centre = await createTrialCentre(environment, {
    limits: createLimits({ api: plenty, anonymous: plenty }),
    onLog: (line) => lines.push(line),
    token,
  })
  conversationId = await centre.conversationWith('Марина')
})

const own = () => centre.owner.browser
const ask = async (method: 'POST' | 'PUT' | 'PATCH', path: string, body: object = {}) => {
  const answer = await own().send(method, `/api/v1/${path}`, { ...body })
  assert.ok(answer.statusCode < 300, `${method} ${path}: ${answer.body}`)
  return answer.body ? answer.json() : {}
}

test('[H-48] plants a secret wherever one is kept', async () => {
  const { settings } = await centre.server.connecting.channels.get(
    centre.owner.accountId,
    centre.channelId,
  )
  for (const module of ['bots', 'whatsapp', 'call-tracking']) {
    await ask('PUT', `modules/${module}`, { isOn: true })
  }
  const bot = await ask('POST', 'bots', {
    kind: 'webhook',
    name: 'Программа',
    url: 'https://b.example/',
  })
  const hook = { name: 'CRM', url: 'https://crm.example/hook', events: ['message.received'] }
  const invitation = { email: 'new@example.com', name: 'Новый', role: 'operator' }
  const invited = await ask('POST', 'invitations', invitation)
  const site = await ask('POST', 'channels', {
    ...{ kind: 'site-chat', settings: { name: 'Сайт', sites: 'shop.example.com' } },
  })
  const planted = {
    'the token of a channel': token,
    'what its webhooks prove themselves by': String(settings.webhookSecret),
    'the session': centre.owner.browser.cookie.split('=')[1]!,
    'the key of a bot': (await ask('POST', `bots/${bot.id}/key`)).key,
    'what a bot is told by that it is us': (await ask('POST', `bots/${bot.id}/secret`)).secret,
    'the secret of a webhook': (await ask('POST', 'webhooks', hook)).secret,
    'the key of a program': (
      await ask('POST', 'api-keys', { name: 'CRM', permissions: ['contacts.edit'] })
    ).key,
    'the way in of somebody invited': String(invited.link ?? '')
      .split('/')
      .at(-1)!,
    'what signs the visitors of a site': (await ask('POST', `channels/${site.id}/site/secret`))
      .secret,
    'the second factor': (await ask('POST', 'second-factor', { password: centre.owner.password }))
      .secret,
    'somebody’s password': password,
    'their own password': centre.owner.password,
    'the master key': secretKey,
    'the password of the mail': mailPassword,
    'the secret at the provider of sign-in': provider.clientSecret,
  }
  await ask('PUT', 'company-sign-in', {
    ...{ version: 0, isOn: true, slug: 'verba', issuer: provider.issuer, domains: [] },
    ...{ clientId: provider.clientId, clientSecret: provider.clientSecret },
    ...{ letsIn: 'invited', role: 'operator' },
  })
  for (const [name, value] of Object.entries(planted)) {
    assert.ok(typeof value === 'string' && value.length > 8, `${name}: ${value}`)
    secrets.set(name, value)
  }
})

describe('[H-48] no secret', () => {
  const absentFrom = (text: string, where: string) => {
    assert.ok(secrets.size >= 14, 'there is something to look for')
    for (const [name, value] of secrets) {
      for (const form of [value, encodeURIComponent(value), Buffer.from(value).toString('hex')]) {
        assert.equal(text.includes(form), false, `${name} is in ${where}`)
      }
      const base64 = Buffer.from(value).toString('base64').replace(/=+$/, '')
      assert.equal(text.includes(base64), false, `${name} is in ${where}, in base64`)
    }
  }

  test('is in what went wrong: refusals, failures, bugs and forgeries', async () => {
    for (const text of ['rejected', 'bug']) await centre.write(conversationId, text)
    await centre.tell(trialMessage('poison', 'poison', 'яд'))
    const { app } = centre
    const json = { 'content-type': 'application/json' }
    for (const body of [
      { email: 'somebody@example.com', password },
      { email: centre.owner.email, password, code: password },
      { email: 5, password: { password } },
      `{"email":"a@b.example","password":"${password}"`,
    ]) {
      const payload = typeof body === 'string' ? body : JSON.stringify(body)
      const answer = await app.inject({
        method: 'POST',
        url: '/api/v1/session',
        headers: json,
        payload,
      })
      absentFrom(answer.body, 'the refusal of a sign-in')
    }
    for (const url of [
      `/api/v1/nowhere?token=${token}`,
      `/webhooks/${token}?secret=${password}`,
      `/api/v1/password-resets/${password}`,
      `/api/v1/invitations/${password}/offer`,
      `/api/v1/bot/conversations?key=${password}`,
    ]) {
      const headers = { authorization: `Bearer ${password}`, cookie: `otklik=${password}` }
      absentFrom((await app.inject({ url, headers })).body, url)
    }
    await until(async () => {
      const path = `conversations/${conversationId}/messages`
      const { messages } = (await own().get(`/api/v1/${path}`)).json<{
        messages: { text: string; status?: string }[]
      }>()
      return messages.some(({ text, status }) => text === 'rejected' && status === 'failed')
    }, 'the failure')
    await until(() => lines.some((line) => line.includes('update')), 'what is said of the poison')
  })

  test('is in any answer to the one who may see most', async () => {
    const ids = { channels: centre.channelId, conversations: conversationId }
    let met = 0
    const bots = (await own().get('/api/v1/bots')).json<{ id: string }[]>()
    const hooks = (await own().get('/api/v1/webhooks')).json<{ id: string }[]>()
    const known: Record<string, string | undefined> = {
      ...ids,
      bots: bots[0]?.id,
      webhooks: hooks[0]?.id,
    }
    for (const { method, url } of centre.app.declaredRoutes) {
      if (method !== 'GET' || /feed$/.test(url)) continue
      const word = /^\/api\/v1\/([\w-]+)\/:id/.exec(url)?.[1] ?? ''
      const address = url.replace(':id', known[word] ?? randomUUID()).replace(/:\w+/g, '1')
      const answer = await own().get(address)
      // The session is given to its own browser again before it ends.
      const { 'set-cookie': _, ...headers } = answer.headers
      absentFrom(`${JSON.stringify(headers)} ${answer.body}`, `GET ${url}`)
      if (answer.statusCode === 200) met++
    }
    assert.ok(met > 50, String(met))
    const shown = await own().get(`/api/v1/channels/${centre.channelId}`)
    assert.match(shown.body, /…|••••/, 'a mask stands in its place')
  })

  test('is in the database, whoever takes a copy of it', async () => {
    const { rows: tables } = await centre.database.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    )
    assert.ok(tables.length > 80)
    const { rows: marked } = await centre.database.query<{ text: string }>(
      'select messages::text as text from messages',
    )
    assert.ok(marked.length > 0, 'and it is the database that is looked through')
    for (const { name } of tables) {
      const { rows } = await centre.database.query<{ text: string }>(
        `select t::text as text from ${name} t`,
      )
      for (const { text } of rows) absentFrom(text, `the table ${name}`)
    }
  })

  test('is in the log, down to its last detail', async () => {
    // Who came in and how, and who did not.
    const { email, password: right } = centre.owner
    const signIn = (given: string) =>
      centre.app.inject({
        ...{ method: 'POST', url: '/api/v1/session', payload: { email, password: given } },
        headers: { origin: 'https://otklik.example', host: 'otklik.example' },
      })
    await signIn(right)
    await signIn(password)
    const told = (message: string) =>
      lines
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter(({ msg, user }) => msg === message && user === centre.owner.userId)
    assert.equal(told('signed in').at(-1)?.by, 'password')
    assert.equal(told('sign-in refused').at(-1)?.reason, 'wrong-credentials')
    // A line break in what somebody sent begins no line of its own.
    const forged = `{"level":30,"msg":"${words}"}`
    await centre.app.inject({ url: `/api/v1/nowhere?x=${encodeURIComponent(`\n${forged}`)}` })
    assert.ok(lines.length > 10, String(lines.length))
    for (const line of lines) {
      absentFrom(line, `the log: ${line.slice(0, 300)}`)
      assert.doesNotThrow(() => JSON.parse(line))
      assert.equal((JSON.parse(line) as { msg?: string }).msg === words, false)
    }
  })
})

test('[H-48] a key that is exchanged seals nothing any more, and what is moved does not open', async () => {
  const { accountId } = centre.owner
  await centre.owner.browser.get('/api/v1/push/key')
  const next = canary('next')
  const keys = createKeyRing(next, [secretKey])
  const former = createKeyRing(secretKey).current.id
  const kept = async () => {
    const { rows: tables } = await centre.database.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    )
    const found: string[] = []
    for (const { name } of tables) {
      const { rows } = await centre.database.query<{ text: string }>(
        `select t::text as text from ${name} t where t::text like '%v1.${former}.%'`,
      )
      found.push(...rows.map(() => name))
    }
    return new Set(found)
  }
  // One of each is there to be exchanged; what lasts for minutes ends with its key.
  const before = await kept()
  for (const table of ['channels', 'site_widgets', 'bots', 'webhooks', 'company_sign_ins']) {
    assert.ok(before.has(table), table)
  }
  assert.ok(before.has('second_factors'))
  assert.ok((await resealSecrets(centre.database, createSecretBox(keys))) >= 7)
  // The check of the key stands in the installation's row, and is written anew at the start.
  assert.deepEqual([...(await kept())], ['installation'])
  const { rows: push } = await centre.database.query<{ key: string }>(
    'select push_private_key as key from installation',
  )
  assert.equal(createSecretBox(keys).isOld(push[0]!.key), false)
  assert.equal(await resealSecrets(centre.database, createSecretBox(keys)), 0)
  const alone = createSecretBox(createKeyRing(next))
  const { rows } = await centre.database.query<{ id: string; token: string }>(
    `select id, secrets ->> 'token' as token from channels where account_id = $1 and kind = 'trial'`,
    [accountId],
  )
  const [{ id, token: sealed }] = rows as [{ id: string; token: string }]
  const place = { accountId, channelId: id, rowId: id, field: 'token' }
  assert.equal(alone.open(sealed, place), token)
  const other = randomUUID()
  for (const moved of [
    { ...place, accountId: other },
    { ...place, channelId: other, rowId: other },
    { ...place, field: 'webhookSecret' },
  ]) {
    assert.throws(() => alone.open(sealed, moved), CannotOpenError)
  }
})
