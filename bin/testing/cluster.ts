import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Starts a PostgreSQL for this run; the address is the superuser's. */
export async function startTestCluster(): Promise<{ url: string; stop(): Promise<void> }> {
  const guard = spawn(process.execPath, ['bin/testing/cluster-guard.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C must not reach it: it ends when its stdin closes, after the tests have ended.
    detached: true,
  })
  const gone = once(guard, 'exit')
  const [url] = (await Promise.race([
    once(createInterface(guard.stdout), 'line'),
    gone.then(() => Promise.reject(new Error('The database for the tests did not start.'))),
  ])) as [string]
  return {
    url,
    async stop() {
      guard.stdin.end()
      await gone
    },
  }
}
