import { spawnSync } from 'node:child_process'
import { type Audit, judgeAudit } from './rules/audit.ts'

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  timeout: 120_000,
})
const { lines, isFine } = judgeAudit(read(stdout))
for (const line of lines) console.log(line)
if (!isFine) process.exitCode = 1

function read(text: string): Audit {
  try {
    return JSON.parse(text) as Audit
  } catch {
    return {}
  }
}
