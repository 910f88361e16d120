import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { fileTimeoutMs } from './limits.ts'
import { openQueue } from './queue.ts'
import type { Suite } from './suites.ts'

export type Counts = { pass: number; fail: number; skipped: number }

/** What a suite came to, and the files whose failures may be the machine's. */
export type Result = { counts: Counts; suspects: string[] }

/** Of a process that tests many files, each of which has its own. */
const workerTimeoutMs = 30 * 60_000

/** Keeps what a process holds on to within bounds. */
const mostEach = 20

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

/** All lanes at the same time; the first is shown as it goes, the others when all have ended. */
export async function runLanes(
  lanes: Suite[][],
  environment: Record<string, string>,
): Promise<Result[]> {
  const kept: string[] = []
  const runs = lanes.map(async (lane, place) => {
    const show = place === 0 ? console.log : (line: string) => void kept.push(line)
    const results: Result[] = []
    for (const suite of lane) results.push(await runSuite(suite, environment, show))
    return results
  })
  const results = await Promise.all(runs)
  for (const line of kept) console.log(line)
  return results.flat()
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
  const { workers } = suite
  const [short, alone] = split(suite)
  const queue = workers ? openQueue({ files: short, workers, mostEach }) : undefined
  const timeoutMs = queue ? workerTimeoutMs : (suite.timeoutMs ?? fileTimeoutMs)
  const flags = ['--test', '--test-reporter=spec', `--test-timeout=${timeoutMs}`]
  if (workers) flags.push(`--test-concurrency=${workers}`)
  const { code, lines, failed } = await follow(
    [...flags, ...suite.flags, ...(queue?.entries ?? []), ...alone],
    env,
    show,
  )
  const left = queue?.close() ?? []
  for (const file of left) show(`✖ ${file}: nobody was left to test it to its end`)
  const count = (name: string) => Number(lines.get(name) ?? 0)
  const fail = count('fail') + count('cancelled') + left.length
  // A runner that died has not counted what it died of.
  const isUncounted = code !== 0 && fail === 0
  // Nor has a process that took many files: what it leaves behind is nobody's in particular.
  const owners = failed.map((file) => ownersOf(file, suite.files))
  const isBroken = isUncounted || left.length > 0 || owners.some((files) => files.length === 0)
  return {
    counts: { pass: count('pass'), fail: isUncounted ? 1 : fail, skipped: count('skipped') },
    suspects: suite.isTriedAgain && !isBroken ? [...new Set(owners.flat())] : [],
  }
}

/** A journey's tests may stand in files that its own takes in. */
function ownersOf(file: string, tests: string[]): string[] {
  if (file.endsWith('.test.ts')) return [file]
  return tests.filter((test) => readFileSync(test, 'utf8').includes(`/${basename(file)}'`))
}

/** What shares processes, and what has one of its own: what is long measures, too. */
function split({ files, workers }: Suite): [string[], string[]] {
  if (!workers) return [[], files]
  const isLong = (file: string) => file.endsWith('.long.test.ts')
  return [files.filter((file) => !isLong(file)), files.filter(isLong)]
}

/** Where a test that failed stands; or a file as a whole, beside others in one process. */
const fileOf = /^(?:test at (?!bin\/testing\/)(.+?):\d+:\d+|✖ (\S+\.test\.ts) \(.*\))$/

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
      const [, test, file = test] = fileOf.exec(line) ?? []
      if (file) failed.add(file)
    })
    child.on('close', (code) => resolve({ code: code ?? 1, lines, failed: [...failed] }))
  })
}
