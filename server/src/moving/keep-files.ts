import { spawnSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

import type { Entry } from './archive.ts'
import { MovingError } from './moving-error.ts'

/** Written beside their place, and all put there at once. */
export async function keepFilesAside(folder: string) {
  const aside = `${folder}.unfinished`
  await rm(aside, { recursive: true, force: true })
  await mkdir(aside, { recursive: true, mode: 0o700 })
  let count = 0
  return {
    count: () => count,
    async keep(entry: Entry): Promise<void> {
      const path = join(aside, keyOf(entry))
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await pipeline(entry, createWriteStream(path, { mode: 0o600 }))
      count += 1
    },
    async putInPlace(): Promise<void> {
      spawnSync('sync', ['-f', aside])
      await rename(aside, folder)
    },
    clearAway: () => rm(aside, { recursive: true, force: true }),
  }
}

/** An archive may have gone through other hands: no name leads out of the folder. */
function keyOf({ header: { name } }: Entry): string {
  const [first, ...parts] = name.split('/')
  const isKey = parts.length > 0 && parts.every((part) => /^[\w-][\w.-]*$/.test(part))
  if (first === 'files' && isKey) return parts.join('/')
  throw new MovingError(`The archive has an entry that does not belong there: ${name}.`)
}
