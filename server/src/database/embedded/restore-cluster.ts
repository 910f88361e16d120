import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { copyFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { copyFolder } from '../../lib/copy-folder.ts'
import { findBinaries } from './binaries.ts'
import type { Log } from './cluster.ts'
import { giveToPerson, openHome } from './home.ts'
import { chooseOwner, type Owner } from './owner.ts'

/** Puts what `backUpCluster` made into a DATA_DIR without a database. The next start mends it. */
export async function restoreCluster(from: string, dataDir: string, log: Log): Promise<void> {
  const major = String(findBinaries().major)
  const made = readdirSync(from).find((name) => /^\d+$/.test(name))
  if (made !== major) {
    throw new Error(
      `The backup was made by PostgreSQL ${made}, and this version runs PostgreSQL ${major}. ` +
        'Restore it with the version of Otklik that made it, and move on with npm run export.',
    )
  }
  const owner = chooseOwner(join(dataDir, 'postgres', major))
  const home = openHome(resolve(dataDir), owner, log)
  const aside = mkdtempSync(join(home, `unfinished-${process.pid}-`))
  try {
    await copyFolder(join(from, major), join(aside, 'data'))
    giveAll(join(aside, 'data'), owner)
    await copyFile(join(from, 'password'), join(home, 'password'))
    giveToPerson(join(home, 'password'), owner)
    spawnSync('sync', ['-f', aside])
    await rename(join(aside, 'data'), join(home, major))
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** PostgreSQL refuses a folder that is not its own. */
function giveAll(folder: string, owner: Owner | undefined): void {
  if (owner) spawnSync('chown', ['-R', `${owner.uid}:${owner.gid}`, folder])
}
