import {
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cluster } from './cluster.ts'
import { giveToPerson } from './home.ts'
import { canEnter, type Owner } from './owner.ts'

export const port = 5432

/** What the kernel allows in the address of a unix socket, without the closing zero. */
const longestPath = 107

export function socketFile(socketFolder: string): string {
  return join(socketFolder, `.s.PGSQL.${port}`)
}

/** Where postgres says whose socket it is. */
export const socketLock = (socketFolder: string) => `${socketFile(socketFolder)}.lock`

/**
 * The socket lives in a short folder of its own, because DATA_DIR may be too deep for it.
 * The folder is noted beside the data and kept for as long as possible: a server that is already
 * connected finds postgres in the same place after a restart.
 */
export function openSocketFolder(cluster: Cluster): string {
  const noted = readNote(cluster)
  if (noted && reopen(noted, cluster.owner)) return noted
  const folder = mkdtempSync(join(shortParent(cluster.owner), 'otklik-'))
  if (cluster.owner) chownSync(folder, cluster.owner.uid, cluster.owner.gid)
  writeFileSync(noteFile(cluster), `${folder}\n${cluster.folder}\n`)
  giveToPerson(noteFile(cluster), cluster.owner)
  return folder
}

export function removeSocketFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

function noteFile(cluster: Cluster): string {
  return join(cluster.home, 'socket')
}

/** The second line tells a copied DATA_DIR from the one it was copied from. */
function readNote(cluster: Cluster): string | undefined {
  try {
    const [folder, madeFor] = readFileSync(noteFile(cluster), 'utf8').split('\n')
    return madeFor === cluster.folder ? folder : undefined
  } catch {
    return undefined
  }
}

/** /tmp is everybody's: only a folder that is certainly ours is used again. */
function reopen(folder: string, owner: Owner | undefined): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
    if (owner) chownSync(folder, owner.uid, owner.gid)
    return true
  } catch {
    const stat = lstatSync(folder, { throwIfNoEntry: false })
    const uid = owner?.uid ?? process.geteuid?.()
    return stat?.isDirectory() === true && stat.uid === uid && (stat.mode & 0o077) === 0
  }
}

function shortParent(owner: Owner | undefined): string {
  const isShort = (parent: string) =>
    Buffer.byteLength(socketFile(join(parent, 'otklik-XXXXXX'))) <= longestPath
  const candidates = [tmpdir(), '/tmp', '/var/tmp'].filter(isShort)
  return candidates.find((parent) => !owner || canEnter(parent, owner)) ?? '/tmp'
}
