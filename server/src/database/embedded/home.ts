import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Log } from './cluster.ts'
import { canEnter, closedFolder, type Owner, userName } from './owner.ts'

/** Where a database goes whose owner cannot enter DATA_DIR. */
const elsewhere = '/var/lib/otklik'

/** DATA_DIR/postgres, made if need be, and certain to be reachable for whoever runs postgres. */
export function openHome(dataDir: string, owner: Owner | undefined, log: Log): string {
  const home = join(dataDir, 'postgres')
  makeFolder(dataDir, owner)
  if (owner) openTheWay(dataDir, home, owner, log)
  makeFolder(home, owner)
  if (!owner) refuseAnothersHome(home)
  return realpathSync(home)
}

/** A new file or folder belongs to the person who owns the project, even when root made it. */
export function giveToPerson(path: string, owner: Owner | undefined): void {
  if (owner?.isPerson) chownSync(path, owner.uid, owner.gid)
}

function makeFolder(folder: string, owner: Owner | undefined): void {
  if (existsSync(folder)) return
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, owner ? 0o711 : 0o700)
  giveToPerson(folder, owner)
}

function openTheWay(dataDir: string, home: string, owner: Owner, log: Log): void {
  const isMade = existsSync(home)
  const way = isMade ? realpathSync(home) : dataDir
  if (canEnter(way, owner)) return
  // DATA_DIR is ours to open, for passing through only; the folders above it are not.
  chmodSync(dataDir, statSync(dataDir).mode | 0o011)
  if (canEnter(way, owner)) return
  if (isMade) throw new Error(closedSentence(way, owner))
  symlinkSync(makeElsewhere(dataDir, owner), home)
  log.warn(
    `PostgreSQL runs as ${owner.name}, who cannot enter ${closedFolder(dataDir, owner)}: the database ` +
      `is kept in ${realpathSync(home)}. Set DATA_DIR to a folder others may enter to keep all in one place.`,
  )
}

function makeElsewhere(dataDir: string, owner: Owner): string {
  try {
    mkdirSync(elsewhere, { recursive: true, mode: 0o755 })
    const home = mkdtempSync(join(elsewhere, 'postgres-'))
    chmodSync(home, 0o711)
    giveToPerson(home, owner)
    return home
  } catch (cause) {
    throw new Error(closedSentence(dataDir, owner), { cause })
  }
}

function closedSentence(folder: string, owner: Owner): string {
  return (
    `PostgreSQL cannot run as root, and ${owner.name} cannot enter ${closedFolder(folder, owner)}. ` +
    'Set DATA_DIR to a folder others may enter, or start as the user who owns the project.'
  )
}

function refuseAnothersHome(home: string): void {
  const { uid } = statSync(home)
  if (uid === process.geteuid?.()) return
  throw new Error(`${home} belongs to ${userName(uid)}: start as that user, or as root.`)
}
