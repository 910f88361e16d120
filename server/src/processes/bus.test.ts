import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, describe, test } from 'node:test'

import type { Connection, Database } from '../database/index.ts'
import { type Bus, createBus, type Wire } from '../lib/bus.ts'
import { createTestDatabase, until } from '../testing/index.ts'
import { createNatsWire, createNotifyWire } from './index.ts'

const wires: Wire[] = []
const nodes: ChildProcess[] = []
after(async () => {
  await Promise.all(wires.map((wire) => wire.close()))
  for (const node of nodes) node.kill('SIGKILL')
})

function listenTo(bus: Bus): unknown[] {
  const heard: unknown[] = []
  bus.subscribe('words', (word) => heard.push(word))
  return heard
}

/** Says it until it is heard: a word that meets a broken connection is lost, as it may be. */
async function isHeard(from: Bus, heard: unknown[], word: unknown): Promise<void> {
  await until(() => {
    from.publish('words', word)
    return Promise.resolve(heard.some((each) => each === word))
  }, `${word} is heard`)
}

function busOn(wire: Wire): Bus {
  wires.push(wire)
  return createBus(wire)
}

/** The pool hides its password from whoever copies its options. */
function wayTo({ pool: { options } }: Database): Connection {
  const { host, port, user, password, database } = options
  return { host, port, user, password, database }
}

describe('over NOTIFY', () => {
  test('words reach the others, however many there are, and not oneself', async () => {
    const way = wayTo(await createTestDatabase())
    const [one, other] = [busOn(await createNotifyWire(way)), busOn(await createNotifyWire(way))]
    const [own, heard] = [listenTo(one), listenTo(other)]
    const words = Array.from({ length: 500 }, (_, count) => `${'слово'.repeat(20)} ${count}`)
    for (const word of words) one.publish('words', word)
    await until(async () => heard.length === words.length, 'all of them')
    assert.deepEqual(heard, words)
    assert.deepEqual(own, [])
  })

  test('a word that is too long is lost alone', async () => {
    const way = wayTo(await createTestDatabase())
    const [one, other] = [busOn(await createNotifyWire(way)), busOn(await createNotifyWire(way))]
    const heard = listenTo(other)
    for (const word of ['before', 'x'.repeat(10_000), 'after', 'last']) one.publish('words', word)
    await one.flush()
    await until(async () => heard.includes('last'), 'the last of them')
    assert.deepEqual(heard, ['before', 'after', 'last'])
  })

  test('what anybody else says on the same channel harms nobody', async () => {
    const database = await createTestDatabase()
    const way = wayTo(database)
    const [one, other] = [busOn(await createNotifyWire(way)), busOn(await createNotifyWire(way))]
    const heard = listenTo(other)
    for (const text of ['hello', '', 'null', '{"from":"me"}', '{"from":"me","words":[1]}']) {
      await database.query('select pg_notify($1, $2)', ['otklik', text])
    }
    await isHeard(one, heard, 'after')
  })

  test('words come through again after the connection was lost', async () => {
    const database = await createTestDatabase()
    const way = wayTo(database)
    const [one, other] = [busOn(await createNotifyWire(way)), busOn(await createNotifyWire(way))]
    const heard = listenTo(other)
    await isHeard(one, heard, 'before')
    const { rowCount } = await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    )
    assert.ok((rowCount ?? 0) >= 2)
    await isHeard(one, heard, 'after')
  })
})

const hasNats = spawnSync('nats-server', ['--version']).status === 0
const skip = hasNats ? false : 'there is no nats-server in PATH'

describe('over NATS', { skip }, () => {
  test('words come through when the node of either of them dies', async () => {
    const ports = await startNodes(3)
    const urlOf = (port: number) => `nats://127.0.0.1:${port}/test`
    const onProblem = () => {}
    const [one, other] = [
      busOn(await createNatsWire({ urls: [urlOf(ports[0]!), urlOf(ports[2]!)], onProblem })),
      busOn(await createNatsWire({ urls: [urlOf(ports[1]!), urlOf(ports[2]!)], onProblem })),
    ]
    const [own, heard] = [listenTo(one), listenTo(other)]
    await isHeard(one, heard, 'from node to node')
    nodes[0]?.kill('SIGKILL')
    await isHeard(one, heard, 'without the first node')
    nodes[1]?.kill('SIGKILL')
    await isHeard(one, heard, 'with the last one alone')
    assert.deepEqual(own, [])
  })

  test('a node that refused us for a while is joined again', async () => {
    const [port] = await freePorts(1)
    const start = (password: string) => {
      const account = ['--user', 'otklik', '--pass', password]
      const node = spawn('nats-server', ['-a', '127.0.0.1', '-p', String(port), ...account], {
        stdio: 'ignore',
      })
      nodes.push(node)
      return node
    }
    const problems: string[] = []
    const urls = [`nats://otklik:right@127.0.0.1:${port}/test`]
    const onProblem = (problem: string) => void problems.push(problem)
    const first = start('right')
    const [one, other] = [
      busOn(await createNatsWire({ urls, onProblem })),
      busOn(await createNatsWire({ urls, onProblem })),
    ]
    const heard = listenTo(other)
    await isHeard(one, heard, 'before')
    first.kill('SIGKILL')
    const second = start('changed')
    const gone = 'NATS has let go of us'
    await until(() => problems.filter((problem) => problem === gone).length === 2, 'both let go')
    second.kill('SIGKILL')
    start('right')
    await isHeard(one, heard, 'after')
  })
})

async function startNodes(count: number): Promise<number[]> {
  const ports = await freePorts(count * 2)
  const routes = ports.slice(count).map((port) => `nats://127.0.0.1:${port}`)
  for (let at = 0; at < count; at++) {
    const place = ['-a', '127.0.0.1', '-p', String(ports[at]), '-n', `node-${at}`]
    const cluster = ['--cluster_name', 'test', '--cluster', routes[at]!, '--routes', routes.join()]
    nodes.push(spawn('nats-server', [...place, ...cluster], { stdio: 'ignore' }))
  }
  return ports.slice(0, count)
}

async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  const ports = held.map((server) => (server.address() as AddressInfo).port)
  for (const server of held) server.close()
  return ports
}
