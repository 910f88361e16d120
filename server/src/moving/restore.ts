import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

import type { Config } from '../config.ts'
import { restoreCluster } from '../database/index.ts'
import { copyFolder } from '../lib/copy-folder.ts'
import { isKeyCheckOld, openKeyRing, SecretKeyError } from '../lib/secrets/index.ts'
import { type Backup, noteName, refuseOwnPostgres } from './back-up.ts'
import { MovingError } from './moving-error.ts'
import { openEmbedded, withClient } from './open-house.ts'

export interface Restored extends Backup {
  messages: number
  /** Else the server will not start before it is brought. */
  hasKey: boolean
}

/** Puts a backup into an empty DATA_DIR, and starts its database once to see that it is whole. */
export async function restore(config: Config, from: string): Promise<Restored> {
  refuseOwnPostgres(config)
  const { dataDir } = config
  if (!existsSync(join(from, noteName))) {
    throw new MovingError(`${from} is not a folder made by npm run backup.`)
  }
  refuseOccupied(dataDir)
  const backup = JSON.parse(readFileSync(join(from, noteName), 'utf8')) as Backup
  const log = { info() {}, warn: (line: string) => console.warn(line) }
  const files = join(dataDir, 'files')
  try {
    await restoreCluster(join(from, 'postgres'), dataDir, log)
    await copyFolder(join(from, 'files'), `${files}.unfinished`)
    spawnSync('sync', ['-f', dataDir])
    await rename(`${files}.unfinished`, files)
    return { ...backup, ...(await look(config)) }
  } catch (error) {
    // The folder was empty: what is half there is ours, and would be taken for the whole.
    for (const name of ['postgres', 'files', 'files.unfinished']) {
      await rm(join(dataDir, name), { recursive: true, force: true })
    }
    throw error
  }
}

/** The first start reads the log from the beginning of the backup, and refuses one that ends early. */
async function look(config: Config): Promise<{ messages: number; hasKey: boolean }> {
  const house = await openEmbedded(config.dataDir).catch((cause: unknown) => {
    const reason = lastComplaint(config.dataDir) ?? (cause as Error).message
    throw new MovingError(`The database of the backup does not start: ${reason}`, { cause })
  })
  try {
    return await withClient(house.connection, async (client) => {
      const { rows } = await client.query<{ messages: number; check: string | null }>(
        'select (select count(*) from messages) as messages, (select key_check from installation) as check',
      )
      const { messages, check } = rows[0]!
      return { messages, hasKey: check === null || opens(check, config) }
    })
  } finally {
    await house.close()
  }
}

/** Read before the log goes away with what was half restored. */
function lastComplaint(dataDir: string): string | undefined {
  const log = readFileSync(join(dataDir, 'postgres', 'postgres.log'), 'utf8')
  return log.match(/(FATAL|PANIC): .*/g)?.at(-1)
}

function opens(check: string, config: Config): boolean {
  try {
    isKeyCheckOld(openKeyRing({ ...config, isEmbedded: true, mayGenerate: false }), check)
    return true
  } catch (error) {
    if (error instanceof SecretKeyError) return false
    throw error
  }
}

function refuseOccupied(dataDir: string): void {
  const there = existsSync(dataDir) ? readdirSync(dataDir) : []
  if (there.every((name) => name === 'secret.key')) return
  throw new MovingError(
    `${dataDir} is not empty, and nothing is restored over what is there. Stop the server that may ` +
      'run on it (npm stop), move the folder away or name another in DATA_DIR; only secret.key may ' +
      'be there already.',
  )
}
