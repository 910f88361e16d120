import { opendir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { unlessGone } from '../lib/copy-folder.ts'
import { createLoop, type Loop } from '../lib/loop.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Nothing takes a day to arrive: a file that is as old was left by a process that was killed. */
export async function removeOldFiles(folder: string): Promise<void> {
  for (const name of (await unlessGone(readdir(folder))) ?? [])
    await removeIfOld(join(folder, name))
}

/** Earlier versions wrote beside what a file was to become: `….<uuid>.part`, in every folder. */
const besideTarget = /\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.part$/

/** What those left behind. Nobody writes there any more, so that one look is enough. */
export async function removeOldBesideTargets(folder: string): Promise<void> {
  for await (const entry of (await unlessGone(opendir(folder))) ?? []) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await removeOldBesideTargets(path)
    else if (besideTarget.test(entry.name)) await removeIfOld(path)
  }
}

async function removeIfOld(path: string): Promise<void> {
  const found = await unlessGone(stat(path))
  if (found && found.mtimeMs < Date.now() - DAY_MS) await rm(path, { force: true })
}

interface Options {
  storage: { removePartial(): Promise<void> }
  onProblem(problem: string, facts: object): void
}

/** Every process looks for itself: what is on its way to a bucket lies on its own disk. */
export function removePartialFiles({ storage, onProblem }: Options): Loop {
  const round = async () => {
    await storage.removePartial()
    return false
  }
  return createLoop('removing partial files', round, { everyMs: HOUR_MS, onProblem })
}
