import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { endChild, startChild } from './child.ts'
import { findPostmaster } from './data-dir.ts'
import { until } from './until.ts'

interface ServerOptions {
  dataDir: string
  port: number
  environment?: Record<string, string>
  nodeFlags?: string[]
}

/** The first start makes a database; a later one may have to wait for a recovery. */
const READY_MS = 120_000

/** The real server, as `npm start` runs it, in a process that may be killed at any moment. */
export class ServerProcess {
  readonly url: string
  readonly logFile: string
  readonly #options: ServerOptions
  #child: ChildProcess | undefined

  constructor(options: ServerOptions) {
    this.#options = options
    this.url = `http://127.0.0.1:${options.port}`
    this.logFile = join(options.dataDir, 'server.log')
    // A run that fails between a kill and the next start would leave PostgreSQL behind.
    process.once('exit', () => this.#stopPostmaster())
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Resolves when it answers, with the milliseconds that took. */
  async start(more: Record<string, string> = {}): Promise<number> {
    const { dataDir, port, environment, nodeFlags } = this.#options
    const startedAt = performance.now()
    const child = startChild({
      script: 'server/src/main.ts',
      environment: {
        DATA_DIR: dataDir,
        PORT: String(port),
        LOG_LEVEL: 'warn',
        ...environment,
        ...more,
      },
      logFile: this.logFile,
      ...(nodeFlags && { nodeFlags }),
    })
    this.#child = child
    await until(
      async () => {
        if (child.exitCode !== null) throw new Error(`the server ended: see ${this.logFile}`)
        const answer = await fetch(`${this.url}/health`).catch(() => undefined)
        return answer?.ok
      },
      { withinMs: READY_MS, everyMs: 10, what: 'the server answers' },
    )
    return performance.now() - startedAt
  }

  /** Nothing of it runs any further; PostgreSQL does. */
  async kill(): Promise<void> {
    if (this.#child) await endChild(this.#child, 'SIGKILL')
  }

  /** As Ctrl-C does: it lets go of everything and stops its PostgreSQL. */
  async stop(): Promise<void> {
    if (this.#child) await endChild(this.#child, 'SIGTERM')
    this.#stopPostmaster()
  }

  readLog(): string {
    return readFileSync(this.logFile, 'utf8')
  }

  /** Nothing of it runs for so long; whoever talks with it sees nothing but silence. */
  freeze(isFrozen: boolean): void {
    this.#child?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT')
  }

  /** Its PostgreSQL dies in mid-work, and nobody is told. */
  killDatabase(): void {
    const postmaster = findPostmaster(this.#options.dataDir)
    if (postmaster) process.kill(postmaster, 'SIGKILL')
  }

  #stopPostmaster(): void {
    const postmaster = findPostmaster(this.#options.dataDir)
    if (!postmaster) return
    try {
      process.kill(postmaster, 'SIGQUIT')
    } catch {
      // It ended by itself and could not take its note away.
    }
  }
}
