import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'

import { endChild, startChild } from './child.ts'
import { until } from './until.ts'

interface EmulatorsOptions {
  dataDir: string
  port: number
  /** Real milliseconds per millisecond the platforms wait before they come again. */
  timeScale?: number
}

/** The stand-ins of all platforms, in a process of their own. */
export class Emulators {
  readonly url: string
  readonly #options: EmulatorsOptions
  #child: ChildProcess | undefined

  constructor(options: EmulatorsOptions) {
    this.#options = options
    this.url = `http://127.0.0.1:${options.port}`
  }

  async start(): Promise<void> {
    const { dataDir, port, timeScale = 1 } = this.#options
    this.#child = startChild({
      script: 'emulators/src/main.ts',
      environment: {
        DATA_DIR: dataDir,
        SANDBOX_PORT: String(port),
        OTKLIK_CHILD: '1',
        TIME_SCALE: String(timeScale),
      },
      logFile: join(dataDir, 'emulators.log'),
    })
    const about = async () => (await fetch(`${this.url}/_control/about`).catch(() => undefined))?.ok
    await until(about, { withinMs: 60_000, what: 'the emulators answer' })
  }

  async stop(): Promise<void> {
    if (this.#child) await endChild(this.#child, 'SIGTERM')
  }

  /** Whatever the platforms wait for happens that much sooner. */
  async advance(advanceMs: number): Promise<void> {
    await this.control('POST', '/_control/clock', { advanceMs })
  }

  async control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      ...(body && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return (text ? JSON.parse(text) : undefined) as Answer
  }
}
