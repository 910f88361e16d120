import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** What all tests of a run use together, and how they are told where it is. */
export interface Shared {
  environment: Record<string, string>
  stop(): Promise<void>
}

/** Starts a PostgreSQL for this run; the address is the superuser's. */
export const startTestCluster = () => startShared('TEST_DATABASE_URL', 'cluster-guard.ts')

/** Starts a Chromium for this run: starting one for each file took a fifth of the browser tests. */
export const startTestBrowser = () => startShared('TEST_BROWSER_URL', 'browser-guard.ts')

async function startShared(variable: string, script: string): Promise<Shared> {
  const guard = spawn(process.execPath, [`bin/testing/${script}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C must not reach it: it ends when its stdin closes, after the tests have ended.
    detached: true,
  })
  const gone = once(guard, 'exit')
  const [address] = (await Promise.race([
    once(createInterface(guard.stdout), 'line'),
    gone.then(() => Promise.reject(new Error(`${script} ended before it was there.`))),
  ])) as [string]
  return {
    environment: { [variable]: address },
    async stop() {
      guard.stdin.end()
      await gone
    },
  }
}
