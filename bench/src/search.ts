/**
 * `npm run bench -- search [--messages 5000000]`: fills a company with that many messages over three
 * years, lets the server come up over them and asks it as people do. Never fails a build on a time.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'

import { connectBot, setUpCompany } from './company.ts'
import { freePorts } from './free-ports.ts'
import { openPlatform } from './platform.ts'
import { commonWords, fillCompany, rareWord, someName } from './search-company.ts'
import { databaseOf, startServer } from './server.ts'
import { atMost, figure, type Line, percentile, print } from './table.ts'

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '5000000' } },
})
const messages = Number(values.messages)
const ASKED = 200
const READY_WITHIN_MS = 50

await run()

async function run(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-bench-'))
  chmodSync(dataDir, 0o711) // Root hands postgres to another user, who must get in.
  const platform = await openPlatform()
  const [port = 0, sandboxPort = 0] = await freePorts(2)
  const origin = `http://127.0.0.1:${port}`
  const server = await startServer({
    dataDir,
    port,
    environment: {
      SANDBOX_PORT: String(sandboxPort),
      DEMO: '0',
      PUBLIC_URL: origin,
      ALLOW_LOOPBACK_PLATFORMS: '1',
      TELEGRAM_API_URL: platform.apiUrl,
      LOG_LEVEL: 'warn',
    },
  })
  const cookie = await setUpCompany(origin)
  await connectBot(origin, cookie, platform.token)
  const client = new pg.Client(databaseOf(dataDir))
  await client.connect()
  const lines: Line[] = []
  try {
    const startedAt = performance.now()
    await fillCompany(client, messages)
    lines.push(figure(`${messages} messages planted`, (performance.now() - startedAt) / 1000, 's'))
    const ask = (path: string) => timed(origin, cookie, path)
    for (const [name, paths] of Object.entries(questions(messages))) {
      // What was never asked before is read from the disk; people ask again and again.
      for (const path of paths.slice(0, 20)) await ask(path)
      const times: number[] = []
      for (let asked = 0; asked < ASKED; asked++) {
        times.push(await ask(paths[asked % paths.length] ?? ''))
      }
      lines.push(
        figure(`${name}: p50`, percentile(times, 0.5), 'ms'),
        atMost('  p95', percentile(times, 0.95), READY_WITHIN_MS, 'ms'),
      )
    }
  } finally {
    await client.end()
    await server.end('SIGTERM')
    platform.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
  print(lines)
}

function questions(count: number): Record<string, string[]> {
  const messagesWith = (q: string, more = '') =>
    `/api/v1/search/messages?q=${encodeURIComponent(q)}${more}`
  const places = Array.from({ length: 50 }, (_, n) => Math.floor((count * (n + 0.5)) / 50))
  return {
    'a rare word': places.map((place) => messagesWith(rareWord(place))),
    'a common word': commonWords.map((word) => messagesWith(word)),
    'two common words': commonWords.map((word, n) =>
      messagesWith(`${word} ${commonWords[(n + 7) % commonWords.length]}`),
    ),
    'the beginning of a word': commonWords.map((word) => messagesWith(word.slice(0, 4))),
    'a common word, of closed conversations': commonWords.map((word) =>
      messagesWith(word, '&status=closed'),
    ),
    'a name': places.map(
      (place) => `/api/v1/search/names?q=${encodeURIComponent(someName(place))}`,
    ),
    'a number': places.map((place) => `/api/v1/search/names?q=${Math.floor(place / 20) + 1}`),
    'a list of closed conversations': ['/api/v1/conversations?status=closed'],
  }
}

async function timed(origin: string, cookie: string, path: string): Promise<number> {
  const startedAt = performance.now()
  const answer = await fetch(origin + path, { headers: { cookie } })
  await answer.arrayBuffer()
  if (answer.status === 429) {
    // One person may not ask this often: what had to wait is not counted.
    await sleep(1000)
    return timed(origin, cookie, path)
  }
  if (!answer.ok) throw new Error(`${answer.status} for ${path}`)
  return performance.now() - startedAt
}
