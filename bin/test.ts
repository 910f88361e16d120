import { parseArgs } from 'node:util'
import { type Counts, type Result, runAlone, runCheck, runLanes } from './testing/run.ts'
import { type Shared, startTestBrowser, startTestCluster } from './testing/shared.ts'
import { chooseSuites } from './testing/suites.ts'

const { values, positionals } = parseArgs({
  options: { long: { type: 'boolean', default: false } },
  allowPositionals: true,
})

/** More than these is no coincidence. */
const MOST_SUSPECTS = 8

const lanes = chooseSuites({ isLong: values.long, filters: positionals })
const total: Counts = { pass: 0, fail: 0, skipped: 0 }

if (positionals.length === 0) add(await runCheck())
if (process.env.PAGES_NOT_BUILT) {
  console.log('\n✖ the web pages could not be built')
  add({ pass: 0, fail: 1, skipped: 0 })
}
const needs = (what: 'needsDatabase' | 'needsBrowser') => lanes.flat().some((suite) => suite[what])
const shared: Shared[] = []
if (needs('needsDatabase')) shared.push(await startTestCluster())
// Where none starts, each journey says so, and the rest is tested all the same.
if (needs('needsBrowser')) await startTestBrowser().then((it) => shared.push(it), console.error)
const environment = Object.assign({}, ...shared.map((each) => each.environment))
const results = await runLanes(lanes, environment)
for (const { counts } of results) add(counts)
await tryAgain(results.filter(({ suspects }) => suspects.length > 0))
await Promise.all(shared.map((each) => each.stop()))

console.log(`\n${total.pass} passed, ${total.fail} failed, ${total.skipped} skipped`)
if (total.fail > 0 || total.pass === 0) process.exitCode = 1

/** A test that waits may fail for want of a processor: alone it shows whose fault it was. */
async function tryAgain(results: Result[]): Promise<void> {
  const files = results.flatMap(({ suspects }) => suspects)
  if (files.length === 0 || files.length > MOST_SUSPECTS) return
  const failed = results.reduce((sum, { counts }) => sum + counts.fail, 0)
  const { fail } = await runAlone(files, environment)
  const recovered = Math.max(0, failed - fail)
  total.fail -= recovered
  total.pass += recovered
  if (recovered > 0)
    console.log(`\nFailed beside others, passed alone: ${recovered} (${files.join(', ')})`)
}

function add(counts: Counts): void {
  total.pass += counts.pass
  total.fail += counts.fail
  total.skipped += counts.skipped
}
