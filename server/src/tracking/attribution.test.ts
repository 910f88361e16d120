import assert from 'node:assert/strict'
import { randomUUID as newId } from 'node:crypto'
import { before, describe, test } from 'node:test'

import type { Database } from '../database/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { Chance } from '../testing/simulation/chance.ts'
import { attribution, forgetVisits, sumAttributionOn } from './index.ts'
import { spansOf } from './read-sums.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** In Havana clocks are put back at one in the morning of 1 November: midnight comes twice. */
const zones = ['America/Havana', 'Asia/Kathmandu', 'Europe/Moscow']
const FIRST = Date.parse('2026-10-30T00:00:00Z')
const DAYS = 3

let database: Database
before(async () => {
  database = await createTestDatabase()
})

const crashing = (): Database => ({
  ...database,
  transaction: (work) =>
    database.transaction(async (client) => {
      await work(client)
      throw new Error('the power went')
    }),
})

/** A company whose happenings are chosen by chance; whatever it wrote, it may choose again. */
async function aCompany(chance: Chance) {
  const accountId = newId()
  const [telegram, whatsapp] = [newId(), newId()]
  const contactId = newId()
  const reader = newId()
  const known = { trackers: [] as string[], visits: [] as string[], talks: [] as string[] }
  let count = 0
  const ask = (text: string, ...values: unknown[]) => database.query(text, [accountId, ...values])
  // Around midnight, where what belongs together is of two days.
  const at = () =>
    new Date(FIRST + chance.int(0, DAYS) * DAY_MS + (240 + chance.int(-70, 130)) * MINUTE_MS)
  const anyVisit = () => chance.pick(known.visits)
  const anyTalk = () => chance.pick(known.talks)
  const channel = () => chance.pick([telegram, whatsapp])

  await ask(`insert into accounts (id, name) values ($1, 'Пекарня')`)
  await ask(`insert into schedules (account_id, time_zone, week) values ($1, $2, '[]')`, zones[0])
  await ask(
    `insert into channels (account_id, id, kind, name, state)
     select $1, id, kind, kind, 'working' from unnest($2::uuid[], $3::text[]) as c (id, kind)`,
    [telegram, whatsapp],
    ['telegram', 'whatsapp'],
  )
  await ask(
    `insert into threads (account_id, channel_id, thread, address)
     select $1, unnest($2::uuid[]), 'дом', 'дом'`,
    [telegram, whatsapp],
  )
  await ask(`insert into contacts (account_id, id, name) values ($1, $2, 'Анна')`, contactId)

  const happenings: Record<string, () => Promise<unknown>> = {
    async track() {
      const id = newId()
      known.trackers.push(id)
      await ask(
        `insert into trackers (account_id, id, name, key, retention_days)
         values ($1, $2::uuid, $2::text, $2::text, 1)`,
        id,
      )
    },
    async visit() {
      const id = newId()
      known.visits.push(id)
      await ask(
        `insert into visits (account_id, id, tracker_id, token_hash, number, number_until, source,
           campaign, created_at, last_seen_at)
         select $1, $2, id, convert_to($3::text, 'UTF8'), $3::text, now(), $4, $5, $6::timestamptz, $6
         from trackers where account_id = $1 and id = $7`,
        ...[id, String(++count), chance.pick(['blog', 'яндекс']), chance.pick(['', 'мёд']), at()],
        chance.pick(known.trackers),
      )
    },
    choose: () =>
      ask(
        `insert into visit_clicks (account_id, visit_id, channel_id, widget_id, at)
         select $1, id, $3::uuid, $3, $4::timestamptz from visits where account_id = $1 and id = $2
         on conflict (account_id, visit_id, channel_id, widget_id) do update set at = excluded.at`,
        ...[anyVisit(), channel(), at()],
      ),
    async talk() {
      const id = newId()
      known.talks.push(id)
      await ask(
        `insert into conversations (account_id, id, number, channel_id, thread, address, contact_id,
           kind, version, state, state_version, status, concerns, opened_at, last_activity_at,
           visit_id)
         values ($1, $2, $3, $4, 'дом', 'дом', $5, $6, 1, '{}', 2, 'closed', $7, $8, $8, $9)`,
        ...[id, ++count, channel(), contactId, chance.isTrue(0.9) ? 'direct' : 'comment'],
        ...[[reader], at(), chance.isTrue(0.4) ? (anyVisit() ?? null) : null],
      )
    },
    /** A choice, and soon after it somebody who says no number. */
    async follow() {
      await happenings.talk!()
      if (chance.isTrue(0.5)) await happenings.sum!()
      await ask(
        `insert into visit_clicks (account_id, visit_id, channel_id, widget_id, at)
         select $1, v.id, c.channel_id, c.channel_id, c.opened_at - $4::interval
         from visits v, conversations c
         where v.account_id = $1 and v.id = $2 and c.account_id = $1 and c.id = $3
         on conflict do nothing`,
        ...[anyVisit(), known.talks.at(-1), `${chance.int(0, 70)} minutes`],
      )
    },
    tie: () =>
      ask(
        'update conversations set visit_id = $3 where account_id = $1 and id = $2',
        ...[anyTalk(), chance.isTrue(0.7) ? anyVisit() : null],
      ),
    suggest: () =>
      ask(
        `insert into visit_suggestions (account_id, conversation_id, visit_id, reason, decision)
         select $1, c.id, v.id, $4::text, $5::text from conversations c, visits v
         where c.account_id = $1 and c.id = $2 and v.account_id = $1 and v.id = $3
         on conflict (account_id, conversation_id) do update set visit_id = excluded.visit_id,
           decision = excluded.decision`,
        ...[anyTalk(), anyVisit(), chance.pick(['used', 'no-number'])],
        chance.pick(['confirmed', 'declined', null]),
      ),
    /** As erasing somebody does it. */
    erase: () =>
      ask('update visits set number = null where account_id = $1 and id = $2', anyVisit()),
    forget: () => forgetVisits(database, new Date(FIRST + chance.int(0, DAYS) * DAY_MS)),
    async remove() {
      await ask('delete from conversations where account_id = $1 and id = $2', anyTalk())
    },
    async untrack() {
      await ask('delete from trackers where account_id = $1 and id = $2', known.trackers.shift())
      await happenings.track!()
    },
    count: () =>
      ask(
        `insert into channel_tracking (account_id, channel_id, is_on) values ($1, $2, $3)
         on conflict (account_id, channel_id) do update set is_on = excluded.is_on`,
        ...[channel(), chance.isTrue(0.6)],
      ),
    move: () =>
      ask('update schedules set time_zone = $2 where account_id = $1', chance.pick(zones)),
    async sum() {
      while (await sumAttributionOn(database, accountId));
    },
    crash: () => assert.rejects(sumAttributionOn(crashing(), accountId), /power/),
  }
  await happenings.track!()
  await happenings.visit!()
  await happenings.talk!()

  /** By the sums, and conversation by conversation, as whoever sees only some of them is told. */
  async function assertSame(): Promise<number> {
    const { rows } = await ask('select time_zone from schedules where account_id = $1')
    const { time_zone: timeZone } = rows[0] as { time_zone: string }
    const [one, other] = [chance.int(-1, DAYS), chance.int(-1, DAYS)]
    const day = (n: number) => new Date(FIRST + n * DAY_MS).toISOString().slice(0, 10)
    const days = { from: day(Math.min(one, other)), to: day(Math.max(one, other)) }
    const narrow = {
      ...(chance.isTrue(0.2) && { channelIds: [channel()] }),
      ...(chance.isTrue(0.2) && { sources: ['blog'] }),
    }
    const told = await attribution(
      database,
      { accountId, days, timeZone, reader: { scope: 'all', seesOf: [] } },
      narrow,
    )
    const wanted = await attribution(
      database,
      { accountId, days, timeZone, reader: { scope: 'own', seesOf: [reader] } },
      narrow,
    )
    assert.deepEqual(told, wanted)
    return told.totals.visits + told.totals.matched + told.totals.unmatched
  }
  return { accountId, ask, happenings, assertSame }
}

const often = [
  ...([
    ['visit', 6],
    ['choose', 3],
    ['talk', 3],
    ['follow', 9],
    ['tie', 4],
  ] as const),
  ...([
    ['suggest', 4],
    ['erase', 3],
    ['forget', 1],
    ['remove', 1],
    ['untrack', 1],
  ] as const),
  ...([
    ['count', 1],
    ['move', 0.3],
    ['sum', 4],
    ['crash', 1],
  ] as const),
]

describe('sums of attribution', () => {
  test('are what is there, whatever happens, is forgotten or breaks off', async () => {
    let all = 0
    for (let seed = 1; seed <= 4; seed++) {
      const chance = new Chance(seed)
      const { happenings, assertSame } = await aCompany(chance)
      const told: string[] = []
      for (let step = 0; step < 120; step++) {
        const name = chance.weighted(often)
        told.push(name)
        if (chance.isTrue(0.7)) await happenings.sum!()
        await happenings[name]!()
        try {
          all += await assertSame()
        } catch (error) {
          throw new Error(`seed ${seed}: … ${told.slice(-5).join(', ')}`, { cause: error })
        }
      }
    }
    assert.ok(all > 500, `${all}`)
  })

  test('are read where nothing has changed, and nothing is summed twice', async () => {
    const { accountId, ask, happenings, assertSame } = await aCompany(new Chance(9))
    for (let n = 0; n < 20; n++) await happenings.visit!()
    await happenings.sum!()
    const { rowCount: changed } = await ask('select from attribution_changes where account_id = $1')
    assert.equal(changed, 0)
    // Whoever reads the sums says so: they are wrong on purpose.
    await ask('update attribution_sums set visits = visits + 1000 where account_id = $1')
    await assert.rejects(async () => {
      for (let n = 0; n < 20; n++) await assertSame()
    })
    await sumAttributionOn(database, accountId)
    const { rows } = await ask(
      'select sum(visits)::integer as visits from attribution_sums where account_id = $1',
    )
    assert.ok((rows[0] as { visits: number }).visits > 1000)
  })

  test('go with their company', async () => {
    const { accountId, ask, happenings } = await aCompany(new Chance(5))
    await happenings.follow!()
    await happenings.sum!()
    await ask('delete from channels where account_id = $1')
    await ask('delete from accounts where id = $1')
    const { rows } = await database.query('select from attribution_sums where account_id = $1', [
      accountId,
    ])
    assert.equal(rows.length, 0)
  })

  test('of scattered days are asked for in three spans', () => {
    const days = [
      '2026-03-31',
      '2026-01-01',
      '2026-01-02',
      '2026-01-09',
      '2026-06-01',
      '2026-06-04',
    ]
    assert.deepEqual(spansOf(new Set(days)), [
      { from: '2026-01-01', to: '2026-01-09' },
      { from: '2026-03-31', to: '2026-03-31' },
      { from: '2026-06-01', to: '2026-06-04' },
    ])
    assert.deepEqual(spansOf(new Set()), [])
  })
})
