import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Snapshot, Team } from '@otklik/protocol'
import type { ChannelRules } from '@otklik/protocol/settings'
import pg from 'pg'

import type { Company } from './faults/company.ts'
import { platforms } from './faults/platforms.ts'
import { openWorld, type World } from './faults/world.ts'
import { openToldSystem, type ToldSystem, until } from './kit/index.ts'

const REPLY = 'Сотрудники скоро ответят'
/** Long enough for a slow machine to get so far, and sooner than a close takes effect. */
const REPLY_AFTER_S = 7
const GOODBYE = 'Спасибо за обращение!'
const UNDO_MS = 8000
/** Told together: what is due later comes after the first so many. */
const TOGETHER = 64
/** Five seconds where nothing else runs; a busy machine gets what it needs. */
const CATCH_UP_MS = 60_000

interface Told {
  person: string
  text: string
  status: string
  number: number
}

let world: World
let company: Company
let database: pg.Client
let system: ToldSystem
let isGood = false
before(async () => {
  system = await openToldSystem()
  const { host: webhookHost } = system
  world = await openWorld({ platforms: [platforms.telegram], peopleEach: 90, webhookHost })
  company = world.companies[0]!
  database = new pg.Client(world.database())
  await database.connect()
  await setRules()
  const told = {
    name: 'CRM',
    url: `http://${webhookHost}/`,
    events: ['message.received', 'conversation.closed'],
  }
  await world.client.ask('POST', '/api/v1/webhooks', told)
})
after(async () => {
  await database.end()
  await world.close({ keepData: !isGood })
  system.close()
})

async function setRules(): Promise<void> {
  const { client } = world
  const [everyone] = await client.ask<[Team]>('GET', '/api/v1/teams')
  await client.ask('PATCH', `/api/v1/teams/${everyone.id}`, {
    version: everyone.version,
    settings: { method: 'manual' },
  })
  const { channels } = await client.ask<Snapshot>('GET', '/api/v1/snapshot')
  const path = `/api/v1/channels/${channels[0]?.id}/rules`
  const { version } = await client.ask<ChannelRules>('GET', path)
  await client.ask('PATCH', path, {
    version,
    autoReplies: [{ text: REPLY, delayS: REPLY_AFTER_S }],
    isClosingTextShown: true,
    closingText: GOODBYE,
  })
}

/** Everybody writes; answers with the conversations of all of them. */
async function write(people: string[]): Promise<Map<string, string>> {
  await company.write(people.map((person) => ({ person, text: `пишет ${person}` })))
  return until(
    async () => {
      const { rows } = await database.query<{ id: string; person: string }>(
        'select id, address as person from conversations where address = any ($1)',
        [people.map(addressOf)],
      )
      if (rows.length < people.length) return undefined
      return new Map(rows.map(({ id, person }) => [nameOf(person), id]))
    },
    { withinMs: 60_000, what: 'everybody has a conversation' },
  )
}

const answer = (ids: Iterable<string>) =>
  Promise.all(
    Array.from(ids, (id) =>
      world.client.ask('POST', `/api/v1/conversations/${id}/messages`, {
        clientId: `answer-${id}`,
        kind: 'message',
        text: 'добрый день',
      }),
    ),
  )

/** What was said automatically, in the order in which it was written down. */
async function told(): Promise<Told[]> {
  const { rows } = await database.query<Told>(
    `select c.address as person, m.text, m.status, f.number from messages m
     join conversations c on c.account_id = m.account_id and c.id = m.conversation_id
     join feed f on f.account_id = m.account_id and f.kind = 'message'
       and f.payload ->> 'id' = m.id::text and f.version = 1
     where m.kind = 'message' and m.author_type = 'system' order by f.number`,
  )
  return rows.map((row) => ({ ...row, person: nameOf(row.person) }))
}

/** The names of people say where they are; their addresses do not. */
const addressOf = (person: string) => person.replace('telegram:', '')
const nameOf = (address: string) => `telegram:${address}`

test('[H-23] what was due while the server was down takes effect once, in due order', async (t) => {
  const { client, server } = world
  const { people } = company
  const [closing, answered] = [people.slice(0, 10), people.slice(10, 20)]
  const waiting = people.slice(20)
  const closingIds = await write(closing)
  await answer(closingIds.values())

  const answeredIds = await write(answered)
  await answer(answeredIds.values())
  const wroteAt = performance.now()
  await write(waiting)
  await Promise.all(
    Array.from(closingIds.values(), (id) =>
      client.ask('POST', `/api/v1/conversations/${id}/closure`),
    ),
  )
  const dueAt = performance.now() + UNDO_MS
  await server.kill()
  assert.deepEqual(await told(), [], 'nothing was due before the end')
  assert.ok(performance.now() - wroteAt < REPLY_AFTER_S * 1000, 'it was still to come')
  await sleep(dueAt - performance.now())

  // The first start ends as soon as something has come of it.
  await server.start()
  await until(async () => (await told()).length > 0, { withinMs: CATCH_UP_MS, what: 'the first' })
  await server.kill()
  await server.start()
  const startedAt = performance.now()
  const wanted = waiting.length + closing.length
  await until(async () => (await told()).length >= wanted, {
    ...{ withinMs: CATCH_UP_MS, what: 'all of them have taken effect' },
  })
  t.diagnostic(`caught up ${Math.round(performance.now() - startedAt)} ms after the start`)

  const { rows } = await database.query<{ person: string; count: string }>(
    `select c.address as person, count(*) from conversations c
     join messages m on m.account_id = c.account_id and m.conversation_id = c.id
     where c.status = 'closed' and m.content -> 'system' ->> 'code' = 'closed' group by 1`,
  )
  const closes = new Map(rows.map(({ person, count }) => [nameOf(person), Number(count)]))
  assert.deepEqual(closes, new Map(closing.toSorted().map((person) => [person, 1])))

  // Long enough for whatever would come twice: every lane is empty.
  await until(async () => (await countParts()) === 0, { withinMs: 60_000, what: 'empty lanes' })
  const all = await told()
  const personsOf = (text: string) =>
    all.filter((each) => each.text === text).map(({ person }) => person)
  assert.deepEqual(personsOf(REPLY).toSorted(), waiting.toSorted())
  assert.deepEqual(personsOf(GOODBYE).toSorted(), closing.toSorted())
  const early = all.slice(0, TOGETHER).filter(({ text }) => text === GOODBYE)
  assert.deepEqual(early, [], 'replies were due before closes')

  const taken = await company.listTaken()
  for (const { person, text, status } of all) {
    const shown = taken.filter((each) => each.person === person && each.text === text)
    // A call that was cut short by the kill is not repeated: nobody knows what came of it.
    if (status === 'sent') assert.equal(shown.length, 1, `${person}: ${text}`)
    else assert.ok(shown.length <= 1, `${person}: ${text} is ${status}`)
  }

  // The company's own system was told of each of these once, however often it was called; of some it
  // is told again in a minute, because a call to it was cut short.
  const happened = closing.length + people.length
  const known = async () => {
    const { rows } = await database.query<{ id: string }>(
      `select event_id as id from webhook_deliveries where state = 'waiting'`,
    )
    return new Set([...system.heard.keys(), ...rows.map(({ id }) => id)])
  }
  const what = 'the webhooks of all that happened'
  await until(async () => (await known()).size >= happened, { withinMs: CATCH_UP_MS, what })
  assert.equal((await known()).size, happened)
  assert.deepEqual(
    [...system.heard.values()].filter(({ isSame }) => !isSame),
    [],
  )
  isGood = true
})

async function countParts(): Promise<number> {
  const { rows } = await database.query<{ count: string }>(
    `select count(*) from parts where state in ('queued', 'sending')`,
  )
  return Number(rows[0]?.count)
}
