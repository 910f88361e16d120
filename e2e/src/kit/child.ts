import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))

// A runner that loses patience asks us to end: what we started has to hear of it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(1))
}

interface ChildOptions {
  /** From the top of the repository, as in `server/src/main.ts`. */
  script: string
  scriptArguments?: string[]
  /** All of its environment, but for what it needs to find anything at all. */
  environment: Record<string, string>
  /** What it writes is added here: the first thing to look at when a run has failed. */
  logFile: string
  nodeFlags?: string[]
}

/** A Node process of ours. It is taken along if this one ends, however that comes about. */
export function startChild({
  script,
  scriptArguments = [],
  environment,
  logFile,
  nodeFlags = [],
}: ChildOptions) {
  const flags = ['--disable-warning=ExperimentalWarning', ...nodeFlags]
  const child = spawn(process.execPath, [...flags, script, ...scriptArguments], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      // As bin/start has it: what was compiled once is not compiled again.
      NODE_COMPILE_CACHE: `${root}node_modules/.cache/otklik`,
      ...environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const log = createWriteStream(logFile, { flags: 'a' })
  child.stdout?.pipe(log, { end: false })
  child.stderr?.pipe(log, { end: false })
  child.stdin?.on('error', () => {})
  const takeAlong = () => void child.kill('SIGTERM')
  process.once('exit', takeAlong)
  child.once('exit', () => process.removeListener('exit', takeAlong))
  return child
}

/** Sends the signal and waits for the end, which may have come already. */
export async function endChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}
