import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Suite } from './suites.ts'

export type Counts = { pass: number; fail: number; skipped: number }

/** What a suite came to, and the files whose failures may be the machine's. */
export type Result = { counts: Counts; suspects: string[] }

/** Long enough for the slowest file; a test that hangs must end, and say which one it was. */
const fileTimeoutMs = 5 * 60_000

const quiet = ['--disable-warning=ExperimentalWarning']

/** As bin/start has it: what was compiled for one file is not compiled again for the next. */
const compiled = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/otklik', import.meta.url)),
}

/** All of bin/check counts as one test. */
export async function runCheck(): Promise<Counts> {
  console.log('\n— check —')
  const { code } = await follow(['bin/check.ts'], process.env, console.log)
  return { pass: code === 0 ? 1 : 0, fail: code === 0 ? 0 : 1, skipped: 0 }
}

/** All at the same time; the first is shown as it goes, the others when it has ended. */
export async function runTogether(
  suites: Suite[],
  environment: Record<string, string>,
): Promise<Result[]> {
  const kept: string[] = []
  const runs = suites.map((suite, place) => {
    const show = place === 0 ? console.log : (line: string) => void kept.push(line)
    return runSuite(suite, environment, show)
  })
  const results = await Promise.all(runs)
  for (const line of kept) console.log(line)
  return results
}

/** One file after the other, with the machine to itself. */
export async function runAlone(
  files: string[],
  environment: Record<string, string>,
): Promise<Counts> {
  const flags = ['--test-concurrency=1']
  const suite = { name: 'once more, alone', files, flags, needsDatabase: true }
  return (await runSuite(suite, environment, console.log)).counts
}

async function runSuite(
  suite: Suite,
  environment: Record<string, string>,
  show: (line: string) => void,
): Promise<Result> {
  show(`\n— ${suite.name} —`)
  const env = { ...process.env, ...compiled, ...environment }
  const timeoutMs = suite.timeoutMs ?? fileTimeoutMs
  const flags = ['--test', '--test-reporter=spec', `--test-timeout=${timeoutMs}`]
  const { code, lines, failed } = await follow(
    [...flags, ...suite.flags, ...suite.files],
    env,
    show,
  )
  const count = (name: string) => Number(lines.get(name) ?? 0)
  const fail = count('fail') + count('cancelled')
  // A runner that died has not counted what it died of.
  const isUncounted = code !== 0 && fail === 0
  return {
    counts: { pass: count('pass'), fail: isUncounted ? 1 : fail, skipped: count('skipped') },
    suspects: suite.isTriedAgain && !isUncounted ? failed : [],
  }
}

interface Followed {
  code: number
  /** The figures of node's closing lines. */
  lines: Map<string, string>
  /** Files with a test that failed. */
  failed: string[]
}

/** Shows the output as it comes, and keeps what matters of it. */
function follow(args: string[], env: NodeJS.ProcessEnv, show: (line: string) => void) {
  return new Promise<Followed>((resolve) => {
    const child = spawn(process.execPath, [...quiet, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...env, NODE_OPTIONS: quiet.join(' ') },
    })
    const lines = new Map<string, string>()
    const failed = new Set<string>()
    createInterface(child.stdout).on('line', (line) => {
      show(line)
      const [, name, figure] = /^ℹ (\w+) (\d+)$/.exec(line) ?? []
      if (name && figure) lines.set(name, figure)
      const [, file] = /^test at (.+?):\d+:\d+$/.exec(line) ?? []
      if (file) failed.add(file)
    })
    child.on('close', (code) => resolve({ code: code ?? 1, lines, failed: [...failed] }))
  })
}
