import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { ChannelDetails, ContactPage, ConversationPage, Snapshot } from '@otklik/protocol'
import type { SiteSession, Tracker } from '@otklik/protocol/settings'

import { stopEmbedded } from './database/index.ts'
import { until } from './testing/index.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'otklik-main-'))
const started: ChildProcess[] = []

after(async () => {
  for (const child of started) child.kill('SIGKILL')
  await stopEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

interface Process {
  url: string
  output(): string
  exit: Promise<number | null>
  kill(signal: NodeJS.Signals): void
}

async function start(settings: Record<string, string> = {}): Promise<Process> {
  const port = await freePort()
  const sandboxPort = await freePort()
  const child = spawn(process.execPath, [main], {
    env: {
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += String(text)
    })
  }
  return {
    url: `http://127.0.0.1:${port}`,
    output: () => output,
    exit: new Promise((resolve) => child.on('exit', (code) => resolve(code))),
    kill: (signal) => child.kill(signal),
  }
}

const isReady = (server: Process) =>
  until(() => server.output().includes('Otklik'), 'a start', 120_000)

async function signIn(server: Process): Promise<string> {
  const [, password] = /petr@verba\.example\s+(\S+)/.exec(server.output()) ?? []
  const answer = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ email: 'petr@verba.example', password }),
  })
  assert.equal(answer.status, 201)
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

test('[H-32] starts with one command, says how to sign in, and refuses a second start', async () => {
  const server = await start()
  await isReady(server)
  await signIn(server)
  const second = await start()
  assert.equal(await second.exit, 1)
  assert.match(second.output(), /Another Otklik server already runs on this database/)
  assert.equal((await fetch(`${server.url}/health`)).status, 200)
  server.kill('SIGINT')
  assert.equal(await server.exit, 0)
  assert.equal(existsSync(join(dataDir, 'server.pid')), false)
  assert.equal(existsSync(join(dataDir, 'postgres', '18', 'postmaster.pid')), false)
})

test('[H-31] finds its data after a stop and after a kill', async () => {
  const server = await start()
  await isReady(server)
  const cookie = await signIn(server)
  server.kill('SIGKILL')
  await server.exit
  const postmaster = join(dataDir, 'postgres', '18', 'postmaster.pid')
  const [pid] = readFileSync(postmaster, 'utf8').split('\n')
  const next = await start()
  await isReady(next)
  assert.equal(readFileSync(postmaster, 'utf8').split('\n')[0], pid, 'the same PostgreSQL')
  const session = await fetch(`${next.url}/api/v1/session`, { headers: { cookie } })
  assert.equal(session.status, 200)
  next.kill('SIGQUIT')
  assert.equal(await next.exit, 0)
  assert.equal(existsSync(postmaster), false, 'PostgreSQL stopped too')
})

test('[WA-23] [TG-20] meets every messenger in the sandbox, and its shop gives each the number of a visit', async () => {
  const server = await start()
  await isReady(server)
  const headers = { cookie: await signIn(server) }
  const channels = await fetch(`${server.url}/api/v1/channels`, { headers })
  const met = ((await channels.json()) as ChannelDetails[])
    .map(({ kind, state, health }) => `${kind} ${state} ${health.intake}`)
    .sort()
  assert.deepEqual(met, [
    'max working polling',
    'site-chat working polling',
    'telegram working polling',
    'viber working webhook',
    'vk working polling',
    'whatsapp working webhook',
  ])
  // The shop of the demo counts its visits: by a script its policy allows, and that is there.
  const shop = await fetch(`${server.url}/sandbox/shop`, { headers })
  const [counter, widget] = [
    ...(await shop.text()).matchAll(/<script defer src="([^"]+)\.js">/g),
  ].map(([, script]) => script)
  assert.ok(counter && shop.headers.get('content-security-policy')?.includes(server.url))
  assert.match(await (await fetch(`${counter}.js`)).text(), /__otklikVisit/)
  const trackers = await fetch(`${server.url}/api/v1/trackers`, { headers })
  const [tracker] = (await trackers.json()) as Tracker[]
  const origin = `http://${tracker?.sites[0]}`
  const counted = await fetch(`${counter}/visits`, {
    ...{ method: 'POST', headers: { origin, 'content-type': 'text/plain' } },
    body: JSON.stringify({ url: `${origin}/shop/?utm_source=yandex` }),
  })
  const { token: visit, number } = (await counted.json()) as { token: string; number: string }
  const begun = await fetch(`${widget}/session`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ site: origin, language: 'ru', visit }),
  })
  const { entries } = (await begun.json()) as SiteSession
  const carried = entries.map(({ kind, link }) => {
    const said = decodeURIComponent(decodeURIComponent(link))
    const isUnseen = said.includes(`visit-${number.replace('-', '')}`)
    return `${kind} ${isUnseen ? 'unseen' : said.includes(number) ? 'read' : 'nothing'}`
  })
  assert.deepEqual(carried.sort(), [
    ...['max unseen', 'telegram unseen', 'viber unseen', 'vk unseen', 'whatsapp read'],
  ])
  server.kill('SIGTERM')
  assert.equal(await server.exit, 0)
})

test('tells the demo’s days to their end, once, whatever stopped it before', async () => {
  const look = async () => {
    const server = await start()
    await isReady(server)
    const headers = { cookie: await signIn(server) }
    const ask = async (path: string) =>
      (await fetch(`${server.url}/api/v1/${path}`, { headers })).json()
    const open = async () => ((await ask('snapshot')) as Snapshot).conversations
    const channels = (await ask('channels')) as ChannelDetails[]
    await until(
      async () => {
        // A page asks once and listens from then on: who asks without a pause is limited.
        await new Promise((resolve) => setTimeout(resolve, 250))
        const found = await open()
        const isTold = (channel: ChannelDetails) =>
          found.some(({ channelId }) => channelId === channel.id)
        return found.some(({ kind }) => kind === 'comment') && channels.every(isTold)
      },
      'the last of the day, and somebody in every channel',
      120_000,
    )
    const found = await open()
    const closed = (await ask('conversations?status=closed&limit=100')) as ConversationPage
    const { total } = (await ask('contacts?limit=1')) as ContactPage
    server.kill('SIGTERM')
    assert.equal(await server.exit, 0)
    return { found, closed: closed.conversations.length, people: total ?? 0 }
  }
  const { found, closed, people } = await look()
  assert.ok(people >= 30, `${people} customers`)
  const states = new Set(
    found.map(({ status, heldSince, snoozedUntil }) =>
      [status, heldSince && 'held', snoozedUntil && 'snoozed'].filter(Boolean).join(' '),
    ),
  )
  for (const state of ['queued', 'assigned', 'assigned held', 'assigned snoozed', 'bot']) {
    assert.ok(states.has(state), `${state} of ${[...states]}`)
  }
  assert.ok(found.some(({ lastMessage }) => lastMessage?.status === 'failed'))
  assert.ok(closed >= 20, `${closed} closed`)
  const again = await look()
  assert.deepEqual([again.found.length, again.closed], [found.length, closed])
})

test('keeps the demo from a network', async () => {
  const server = await start({ PUBLIC_URL: 'https://otklik.example', DEMO: '1' })
  assert.equal(await server.exit, 1)
  assert.match(server.output(), /demo/i)
})
