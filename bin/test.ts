import { parseArgs } from 'node:util'
import { type Counts, runCheck, runTogether } from './testing/run.ts'
import { type Shared, startTestBrowser, startTestCluster } from './testing/shared.ts'
import { chooseSuites } from './testing/suites.ts'

const { values, positionals } = parseArgs({
  options: { long: { type: 'boolean', default: false } },
  allowPositionals: true,
})

const rounds = chooseSuites({ isLong: values.long, filters: positionals })
const total: Counts = { pass: 0, fail: 0, skipped: 0 }

if (positionals.length === 0) add(await runCheck())
const needs = (what: 'needsDatabase' | 'needsBrowser') => rounds.flat().some((suite) => suite[what])
const shared: Shared[] = []
if (needs('needsDatabase')) shared.push(await startTestCluster())
// Where none starts, each journey says so, and the rest is tested all the same.
if (needs('needsBrowser')) await startTestBrowser().then((it) => shared.push(it), console.error)
const environment = Object.assign({}, ...shared.map((each) => each.environment))
for (const round of rounds) (await runTogether(round, environment)).forEach(add)
await Promise.all(shared.map((each) => each.stop()))

console.log(`\n${total.pass} passed, ${total.fail} failed, ${total.skipped} skipped`)
if (total.fail > 0 || total.pass === 0) process.exitCode = 1

function add(counts: Counts): void {
  total.pass += counts.pass
  total.fail += counts.fail
  total.skipped += counts.skipped
}
