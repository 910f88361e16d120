import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Config } from '../config.ts'
import { backUpCluster } from '../database/index.ts'
import { copyFolder } from '../lib/copy-folder.ts'
import { isUnfinished } from './export-house.ts'
import { MovingError } from './moving-error.ts'
import { openEmbedded, refuseWithoutDatabase } from './open-house.ts'

export interface Backup {
  /** What was acknowledged by then is in it. */
  asOf: string
  files: number
}

export const noteName = 'backup.json'
const lastName = 'last-backup.json'

/**
 * Copies the database and the files into a folder laid out like DATA_DIR, while a server works on
 * them or not. The secret key stays behind: together they would open everything.
 */
export async function backUp(config: Config, folder: string): Promise<Backup> {
  refuseOwnPostgres(config)
  refuseWithoutDatabase(config)
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new MovingError(`${folder} is not empty: name another folder.`)
  }
  const aside = `${folder}.unfinished`
  await rm(aside, { recursive: true, force: true })
  await mkdir(aside, { recursive: true, mode: 0o700 })
  const house = await openEmbedded(config.dataDir)
  try {
    const takeFiles = () =>
      copyFolder(join(config.dataDir, 'files'), join(aside, 'files'), (name) => !isUnfinished(name))
    const early = await takeFiles()
    const moment = await backUpCluster(house.connection, join(aside, 'postgres'))
    // Again, for the few that came meanwhile: a file is on disk before any row names it.
    const backup = { asOf: moment.toISOString(), files: early + (await takeFiles()) }
    await writeFile(join(aside, noteName), `${JSON.stringify(backup)}\n`, { mode: 0o600 })
    spawnSync('sync', ['-f', aside])
    await rename(aside, folder)
    // For whoever watches: how old the last one is (monitoring/).
    await writeFile(join(config.dataDir, lastName), `${JSON.stringify({ asOf: backup.asOf })}\n`)
    return backup
  } finally {
    await house.close()
    await rm(aside, { recursive: true, force: true })
  }
}

export function refuseOwnPostgres({ databaseUrl }: Config): void {
  if (!databaseUrl) return
  throw new MovingError(
    'DATABASE_URL is set: back up and restore that PostgreSQL with its own tools (pg_dump, ' +
      'pg_basebackup), and copy DATA_DIR/files after it. npm run export works with both.',
  )
}
