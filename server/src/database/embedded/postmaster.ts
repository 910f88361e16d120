import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { program } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { giveToPerson } from './home.ts'
import { settingArguments } from './settings.ts'
import { openSocketFolder, socketFile, socketLock } from './socket-folder.ts'

/** A running postgres of one cluster: its first process, from which all others come. */
export type Postmaster = { pid: number; socketFolder: string; isAlive(): boolean }

const biggestLogBytes = 10 * 1024 * 1024
const fastStopMs = 30_000

export function findPostmaster(folder: string): (Postmaster & { isUsable: boolean }) | undefined {
  const file = join(folder, 'postmaster.pid')
  const content = readIfAny(file)
  if (content === undefined) return undefined
  // Postgres refuses to guess whose it is; a disk that lost its content has left the name.
  if (content === '' && !isAnybodyIn(folder)) rmSync(file, { force: true })
  const [pidLine, , , , socketFolder = '', , , status = ''] = content.split('\n')
  const pid = Number(pidLine)
  const isAlive = () => worksIn(pid, folder)
  if (!isAlive()) {
    // Postgres itself trusts the number alone, and a restarted container gives the same numbers
    // to other processes.
    if (isTaken(pid) && readIfAny(file) === content) rmSync(file, { force: true })
    return undefined
  }
  const isReady = status.trim() === 'ready'
  const lostItsSocket = isReady && !existsSync(socketFile(socketFolder))
  const isUsable = status.trim() !== 'stopping' && !lostItsSocket
  return { pid, socketFolder, isAlive, isUsable }
}

/** Detached: Ctrl-C must reach the server only, which stops postgres when it has drained. */
export function launchPostmaster(cluster: Cluster): Postmaster {
  const socketFolder = openSocketFolder(cluster)
  forgetSocketOf(cluster, socketFolder)
  const log = openLog(cluster)
  const { owner } = cluster
  const child = spawn(
    program(cluster.binaries, 'postgres'),
    ['-D', cluster.folder, ...settingArguments(cluster, socketFolder)],
    {
      detached: true,
      stdio: ['ignore', log, log],
      cwd: cluster.folder,
      env: { LC_ALL: 'C.UTF-8' },
      ...(owner && { uid: owner.uid, gid: owner.gid }),
    },
  )
  closeSync(log)
  child.unref()
  let hasFailed = false
  child.on('error', (error) => {
    hasFailed = true
    cluster.log.warn(`PostgreSQL did not start: ${error.message}`)
  })
  const isAlive = () => !hasFailed && child.exitCode === null && child.signalCode === null
  return { pid: child.pid ?? 0, socketFolder, isAlive }
}

/**
 * Postgres takes the note beside its socket for that of a living one while anything has its number: a
 * killed one, say, that its parent has not buried yet.
 */
function forgetSocketOf({ folder }: Cluster, socketFolder: string): void {
  const note = socketLock(socketFolder)
  const content = readIfAny(note)
  if (content === undefined || worksIn(Number(content.split('\n')[0]), folder)) return
  if (readIfAny(note) === content) rmSync(note, { force: true })
}

/** Ends every session at once, and writes what is in memory to disk. */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  signal(postmaster, 'SIGINT')
  const deadline = Date.now() + fastStopMs
  while (postmaster.isAlive()) {
    if (Date.now() > deadline) signal(postmaster, 'SIGQUIT')
    await sleep(10)
  }
}

/**
 * A recovery that fails (on a full disk, say) should end the postmaster. PostgreSQL 18 forgets to when
 * it began by itself after a crash: nobody recovers any more, and it refuses everybody for ever. Told
 * by its processes: one is in charge of recovery, and another writes the log once that is over.
 */
export function hasGivenUp({ pid }: Postmaster): boolean {
  const children = readIfAny(`/proc/${pid}/task/${pid}/children`)?.trim()
  if (!children) return false
  const titles = children.split(' ').map((child) => readIfAny(`/proc/${child}/cmdline`) ?? '')
  return !titles.some((title) => /^postgres: (startup|walwriter)/.test(title))
}

/** Without the checkpoint that it would never finish. */
export async function endPostmaster(postmaster: Postmaster): Promise<void> {
  signal(postmaster, 'SIGQUIT')
  while (postmaster.isAlive()) await sleep(10)
}

function signal({ pid, isAlive }: Postmaster, name: NodeJS.Signals): void {
  if (pid > 0 && isAlive()) process.kill(pid, name)
}

function openLog(cluster: Cluster): number {
  const file = join(cluster.home, 'postgres.log')
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > biggestLogBytes) renameSync(file, `${file}.1`)
  const log = openSync(file, 'a', 0o600)
  giveToPerson(file, cluster.owner)
  return log
}

/** Postgres works in its data folder, and nothing else does; a zombie has no folder. */
function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
}

const isAnybodyIn = (folder: string): boolean =>
  readdirSync('/proc').some((name) => /^\d+$/.test(name) && worksIn(Number(name), folder))

function isTaken(pid: number): boolean {
  return existsSync(`/proc/${pid}`)
}

function readIfAny(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
