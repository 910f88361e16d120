import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

type Entry = [kind: string, key: string, value?: unknown]

const FLUSH_AFTER_MS = 100

/**
 * What the emulators remember: values by kind and key, in one file of JSON lines. The last line of
 * a key wins, a line without a value removes it. Changes are appended in batches, so thousands of
 * messages a second cost one write; the file is rewritten, and swapped in whole, at every opening.
 */
export class Shelf {
  readonly #folder: string
  readonly #live = new Map<string, Entry>()
  readonly #dirty = new Map<string, Entry>()
  #file: FileHandle | undefined
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(folder: string) {
    this.#folder = folder
  }

  async open(): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    await this.#read()
    await this.#rewrite()
  }

  /** What was there at the opening, in the order it was first put. */
  *entries(kind: string): Generator<[key: string, value: unknown]> {
    for (const entry of this.#live.values()) if (entry[0] === kind) yield [entry[1], entry[2]]
  }

  /** Frees the copies read at the opening: from now on their owners keep them. */
  forgetEntries(): void {
    this.#live.clear()
  }

  /** Keeps the value by reference: it is written as it is at the next flush. */
  put(kind: string, key: string | number, value: unknown): void {
    this.#change([kind, String(key), value])
  }

  drop(kind: string, key: string | number): void {
    this.#change([kind, String(key)])
  }

  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = this.#writing.then(() => this.#append())
    return this.#writing
  }

  async clear(): Promise<void> {
    await this.flush()
    this.#live.clear()
    this.#dirty.clear()
    // In turn: what else is flushed meanwhile must not meet a file that is being replaced.
    this.#writing = this.#writing.then(() => this.#rewrite())
    await this.#writing
  }

  async close(): Promise<void> {
    await this.flush()
    await this.#file?.close()
    this.#file = undefined
  }

  #change(entry: Entry): void {
    this.#dirty.set(`${entry[0]} ${entry[1]}`, entry)
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS).unref()
  }

  async #append(): Promise<void> {
    if (this.#dirty.size === 0 || !this.#file) return
    const lines = [...this.#dirty.values()].map((entry) => `${JSON.stringify(entry)}\n`).join('')
    this.#dirty.clear()
    await this.#file.appendFile(lines)
  }

  async #read(): Promise<void> {
    const lines = createInterface({ input: createReadStream(this.#path()), crlfDelay: Infinity })
    try {
      for await (const line of lines) this.#load(parseLine(line))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }

  #load(entry: Entry | undefined): void {
    if (!entry) return
    const key = `${entry[0]} ${entry[1]}`
    if (entry.length === 2) this.#live.delete(key)
    else this.#live.set(key, entry)
  }

  async #rewrite(): Promise<void> {
    await this.#file?.close()
    const fresh = `${this.#path()}.new`
    const file = await open(fresh, 'w', 0o600)
    let batch = ''
    for (const entry of this.#live.values()) {
      batch += `${JSON.stringify(entry)}\n`
      if (batch.length < 1 << 20) continue
      await file.appendFile(batch)
      batch = ''
    }
    await file.appendFile(batch)
    await file.sync()
    await file.close()
    await rename(fresh, this.#path())
    this.#file = await open(this.#path(), 'a', 0o600)
  }

  #path(): string {
    return join(this.#folder, 'state.jsonl')
  }
}

/** The last line may be torn by a kill in the middle of a write; everything before it is whole. */
function parseLine(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry
  } catch {
    return undefined
  }
}
