import { parseArgs } from 'node:util'
import { startTestCluster } from './testing/cluster.ts'
import { type Counts, runCheck, runTogether } from './testing/run.ts'
import { chooseSuites } from './testing/suites.ts'

const { values, positionals } = parseArgs({
  options: { long: { type: 'boolean', default: false } },
  allowPositionals: true,
})

const rounds = chooseSuites({ isLong: values.long, filters: positionals })
const total: Counts = { pass: 0, fail: 0, skipped: 0 }

if (positionals.length === 0) add(await runCheck())
const needsDatabase = rounds.flat().some((suite) => suite.needsDatabase)
const cluster = needsDatabase ? await startTestCluster() : undefined
for (const round of rounds) (await runTogether(round, cluster?.url)).forEach(add)
await cluster?.stop()

console.log(`\n${total.pass} passed, ${total.fail} failed, ${total.skipped} skipped`)
if (total.fail > 0 || total.pass === 0) process.exitCode = 1

function add(counts: Counts): void {
  total.pass += counts.pass
  total.fail += counts.fail
  total.skipped += counts.skipped
}
