import { execFile } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { program } from './binaries.ts'
import { type Cluster, superuser } from './cluster.ts'

const run = promisify(execFile)

/** Data of one major version cannot be read by another, and must not be silently left behind. */
export function refuseOtherMajor({ home, folder, binaries }: Cluster): void {
  if (existsSync(folder)) return
  const other = readdirSync(home).find((name) => /^\d+$/.test(name))
  if (!other) return
  throw new Error(
    `${join(home, other)} was made by PostgreSQL ${other}, and this version runs PostgreSQL ` +
      `${binaries.major}. Start it with the version of Otklik that made it; to move to this one, ` +
      'npm run export there and npm run import here, into an empty DATA_DIR.',
  )
}

/** Made aside and renamed, so that a start that was interrupted leaves nothing half-made. */
export async function initializeOnce(cluster: Cluster): Promise<void> {
  if (existsSync(cluster.folder)) return
  const { home, owner } = cluster
  removeUnfinished(home)
  const aside = mkdtempSync(join(home, `unfinished-${process.pid}-`))
  try {
    const passwordFile = join(aside, 'password')
    writeFileSync(passwordFile, cluster.password, { mode: 0o600 })
    if (owner) chownSync(passwordFile, owner.uid, owner.gid)
    if (owner) chownSync(aside, owner.uid, owner.gid)
    await initdb(cluster, aside, passwordFile)
    await rename(join(aside, 'data'), cluster.folder)
  } catch (error) {
    // Another start may have been quicker: its cluster serves as well, made with the same password.
    if (!existsSync(cluster.folder)) throw error
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** What starts left behind that were killed in the middle; their process is gone. */
function removeUnfinished(home: string): void {
  for (const name of readdirSync(home)) {
    const pid = /^unfinished-(\d+)-/.exec(name)?.[1]
    if (!pid || existsSync(`/proc/${pid}`)) continue
    rmSync(join(home, name), { recursive: true, force: true })
  }
}

async function initdb(cluster: Cluster, aside: string, passwordFile: string): Promise<void> {
  const { binaries, owner, isDurable } = cluster
  const args = [
    `--pgdata=${join(aside, 'data')}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--data-checksums',
    '--encoding=UTF8',
    ...localeArguments(binaries.major),
    ...(isDurable ? [] : ['--no-sync']),
  ]
  const user = owner ? { uid: owner.uid, gid: owner.gid } : {}
  const options = { ...user, cwd: aside, env: { LC_ALL: 'C' } }
  await run(program(binaries, 'initdb'), args, options).catch((cause: { stderr?: string }) => {
    throw new Error(`The database could not be made. ${cause.stderr?.trim()}`, { cause })
  })
}

/**
 * The built-in provider sorts alike on every machine, so that indexes survive a new libc.
 * `lc-ctype` still counts: with plain C pg_trgm finds no letters in Cyrillic, and no trigrams.
 */
function localeArguments(major: number): string[] {
  const common = ['--locale=C', '--lc-ctype=C.UTF-8']
  if (major < 17) return common
  return [...common, '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
}
