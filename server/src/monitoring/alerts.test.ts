import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { createServer } from 'node:tls'

import {
  atEnd,
  createTestApp,
  openListening,
  openScene,
  type Scene,
  type TestApp,
  until,
} from '../testing/index.ts'

const read = (name: string) =>
  readFileSync(new URL(`../../../deploy/monitoring/${name}`, import.meta.url), 'utf8')

interface Alert {
  name: string
  metric: string
  comparison: string
  bar: number
}

/** The file has one shape throughout: what does not have it is not found, and missed below. */
const shape =
  /- alert: (\w+)\n +expr: (\w+)(?:\{[^}]*\})? ([<>]|==) ([\d.]+)\n +for: \d+[mhd]\n +labels: \{ severity: (?:page|ticket) \}\n +annotations:\n +summary: \S.+\.\n +action: \S.+\.\n/g

const alerts: Alert[] = [...read('alerts.yaml').matchAll(shape)].map(
  ([, name = '', metric = '', comparison = '', bar]) => ({
    ...{ name, metric, comparison },
    bar: Number(bar),
  }),
)

async function samples({ app }: Pick<TestApp, 'app'>): Promise<Map<string, number[]>> {
  const { body } = await app.inject('/metrics')
  const found = new Map<string, number[]>()
  for (const line of body.split('\n')) {
    const [, name, value] = /^(\w+)(?:\{[^}]*\})? (\S+)$/.exec(line) ?? []
    if (name) found.set(name, [...(found.get(name) ?? []), Number(value)])
  }
  return found
}

function isFiring({ metric, comparison, bar }: Alert, figures: Map<string, number[]>): boolean {
  const isBeyond = (value: number) => (comparison === '<' ? value < bar : value > bar)
  return (figures.get(metric) ?? []).some(isBeyond)
}

// Ended in 2024, and is of nobody: it opens nothing.
const certificate = `-----BEGIN CERTIFICATE-----
MIIBHDCBxAIBATAKBggqhkjOPQQDAjAbMRkwFwYDVQQDDBBjaGF0LmV4YW1wbGUu
Y29tMB4XDTI0MDEwMTAwMDAwMFoXDTI0MDIwMTAwMDAwMFowGzEZMBcGA1UEAwwQ
Y2hhdC5leGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOmgy22r
9S1RowKaT6mVaUXtlmhyHZsmWCOB+TlQFgL3xVY80wPjZAzXOZL1v9E65SwvlOBN
HxQwTRW6A94MRhYwCgYIKoZIzj0EAwIDRwAwRAIgQWul1XbsQQWER+jAy4/rSf3J
D7diqhkgg8p4/fWILxYCIEnJCYYLzTuGkO/LEtwumeALGrqqeAYIXjQBkb1pGK1v
-----END CERTIFICATE-----`
const key = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIOiJFKADUy0n7gxPNNLC3dPkPHBf5/LL4PT4D4mtePLcoAoGCCqGSM49
AwEHoUQDQgAE6aDLbav1LVGjAppPqZVpRe2WaHIdmyZYI4H5OVAWAvfFVjzTA+Nk
DNc5kvW/0TrlLC+U4E0fFDBNFboD3gxGFg==
-----END EC PRIVATE KEY-----`

/** A server whose PUBLIC_URL shows that certificate. */
async function openExpired(): Promise<TestApp> {
  const proxy = createServer({ cert: certificate, key }, (socket) => socket.on('error', () => {}))
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  atEnd(async () => void proxy.close())
  const { port } = proxy.address() as AddressInfo
  return createTestApp({ environment: { PUBLIC_URL: `https://localhost:${port}` } })
}

let scene: Scene
let accountId: string
let channelId: string
before(async () => {
  scene = await openScene('telegram')
  accountId = scene.centre.owner.accountId
  channelId = scene.centre.channel.id
})

const change = (sql: string) => scene.centre.database.query(sql, [accountId, channelId])
const ofChannel = 'account_id = $1 and id = $2'
const webhookId = '00000000-0000-4000-8000-000000000037'
const withWebhook = async (sql: string, values = [accountId, webhookId]) => {
  await scene.centre.database.query(
    `insert into webhooks (account_id, id, name, url, events, state, secret)
     values ($1, $2, 'Склад', 'https://shop.example/events', '{}', 'off', '') on conflict do nothing`,
    [accountId, webhookId],
  )
  await scene.centre.database.query(sql, values)
}

/** What makes each of them fire, the worst last: they stay as they are. */
const breaks: Record<string, () => Promise<unknown>> = {
  OtklikUpdatesUnread: () =>
    change(`insert into inbox (account_id, channel_id, body, received_at, next_at)
      values ($1, $2, '{}', now() - interval '5 minutes', now() + interval '1 hour')`),
  OtklikUpdatesUnreadable: () =>
    change(
      `insert into inbox (account_id, channel_id, body, state) values ($1, $2, '', 'quarantined')`,
    ),
  async OtklikMessagesStuck() {
    const person = await scene.centre.person('Олег')
    await person.does('text', { text: 'здравствуйте' })
    const { id } = await scene.centre.conversationOf('Олег')
    await change(`update channels set paused_until = now() + interval '1 hour' where ${ofChannel}`)
    await scene.write(id, 'слушаю вас')
    await scene.centre.database.query(
      `update parts set next_at = now() - interval '10 minutes' where account_id = $1`,
      [accountId],
    )
  },
  OtklikDeadlinesLate: () =>
    scene.centre.database.query(
      `update conversations set wake_at = now() - interval '10 minutes' where account_id = $1`,
      [accountId],
    ),
  OtklikTokenEnds: () =>
    change(`update channels set token_ends_at = now() + interval '3 days' where ${ofChannel}`),
  OtklikChannelUnsubscribed: () =>
    change(`update channels set unsubscribed_since = now() where ${ofChannel}`),
  OtklikChannelRefused: () =>
    change(
      `update channels set state = 'broken', problem = '{"reason": "misconfigured"}' where ${ofChannel}`,
    ),
  OtklikWebhookFailing: () =>
    withWebhook(`update webhooks set failing_since = now() where ${ofChannel}`),
  OtklikWebhooksBehind: () =>
    withWebhook(
      `insert into webhook_cursors (account_id, number) values ($1, -20000)
       on conflict (account_id) do update set number = excluded.number`,
      [accountId],
    ),
  OtklikWebhooksStuck: () =>
    withWebhook(
      `with event as (
         insert into webhook_events (account_id, id, type, number, body, at, keep_until)
         values ($1, 'told', 'message.received', 1, '{}', now(), now() + interval '1 day')
         returning id)
       insert into webhook_deliveries (account_id, webhook_id, event_id, number, since, next_at)
       select $1, $2, id, 1, now(), now() - interval '1 hour' from event`,
    ),
  async OtklikBackupOld() {
    const asOf = new Date(scene.centre.clock.now().getTime() - 3 * 86_400_000)
    const { dataDir } = scene.centre.server.parts.config
    writeFileSync(join(dataDir, 'last-backup.json'), JSON.stringify({ asOf }))
  },
  async OtklikWorkplacesBehind() {
    const listen = await openListening(scene.centre)
    const { number } = await scene.centre.snapshot(scene.centre.operator)
    const { socket } = listen(scene.centre.operator, number)
    atEnd(async () => socket.terminate())
    await until(
      async () => (await samples(scene.centre)).get('otklik_sockets_open')?.[0] === 1,
      'an open workplace',
    )
    // As if somebody had written a thousand events, and nobody had been told to look.
    await scene.centre.database.query(
      'update account_counters set feed_number = feed_number + 1000 where account_id = $1',
      [accountId],
    )
  },
}

/** Nobody fills a disk for a test, and who is down answers nothing. */
const untried = ['OtklikDown', 'OtklikDiskNearlyFull']

test('has an alert for everything that is broken below, with a sentence and a way', () => {
  assert.equal(read('alerts.yaml').match(/- alert:/g)?.length, alerts.length)
  const tried = [...Object.keys(breaks), 'OtklikCertificateEnds', ...untried]
  assert.deepEqual(alerts.map(({ name }) => name).sort(), tried.sort())
})

test('fires every alert when that happens, and none before', async () => {
  const calm = await samples(scene.centre)
  assert.deepEqual(
    alerts.filter((alert) => alert.metric !== 'up' && isFiring(alert, calm)),
    [],
  )
  const [free] = calm.get('otklik_disk_free_ratio') ?? []
  assert.ok(free !== undefined && free > 0 && free < 1)
  for (const [name, breakIt] of Object.entries(breaks)) {
    await breakIt()
    const alert = alerts.find((each) => each.name === name)!
    await until(async () => isFiring(alert, await samples(scene.centre)), name)
  }
})

test('shows every figure that alerts and the dashboard ask for', async () => {
  const expired = await openExpired()
  const ended = await samples(expired)
  assert.ok(isFiring(alerts.find(({ name }) => name === 'OtklikCertificateEnds')!, ended))
  const known = new Set([...(await samples(scene.centre)).keys(), ...ended.keys(), 'up'])
  const dashboard = JSON.parse(read('grafana.json')) as {
    panels: { targets: { expr: string }[] }[]
  }
  const asked = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
  const names = asked.join(' ').match(/\b(otklik|process|nodejs)_\w+/g) ?? []
  assert.deepEqual(
    [...names, ...alerts.map(({ metric }) => metric)].filter((name) => !known.has(name)),
    [],
  )
  assert.equal(
    (await expired.app.inject({ url: '/metrics', remoteAddress: '10.0.0.7' })).statusCode,
    404,
  )
  // From this machine, as everybody who comes through a proxy that nobody has named.
  const headers = { 'x-forwarded-for': '203.0.113.9' }
  assert.equal((await expired.app.inject({ url: '/metrics', headers })).statusCode, 404)
})
