import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'

type Check = { name: string; command: string[] }

const workspaces = [
  'bin',
  'protocol',
  'words',
  'server',
  'web',
  'widget',
  'emulators',
  'e2e',
  'bench',
]
const tool = (path: string, ...args: string[]) => [
  process.execPath,
  `node_modules/${path}`,
  ...args,
]

const checks: Check[] = [
  ...workspaces
    .filter((folder) => globSync(`${folder}/{*,src/**/*}.{ts,tsx}`).length > 0)
    .map((folder) => ({
      name: `types in ${folder}`,
      command: tool('typescript/bin/tsc', '-p', folder, '--pretty', 'false'),
    })),
  {
    name: 'formatting and lint',
    command: tool('@biomejs/biome/bin/biome', 'check', '--diagnostic-level=error'),
  },
  { name: 'promises', command: tool('oxlint/bin/oxlint', '--type-aware', '--deny-warnings') },
  { name: 'imports', command: [process.execPath, 'bin/check-imports.ts'] },
  { name: 'names', command: [process.execPath, 'bin/check-names.ts'] },
  { name: 'secrets', command: [process.execPath, 'bin/check-secrets.ts'] },
]

const failed: string[] = []
const waiting = checks.values()
// Two at a time: one more than that only makes each of them slower.
await Promise.all([work(), work()])
if (failed.length > 0) {
  console.error(`\nNot in order: ${failed.join(', ')}.`)
  process.exitCode = 1
}

async function work(): Promise<void> {
  for (const check of waiting) {
    const startedAt = performance.now()
    const { code, output } = await run(check.command)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    console.log(`${code === 0 ? '✔' : '✖'} ${check.name} (${seconds} s)`)
    if (code === 0) continue
    failed.push(check.name)
    console.log(output.trimEnd())
  }
}

function run([program = '', ...args]: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' }
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
