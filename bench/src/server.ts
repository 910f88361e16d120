import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const READY_MS = 120_000
/** As `bin/start` has it. */
const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/otklik') }

interface Options {
  dataDir: string
  port: number
  environment: Record<string, string>
  nodeFlags?: string[]
}

export interface RunningServer {
  pid: number
  /** From the start of the process to its first answer. */
  startMs: number
  end(signal: NodeJS.Signals): Promise<void>
}

/** The real server in a process of its own, as `npm start` runs it. */
export async function startServer(options: Options): Promise<RunningServer> {
  const { dataDir, port, environment, nodeFlags = [] } = options
  const startedAt = performance.now()
  const flags = ['--max-semi-space-size=16', '--disable-warning=ExperimentalWarning', ...nodeFlags]
  const child = spawn(process.execPath, [...flags, 'server/src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      ...compiled,
      DATA_DIR: dataDir,
      PORT: String(port),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log = createWriteStream(join(dataDir, 'server.log'), { flags: 'a' })
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  const takeAlong = () => void child.kill('SIGTERM')
  process.once('exit', takeAlong)
  child.once('exit', () => process.removeListener('exit', takeAlong))
  while (!(await isReady(`http://127.0.0.1:${port}/health`))) {
    if (child.exitCode !== null || performance.now() - startedAt > READY_MS) {
      throw new Error(`The server did not start: see ${join(dataDir, 'server.log')}`)
    }
    await sleep(5)
  }
  const startMs = performance.now() - startedAt
  return { pid: child.pid ?? 0, startMs, end: (signal) => end(child, signal) }
}

async function isReady(url: string): Promise<boolean> {
  return Boolean((await fetch(url).catch(() => undefined))?.ok)
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

/** PostgreSQL outlives a server that is killed, and can then be measured alone. */
export function postmasterOf(dataDir: string): number {
  const home = join(dataDir, 'postgres')
  const major = readdirSync(home).find((name) => /^\d+$/.test(name)) ?? ''
  return Number(readFileSync(join(home, major, 'postmaster.pid'), 'utf8').split('\n')[0])
}

export function databaseOf(dataDir: string) {
  const read = (name: string) => readFileSync(join(dataDir, 'postgres', name), 'utf8')
  const [host = ''] = read('socket').split('\n')
  return { host, port: 5432, user: 'otklik', password: read('password'), database: 'otklik' }
}
