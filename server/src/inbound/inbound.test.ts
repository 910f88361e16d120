import assert from 'node:assert/strict'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { before, describe, test } from 'node:test'

import { watchSubscriptions } from '../connections/index.ts'
import { createTestCentre, type TestCentre, until } from '../testing/index.ts'

let centre: TestCentre
let url: string
let secret: string
before(async () => {
  // Platforms call a public address; on a loopback one the emulator does.
  centre = await createTestCentre('telegram', { environment: { PUBLIC_URL: 'http://127.0.0.1:9' } })
  const { rows } = await centre.database.query<{ key: string }>('select key from webhook_keys')
  url = `/webhooks/${rows[0]?.key}`
  const channel = await centre.server.connecting.channels.get(
    centre.owner.accountId,
    centre.channel.id,
  )
  secret = channel.settings.webhookSecret ?? ''
})

let updates = 700_000
const update = (text: string, from = 42) => ({
  update_id: ++updates,
  message: {
    message_id: updates,
    date: 1_795_341_600,
    chat: { id: from, type: 'private', first_name: `Автор ${from}` },
    from: { id: from, is_bot: false, first_name: `Автор ${from}` },
    text,
  },
})
const knock = (
  payload: string | Buffer | object,
  headers: Record<string, string> = {},
  { app }: Pick<TestCentre, 'app'> = centre,
) =>
  app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      'x-telegram-bot-api-secret-token': secret,
      ...headers,
    },
    payload:
      typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
  })
const stored = async () => {
  const { rows } = await centre.database.query<{ count: number }>('select count(*) from inbox')
  return rows[0]?.count
}
const conversationWith = (from: number) => centre.conversationOf(`Автор ${from}`)

describe('the door', () => {
  const forged: [string, Record<string, string>][] = [
    ['without a secret', { 'x-telegram-bot-api-secret-token': '' }],
    ['with a secret of another channel', { 'x-telegram-bot-api-secret-token': 'a'.repeat(43) }],
  ]
  for (const [what, headers] of forged) {
    test(`[H-01] refuses an update ${what}, stores nothing and counts it`, async () => {
      const forged = async () =>
        Number(
          /^otklik_webhooks_forged_total (\d+)/m.exec(
            (await centre.app.inject('/metrics')).body,
          )?.[1],
        )
      const [count, before] = [await stored(), await forged()]
      const answer = await knock(update('подделка'), headers)
      assert.equal(answer.statusCode, 401)
      assert.equal(answer.body, '')
      assert.deepEqual([await stored(), await forged()], [count, before + 1])
    })
  }

  test('[H-01] refuses a secret that is wrong by one character', async () => {
    const wrong = (secret.startsWith('a') ? 'b' : 'a') + secret.slice(1)
    const answer = await knock(update('почти'), { 'x-telegram-bot-api-secret-token': wrong })
    assert.equal(answer.statusCode, 401)
  })

  test('answers an update with an empty 200 once it is stored', async () => {
    const count = await stored()
    const answer = await knock(update('здравствуйте', 43))
    assert.deepEqual([answer.statusCode, answer.body], [200, ''])
    assert.equal(await stored(), (count ?? 0) + 1)
  })

  const deep = (depth: number) => Buffer.from('['.repeat(depth) + ']'.repeat(depth))
  const bodies: [string, Buffer, number][] = [
    ['JSON 65 deep', deep(65), 400],
    ['JSON 7,000 deep', deep(7000), 400],
    ['JSON 100,000 deep', deep(100_000), 400],
    ['JSON 4,000,000 deep', deep(4_000_000), 413],
    // All of it has to be looked at.
    [
      'a long text with its depth at the end',
      Buffer.from(`["${'a'.repeat(900_000)}",${deep(64)}]`),
      400,
    ],
  ]
  for (const [what, body, status] of bodies) {
    test(`[H-25] refuses ${what} before anybody parses it, at once, and holds up nobody`, async () => {
      // A busy machine makes some of them slow; a body that costs too much makes all of them so.
      const isQuick = async () => {
        const lag = monitorEventLoopDelay({ resolution: 1 })
        lag.enable()
        const startedAt = performance.now()
        const answer = await knock(body)
        const ms = performance.now() - startedAt
        lag.disable()
        assert.equal(answer.statusCode, status)
        return ms < 50 && lag.max < 100e6
      }
      await until(isQuick, 'a refusal within 50 ms', 20_000)
      assert.equal((await knock(update('после глубокого', 44))).statusCode, 200)
    })
  }

  test('[H-26] refuses 10 MB and stores nothing of it', async () => {
    const count = await stored()
    const answer = await knock(Buffer.alloc(10 * 1024 * 1024, 0x20))
    assert.equal(answer.statusCode, 413)
    assert.equal(await stored(), count)
  })

  test('[H-32] keeps the order of words however long the disk is full', async () => {
    for (const person of [60, 61, 62]) await knock(update('первое', person))
    const { id } = await conversationWith(60)
    const others = `/api/v1/conversations/${(await conversationWith(62)).id}/messages`
    const note = async (text: string) => {
      const body = { clientId: `note ${text}`, kind: 'note', text }
      const answer = await centre.owner.browser.send('POST', others, body)
      assert.equal(answer.statusCode, 201, answer.body)
    }
    await centre.database.query(
      `create function no_room() returns trigger language plpgsql as $$
       begin raise 'no space left on device' using errcode = 'disk_full'; end $$`,
    )
    await centre.database.query(
      `create trigger no_room before insert on messages for each row when (new.text = 'второе')
       execute function no_room()`,
    )
    for (const person of [60, 61]) await knock(update('второе', person))
    // Whoever waits for an answer is held up for a while, and not for as long as those who can wait.
    await note('первая')
    await knock(update('третье', 60))
    await note('вторая')
    await centre.database.query('drop function no_room cascade')
    const messages = await centre.transcript(id, (all) => all.some(({ text }) => text === 'третье'))
    const words = messages.map(({ text }) => text).filter((text) => /^(перв|втор|трет)/.test(text))
    assert.deepEqual(words, ['первое', 'второе', 'третье'])
  })

  test('[H-04] [H-05] asks to come again where storing takes too long, and knows it then', async () => {
    const body = update('медленно', 50)
    await centre.database.transaction(async (client) => {
      await client.query('lock table inbox in access exclusive mode')
      assert.equal((await knock(body)).statusCode, 503)
    })
    assert.equal((await knock(body)).statusCode, 200)
    const { id } = await conversationWith(50)
    await knock(update('и ещё', 50))
    const messages = await centre.transcript(id, (all) => all.some(({ text }) => text === 'и ещё'))
    assert.equal(messages.filter(({ text }) => text === 'медленно').length, 1)
  })

  test('knows nobody behind a key that leads nowhere', async () => {
    const answer = await centre.app.inject({
      method: 'POST',
      url: '/webhooks/nowhere',
      payload: '{}',
    })
    assert.equal(answer.statusCode, 404)
  })
})

describe('the inbox', () => {
  test('[H-03] stores an update once that was delivered fifty times', async () => {
    const body = update('пятьдесят раз', 45)
    const answers = await Promise.all(Array.from({ length: 50 }, () => knock(body)))
    assert.ok(answers.every(({ statusCode }) => statusCode === 200))
    const { id } = await conversationWith(45)
    await until(async () => {
      const { rows } = await centre.database.query("select 1 from inbox where state = 'new'")
      return rows.length === 0
    }, 'an empty inbox')
    const messages = await centre.messagesOf(id)
    assert.equal(messages.filter(({ kind }) => kind === 'message').length, 1)
    const { rows } = await centre.database.query(
      "select distinct payload -> 'id' from feed where kind = 'message' and conversation_id = $1",
      [id],
    )
    assert.equal(rows.length, 1)
  })

  test('[H-06] keeps the newest text when an edit comes before its message', async () => {
    const original = update('первый вариант', 46)
    const { message } = original
    await knock({
      update_id: ++updates,
      edited_message: { ...message, text: 'второй вариант', edit_date: message.date + 5 },
    })
    const { id } = await conversationWith(46)
    await knock(original)
    await knock(update('следующее', 46))
    const messages = await centre.transcript(id, (all) => all.length === 2)
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['второй вариант', 'следующее'],
    )
    assert.ok(messages[0]?.editedAt)
  })

  test('[H-30] sets a body aside that nobody can read, shows it, and goes on with its neighbours', async () => {
    await knock({ nothing: 'we know' })
    await knock(update('сосед', 47))
    await conversationWith(47)
    const path = `/api/v1/channels/${centre.channel.id}/quarantine`
    const [kept] = await until(async () => {
      const list = (await centre.owner.browser.get(path)).json()
      return list.length > 0 && list
    }, 'a quarantined update')
    assert.match(kept.body, /we know/)
    const again = await centre.owner.browser.send('POST', `${path}/${kept.id}/attempts`)
    assert.equal(again.statusCode, 202)
  })

  test('[H-30] leaves alone what another process has read, which took the channel over', async () => {
    const { database, owner, channel } = centre
    const { rows } = await database.query<{ id: string }>(
      `insert into inbox (account_id, channel_id, body, next_at)
       values ($1, $2, '{"nothing": "either"}', now() + interval '200 milliseconds') returning id`,
      [owner.accountId, channel.id],
    )
    await database.transaction(async (client) => {
      await client.query(`update inbox set state = 'done' where id = $1`, [rows[0]?.id])
      await until(async () => {
        // Not idle for longer than a transaction may be.
        await client.query('select')
        const waiting = await database.query(
          `select from pg_stat_activity where datname = current_database()
             and wait_event_type = 'Lock' and query like 'update inbox set state%'`,
        )
        return waiting.rowCount === 1
      }, 'somebody who would set it aside')
    })
    // Behind it in the same row.
    await database.query('select from inbox where id = $1 for update', [rows[0]?.id])
    const kept = await database.query<{ state: string }>('select state from inbox where id = $1', [
      rows[0]?.id,
    ])
    assert.equal(kept.rows[0]?.state, 'done')
  })

  test('[H-07] acknowledges kinds nobody knows yet and shows them to nobody', async () => {
    const answer = await knock({ update_id: ++updates, from_the_future: { id: 1 } })
    assert.equal(answer.statusCode, 200)
  })

  test('shows a file that an edit brings, and fetches none twice', async () => {
    const { message } = update('сначала без снимка', 49)
    const edit = (of: object, at: number) =>
      knock({
        update_id: ++updates,
        edited_message: { ...message, text: undefined, ...of, edit_date: message.date + at },
      })
    const photo = (bytes: number) => ({
      photo: [
        { file_id: `p${updates}`, file_unique_id: 'p', width: 9, height: 6, file_size: bytes },
      ],
    })
    await knock({ update_id: ++updates, message })
    const { id } = await conversationWith(49)
    const shown = (caption: string) =>
      centre.transcript(id, ([first]) => first?.text === caption).then(([first]) => first?.files)
    await edit({ ...photo(1000), caption: 'со снимком' }, 1)
    const [first] = (await shown('со снимком')) ?? []
    assert.deepEqual([first?.kind, first?.bytes], ['image', 1000])
    await edit({ ...photo(1000), caption: 'другими словами' }, 2)
    assert.deepEqual(
      (await shown('другими словами'))?.map((file) => file.id),
      [first?.id],
    )
    await edit({ ...photo(2000), caption: 'с другим снимком' }, 3)
    const [last] = (await shown('с другим снимком')) ?? []
    assert.equal(last?.bytes, 2000)
    const files = 'select id from files where conversation_id = $1 order by id'
    const { rows } = await centre.database.query<{ id: string }>(files, [id])
    assert.deepEqual(
      rows.map((row) => row.id),
      [first?.id, last?.id],
    )
  })

  test('brings an album together', async () => {
    const album = (number: number) => ({
      ...update('', 48).message,
      media_group_id: '13800000000000001',
      photo: [{ file_id: `f${number}`, file_unique_id: `u${number}`, width: 90, height: 67 }],
    })
    for (const number of [1, 2, 3]) await knock({ update_id: ++updates, message: album(number) })
    const { id } = await conversationWith(48)
    const messages = await centre.transcript(id, (all) => all.length === 3)
    assert.equal(new Set(messages.map(({ albumId }) => albumId)).size, 1)
  })
})

test('makes a subscription again that somebody took away', async () => {
  const { token } = centre.bot
  const ask = async (method: string) => {
    const answer = await fetch(`${centre.emulators.url}/telegram/bot${token}/${method}`)
    return ((await answer.json()) as { result: { url: string } }).result
  }
  assert.match((await ask('getWebhookInfo')).url, /\/webhooks\//)
  await ask('deleteWebhook')
  const { connecting } = centre.server
  const watch = watchSubscriptions({ ...connecting, store: async () => {}, onProblem: () => {} })
  await until(async () => /\/webhooks\//.test((await ask('getWebhookInfo')).url), 'a subscription')
  await watch.stop()
})

// The last of the file: what it began with is no longer there.
test('[H-03] knows after a restart what it was told before', async () => {
  const body = update('дважды', 51)
  assert.equal((await knock(body)).statusCode, 200)
  const { id } = await conversationWith(51)
  const next = await centre.restart()
  for (const told of [body, update('и ещё', 51)]) {
    assert.equal((await knock(told, {}, next)).statusCode, 200)
  }
  const messages = await centre.transcript(id, (all) => all.some(({ text }) => text === 'и ещё'))
  assert.deepEqual(
    messages.flatMap(({ kind, text }) => (kind === 'message' ? text : [])),
    ['дважды', 'и ещё'],
  )
})
