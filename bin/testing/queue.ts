import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Files that several processes take from, each file once. */
export interface Queue {
  /** What to start, to have all of it tested. */
  entries: string[]
  /** Removes it, and gives what nobody has tested to its end. */
  close(): string[]
}

interface QueueOptions {
  files: string[]
  /** How many processes share them. */
  workers: number
  /** A process that has tested this many makes room for a fresh one. */
  mostEach: number
}

const worker = new URL('worker.ts', import.meta.url).href

/** In this order: what takes long comes first, so that nobody is left working alone. */
export function openQueue({ files, workers, mostEach }: QueueOptions): Queue {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-queue-'))
  for (const [place, file] of files.entries()) {
    writeFileSync(join(folder, `${String(place).padStart(5, '0')}.waiting`), file)
  }
  const count = Math.max(Math.min(workers, files.length), Math.ceil(files.length / mostEach))
  const entries = Array.from({ length: count }, (_, place) => {
    const entry = join(folder, `worker-${String(place + 1).padStart(3, '0')}.mjs`)
    const [from, queue] = [worker, folder].map((text) => JSON.stringify(text))
    writeFileSync(entry, `import { work } from ${from}\nawait work(${queue}, ${mostEach})\n`)
    return entry
  })
  return {
    entries,
    close() {
      const left = listOf(folder, /\.(waiting|taken)$/).map((name) =>
        readFileSync(join(folder, name), 'utf8'),
      )
      rmSync(folder, { recursive: true, force: true })
      return left
    },
  }
}

export interface Taken {
  file: string
  /** It was tested to its end, whatever came of it. */
  finish(): void
}

/** The next one; a name can be changed by one process only. */
export function take(folder: string): Taken | undefined {
  for (const name of listOf(folder, /\.waiting$/)) {
    const taken = join(folder, name.replace('.waiting', '.taken'))
    try {
      renameSync(join(folder, name), taken)
    } catch {
      continue // Another was quicker.
    }
    return {
      file: readFileSync(taken, 'utf8'),
      finish: () => renameSync(taken, taken.replace('.taken', '.done')),
    }
  }
  return undefined
}

const listOf = (folder: string, kind: RegExp): string[] =>
  readdirSync(folder)
    .filter((name) => kind.test(name))
    .sort()
