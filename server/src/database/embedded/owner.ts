import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The user postgres runs as when we are root: it refuses to run as root itself. */
export type Owner = {
  uid: number
  gid: number
  name: string
  /** A person who may start the server without root tomorrow, and needs the files to be theirs. */
  isPerson: boolean
}

const project = join(import.meta.dirname, '../../../..')

/** Whoever the database belongs to already, else whoever the project belongs to, else nobody. */
export function chooseOwner(clusterFolder: string): Owner | undefined {
  if (process.geteuid?.() !== 0) return undefined
  return ownerOf(clusterFolder) ?? knownOwnerOf(project) ?? nobody()
}

export function userName(uid: number): string {
  const line = passwd().find((fields) => Number(fields[2]) === uid)
  return line?.[0] ?? `uid ${uid}`
}

export function canRun(program: string, owner: Owner): boolean {
  return succeeds(owner, program, ['--version'])
}

/** Asks the kernel as that user, because access lists and mounts have a say too. */
export function canEnter(folder: string, owner: Owner): boolean {
  return succeeds(owner, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder])
}

/** The outermost folder on the way that the owner cannot enter. */
export function closedFolder(folder: string, owner: Owner): string {
  const parent = dirname(folder)
  return parent === folder || canEnter(parent, owner) ? folder : closedFolder(parent, owner)
}

function succeeds({ uid, gid }: Owner, program: string, args: string[]): boolean {
  return spawnSync(program, args, { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0
}

/** A folder mounted into a container may belong to a number without a name, which initdb refuses. */
function knownOwnerOf(path: string): Owner | undefined {
  const owner = ownerOf(path)
  return passwd().some((fields) => Number(fields[2]) === owner?.uid) ? owner : undefined
}

function ownerOf(path: string): Owner | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat || stat.uid === 0) return undefined
  const isPerson = stat.uid !== nobody().uid
  return { uid: stat.uid, gid: stat.gid, name: userName(stat.uid), isPerson }
}

function nobody(): Owner {
  const fields = passwd().find(([name]) => name === 'nobody')
  const [uid, gid] = [Number(fields?.[2] ?? 65534), Number(fields?.[3] ?? 65534)]
  return { uid, gid, name: 'nobody', isPerson: false }
}

function passwd(): string[][] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
  } catch {
    return [] // A bare container need not have one.
  }
}
