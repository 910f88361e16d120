import {
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

import { type Random, until } from '../../kit/index.ts'
import type { Shim } from './shim.ts'

/** Bytes as they were before a write, as the shim wrote them down. */
interface Write {
  offset: number
  sizeBefore: number
  old: Buffer
}

const HEAD_BYTES = 24
/** What a disk writes whole or not at all. */
const SECTOR_BYTES = 512

/** Ends all processes of the database at once, with nothing said to anybody. */
export async function endDatabase(dataDir: string): Promise<void> {
  const home = join(dataDir, 'postgres')
  const rest = () => listProcesses().filter((pid) => worksBelow(pid, home))
  await until(
    async () => {
      const left = rest()
      for (const pid of left) endNow(pid)
      return left.length === 0
    },
    { withinMs: 60_000, everyMs: 5, what: 'the database is dead' },
  )
}

/**
 * Takes away what was written and not synced: all of it, or what chance decides sector by sector,
 * since a disk may have got to some of it. Everybody who writes must be dead. Returns the number of
 * writes that were at stake.
 */
export function loseUnsynced(dataDir: string, { folder }: Shim, random: Random): number {
  const paths = pathsByInode(join(dataDir, 'postgres'))
  const losesAll = random.chance(0.5)
  let count = 0
  for (const inode of readdirSync(folder).filter((name) => /^\d+$/.test(name))) {
    const path = paths.get(inode)
    const writes = readWrites(readFileSync(join(folder, inode)))
    rmSync(join(folder, inode))
    // Deleted meanwhile: a file system with a journal does not bring it back.
    if (path === undefined) continue
    count += writes.length
    undo(path, writes, losesAll ? () => true : () => random.chance(0.5))
  }
  return count
}

/** The last first: what a file was before all of them stays. */
function undo(path: string, writes: Write[], isLost: () => boolean): void {
  const file = openSync(path, 'r+')
  for (const { offset, sizeBefore, old } of writes.toReversed()) {
    for (let at = 0; at < old.length; at += SECTOR_BYTES) {
      const sector = old.subarray(at, at + SECTOR_BYTES)
      if (isLost()) writeSync(file, sector, 0, sector.length, offset + at)
    }
    if (isLost() && fstatSync(file).size > sizeBefore) ftruncateSync(file, sizeBefore)
  }
  closeSync(file)
}

function readWrites(journal: Buffer): Write[] {
  const writes: Write[] = []
  for (let at = 0; at + HEAD_BYTES <= journal.length; ) {
    const [offset = 0, sizeBefore = 0, kept = 0] = [0, 8, 16].map((place) =>
      Number(journal.readBigUInt64LE(at + place)),
    )
    const old = journal.subarray(at + HEAD_BYTES, at + HEAD_BYTES + kept)
    // Killed while it was written down: the write itself had not begun.
    if (old.length < kept) break
    writes.push({ offset, sizeBefore, old })
    at += HEAD_BYTES + kept
  }
  return writes
}

function pathsByInode(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    files
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [String(statSync(path, { bigint: true }).ino), path]),
  )
}

const listProcesses = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

function worksBelow(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder)
  } catch {
    return false
  }
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself meanwhile.
  }
}
