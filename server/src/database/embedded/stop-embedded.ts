import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { findPostmaster, stopPostmaster } from './postmaster.ts'
import { removeSocketFolder } from './socket-folder.ts'

/** Stops a postgres whose server is gone; false when none runs on this DATA_DIR. */
export async function stopEmbedded(dataDir: string): Promise<boolean> {
  const home = join(dataDir, 'postgres')
  if (!existsSync(home)) return false
  for (const major of readdirSync(home).filter((name) => /^\d+$/.test(name))) {
    const running = findPostmaster(join(realpathSync(home), major))
    if (!running) continue
    await stopPostmaster(running)
    removeSocketFolder(running.socketFolder)
    return true
  }
  return false
}
