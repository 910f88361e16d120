import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A DATA_DIR of its own. Root hands postgres to another user, who must be able to enter. */
export function makeDataDir(name: string): string {
  const dataDir = mkdtempSync(join(tmpdir(), `otklik-${name}-`))
  chmodSync(dataDir, 0o711)
  return dataDir
}

export function removeDataDir(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
}

/** The PostgreSQL that runs on this DATA_DIR: it outlives a server that is killed. */
export function findPostmaster(dataDir: string): number | undefined {
  const home = join(dataDir, 'postgres')
  try {
    const major = readdirSync(home).find((name) => /^\d+$/.test(name)) ?? ''
    return Number(readFileSync(join(home, major, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}

/** How to reach it past the server: over its socket, with the password kept beside the data. */
export function databaseOf(dataDir: string) {
  const read = (name: string) => readFileSync(join(dataDir, 'postgres', name), 'utf8')
  const [host = ''] = read('socket').split('\n')
  return { host, port: 5432, user: 'otklik', password: read('password'), database: 'otklik' }
}
