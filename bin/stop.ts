import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stopEmbedded } from '../server/src/database/embedded/index.ts'

const patienceMs = 15_000
const dataDir = process.env.DATA_DIR ?? './data'

const pid = findServer()
if (pid === undefined) {
  const hadOrphan = await stopEmbedded(dataDir)
  console.log(hadOrphan ? 'Stopped a database left without its server.' : 'Otklik is not running.')
} else if (await stopServer(pid)) {
  await stopEmbedded(dataDir)
  console.log('Stopped.')
} else {
  console.error(`Otklik (process ${pid}) is still finishing its work after 15 s; look at its log.`)
  process.exitCode = 1
}

/** The number alone proves nothing: after a restart of the machine it may be anybody's. */
function findServer(): number | undefined {
  try {
    const number = Number.parseInt(readFileSync(join(dataDir, 'server.pid'), 'utf8'), 10)
    return isServer(number) ? number : undefined
  } catch {
    return undefined
  }
}

function isServer(number: number): boolean {
  try {
    return readFileSync(`/proc/${number}/cmdline`, 'utf8').includes('server/src/main.ts')
  } catch {
    return false
  }
}

async function stopServer(number: number): Promise<boolean> {
  process.kill(number, 'SIGTERM')
  const deadline = Date.now() + patienceMs
  while (isServer(number)) {
    if (Date.now() > deadline) return false
    await sleep(50)
  }
  return true
}
