import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'

import {
  addTrialPlatform,
  type BotCentre,
  createBotCentre,
  type ExampleBot,
  exampleBot,
  until,
} from '../testing/index.ts'

const MINUTE_MS = 60_000
let bot: ExampleBot
let centre: BotCentre
before(async () => {
  addTrialPlatform()
  bot = await exampleBot()
  centre = await createBotCentre(bot)
  await bot.start(centre.secret)
})

const greeting = (name: string) => `Здравствуйте, ${name}. Чем помочь?`
const greeted = async (name: string) => {
  const { id } = await centre.writes(name)
  await centre.transcript(id, greeting(name))
  return id
}

describe('the example in docs/', () => {
  test('[BOT-03] [BOT-04] talks by buttons, remembers, and says goodbye', async () => {
    const id = await greeted('Анна')
    const { buttons } = (await centre.messages(id)).find(({ author }) => author.type === 'bot')!
    assert.deepEqual(
      buttons?.rows.flat().map(({ label }) => label),
      ['Где мой заказ', 'Позвать сотрудника', 'Спасибо, всё понятно'],
    )
    await centre.writes('Анна', 'Где мой заказ')
    await centre.transcript(id, 'Напишите номер заказа.')
    await centre.writes('Анна', 'номер 5017')
    await centre.transcript(id, 'Заказ № 5017 собран и уже в пути. Что-нибудь ещё?')
    await centre.writes('Анна', 'Спасибо, всё понятно')
    const closed = await centre.conversationOf('Анна', ({ status }) => status === 'closed')
    assert.deepEqual(closed.bot, { id: centre.bot.id, name: 'Верба' })
    assert.deepEqual([closed.attributes?.заказ, closed.tags], ['5017', ['заказ']])
  })

  test('hands over with a note for whoever takes it', async () => {
    const id = await greeted('Борис')
    await centre.writes('Борис', 'позвать сотрудника')
    await centre.transcript(id, 'Передаю сотруднику.', 'Просит сотрудника', 'bot-handed-over')
    assert.equal((await centre.conversationOf('Борис')).status, 'queued')
  })

  test('answers nobody who does not sign', async () => {
    const body = JSON.stringify({ type: 'bot.ping', timestamp: '', data: {} })
    const headers = {
      'webhook-id': 'ping_1',
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}`,
    }
    assert.equal((await fetch(bot.url, { method: 'POST', body })).status, 401)
    assert.equal((await fetch(bot.url, { method: 'POST', body, headers })).status, 401)
  })
})

describe('[COM-14] [BOT-02] [D-06] a program that is killed', () => {
  test('in the middle of a talk: the backup has it at once, and a line says so', async () => {
    const id = await greeted('Вера')
    const silent = await greeted('Олеся')
    await bot.kill()
    await centre.writes('Вера', 'Где мой заказ')
    await centre.transcript(id, 'bot-unavailable')
    const { status, teamId, owes } = await centre.conversationOf('Вера')
    assert.deepEqual([status, teamId, owes], ['queued', centre.teamId, 'us'])
    assert.equal((await centre.conversationOf('Олеся')).id, silent)
    assert.equal((await centre.conversationOf('Олеся')).status, 'bot')
  })

  test('after three failures nobody is given to it, and what it still holds goes over', async () => {
    for (const name of ['Глеб', 'Дина']) {
      const { id } = await centre.writes(name)
      await centre.transcript(id, 'bot-took', 'bot-unavailable')
    }
    const { trouble } = await until(async () => {
      const now = await centre.botNow()
      return now.isAvailable ? undefined : now
    }, 'the bot unavailable')
    assert.equal(trouble, 'unreachable')
    const [latest] = await centre.history()
    assert.deepEqual([latest?.state, latest?.trouble], ['unavailable', 'unreachable'])
    // Its customer has said nothing meanwhile, and shall not wait when they do.
    await centre.conversationOf('Олеся', ({ status }) => status === 'queued')

    const { id } = await centre.writes('Егор')
    const said = await centre.transcript(id, 'bot-unavailable')
    assert.ok(!said.includes('bot-took'))
    assert.equal((await centre.conversationOf('Егор')).status, 'queued')
  })

  test('is asked every minute how it is, and gets new customers when it is well', async () => {
    centre.pass(MINUTE_MS)
    await until(async () => (await probeAt()) > centre.clock.now(), 'a probe in vain')
    assert.equal((await centre.botNow()).isAvailable, false)
    await bot.start(centre.secret)
    centre.pass(MINUTE_MS)
    await until(async () => (await centre.botNow()).isAvailable, 'the bot available')
    assert.equal((await centre.history())[0]?.state, 'available')
    await greeted('Жанна')
    // What went over stays with people.
    assert.equal((await centre.conversationOf('Вера')).status, 'queued')
  })

  test('is missed while nobody writes', async () => {
    await bot.kill()
    for (let k = 0; k < 3; k++) {
      const before = await probeAt()
      centre.pass(MINUTE_MS)
      await until(async () => (await probeAt()) > before, 'the next probe')
      await until(async () => (await failedProbes()) === k + 1, 'a failed probe')
    }
    await until(async () => !(await centre.botNow()).isAvailable, 'the bot unavailable')
  })
})

const column = async <Value>(name: string): Promise<Value> => {
  const { rows } = await centre.database.query<Record<string, Value>>(
    `select ${name} from bots where id = $1`,
    [centre.bot.id],
  )
  return rows[0]![name]!
}
const probeAt = () => column<Date>('probe_at')
const failedProbes = () => column<number>('failed_probes')
