import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FastifyBaseLogger } from 'fastify'

import { createPlatformFetch } from '../lib/platform-fetch.ts'

export interface Sandbox {
  url: string
  stop(): Promise<void>
}

interface Options {
  port: number
  appUrl: string
  dataDir: string
  log: FastifyBaseLogger
}

const READY_MS = 10_000
const emulators = fileURLToPath(new URL('../../../emulators/src/main.ts', import.meta.url))

/**
 * The messengers' stand-ins, in a process of their own without access to the database. It ends when
 * its standard input does, so it never outlives us.
 */
export async function startSandbox({ port, appUrl, dataDir, log }: Options): Promise<Sandbox> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', emulators], {
    env: {
      SANDBOX_PORT: String(port),
      DATA_DIR: dataDir,
      APP_URL: appUrl,
      OTKLIK_CHILD: '1',
    },
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  child.stdin?.on('error', () => {})
  child.on('exit', (code) => {
    if (code) log.warn({ code }, 'the sandbox ended')
  })
  const url = `http://127.0.0.1:${port}`
  await untilReady(url)
  return {
    url,
    async stop() {
      if (child.exitCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function untilReady(url: string): Promise<void> {
  const ask = createPlatformFetch({ allowedHosts: new Set([new URL(url).host]) })
  const until = performance.now() + READY_MS
  for (;;) {
    const answer = await ask(`${url}/_control/about`).catch(() => undefined)
    if (answer?.ok) return
    if (performance.now() > until) throw new Error('the sandbox did not start')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
