import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/**
 * Copies a folder that others work in: what goes away meanwhile is left out, and what was copied
 * before stays as it is, so that a second round brings only what is new. Returns how many files came.
 */
export async function copyFolder(
  from: string,
  to: string,
  isWanted: (name: string, folder: string) => boolean = () => true,
): Promise<number> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  const entries = await unlessGone(readdir(from, { withFileTypes: true }))
  let count = 0
  for (const entry of entries ?? []) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (!isWanted(entry.name, from)) continue
    if (entry.isDirectory()) count += await copyFolder(source, target, isWanted)
    else if (entry.isFile() && (await copyFile(source, target))) count += 1
  }
  return count
}

/** Read to its end, not to the size it had: the copy call of libuv waits for ever on a file cut short. */
async function copyFile(source: string, target: string): Promise<boolean> {
  const handle = await unlessGone(open(source))
  if (!handle) return false
  try {
    const copy = createWriteStream(target, { flags: 'wx', mode: 0o600 })
    await pipeline(handle.createReadStream(), copy)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  } finally {
    await handle.close()
  }
}

export async function unlessGone<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}
