import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { freePorts } from './free-ports.ts'
import { Link } from './link.ts'
import { ServerProcess } from './server-process.ts'

interface ClusterOptions {
  dataDir: string
  /** The one address of all of them. */
  port: number
  processes: number
  /** What all of them are told: the database, its key, the platforms. */
  environment: Record<string, string>
}

/** Several processes of one installation behind one address, each with a folder of its own. */
export class Cluster {
  readonly processes: ServerProcess[]
  readonly url: string
  readonly #balancer: Link
  readonly #port: number
  readonly #running = new Set<ServerProcess>()

  private constructor({ dataDir, port, environment }: ClusterOptions, own: number[]) {
    this.#port = port
    this.url = `http://127.0.0.1:${port}`
    this.#balancer = new Link(own.map((each) => ({ port: each })))
    const files = join(dataDir, 'files')
    mkdirSync(files, { recursive: true })
    this.processes = own.map((each, count) => {
      const folder = join(dataDir, `process-${count + 1}`)
      mkdirSync(folder)
      return new ServerProcess({
        dataDir: folder,
        port: each,
        environment: {
          PUBLIC_URL: this.url,
          FILES_URL: pathToFileURL(files).href,
          ...environment,
          CLUSTER: '1',
        },
      })
    })
  }

  static async make(options: ClusterOptions): Promise<Cluster> {
    return new Cluster(options, await freePorts(options.processes))
  }

  /** Whatever does not run. The first makes the tables, if there are none. */
  async start(more: Record<string, string> = {}): Promise<number> {
    if (this.#running.size === 0) await this.#balancer.open(this.#port).catch(() => {})
    const startedAt = performance.now()
    const [first, ...others] = this.processes.filter((each) => !this.#running.has(each))
    if (first) await this.#start(first, more)
    await Promise.all(others.map((each) => this.#start(each, more)))
    return performance.now() - startedAt
  }

  async #start(process: ServerProcess, more: Record<string, string>): Promise<void> {
    await process.start(more)
    this.#running.add(process)
  }

  /** The longest-running one, or the one given; the others go on. */
  async killOne(process = [...this.#running][0]): Promise<ServerProcess | undefined> {
    if (!process) return undefined
    this.#running.delete(process)
    await process.kill()
    return process
  }

  /** All of them at once. */
  async kill(): Promise<void> {
    await Promise.all([...this.#running].map((each) => this.killOne(each)))
  }

  freeze(isFrozen: boolean): void {
    for (const each of this.processes) each.freeze(isFrozen)
  }

  killDatabase(): void {
    throw new Error('the database is none of ours')
  }

  readLog(): string {
    return this.processes.map((each) => each.readLog()).join('')
  }

  async stop(): Promise<void> {
    this.#balancer.close()
    await Promise.all(this.processes.map((each) => each.stop()))
    this.#running.clear()
  }
}
