import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type EmulatorOptions, type RunningEmulators, startEmulators } from '../index.ts'
import type { Json } from '../test-kit.ts'

export async function openEmulators(
  t: TestContext,
  options: Partial<EmulatorOptions> = {},
): Promise<RunningEmulators> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'otklik-emulators-')))
  const emulators = await startEmulators({ port: 0, timeScale: 0.01, ...options, dataDir })
  t.after(async () => {
    await emulators.close()
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true })
  })
  return emulators
}

export interface Heard {
  method: string
  url: URL
  headers: IncomingHttpHeaders
  /** The bytes as they came. */
  raw: string
  body: Json
  at: number
}

export interface Listener {
  url: string
  /** Requests with a body. */
  heard: Heard[]
  probes: Heard[]
  wait(count: number): Promise<Heard[]>
}

type Answer = { status?: number; body?: string; type?: string }

/** The product's end of a webhook; `reply` decides what each request is answered. */
export async function listen(
  t: TestContext,
  reply: (heard: Heard, count: number) => Answer | Promise<Answer> = () => ({}),
): Promise<Listener> {
  const heard: Heard[] = []
  const probes: Heard[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk)
    const raw = Buffer.concat(chunks).toString('latin1')
    const one: Heard = {
      method: req.method ?? '',
      url: new URL(req.url ?? '/', 'http://localhost'),
      headers: req.headers,
      raw,
      body:
        raw.startsWith('{') || raw.startsWith('[')
          ? JSON.parse(Buffer.concat(chunks).toString())
          : undefined,
      at: performance.now(),
    }
    const isProbe = req.method !== 'POST'
    ;(isProbe ? probes : heard).push(one)
    const { status = 200, body = '', type = 'text/plain' } = await reply(one, heard.length)
    const challenge = one.url.searchParams.get('hub.challenge')
    res.writeHead(status, { 'content-type': type }).end(body || (challenge ?? ''))
    for (const waiter of waiting) if (heard.length >= waiter.count) waiter.resolve()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    heard,
    probes,
    wait: async (count) => {
      if (heard.length < count)
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(
            () => reject(new Error(`${heard.length} of ${count} came`)),
            5000,
          )
          const done = () => {
            clearTimeout(timer)
            resolve()
          }
          waiting.push({ count, resolve: done })
        })
      return heard
    },
  }
}
