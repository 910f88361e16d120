/** `npm run bench -- crowd`: many workplaces over many open conversations, and nothing else. */
import { loadavg } from 'node:os'

import { measureCrowd } from './crowd.ts'
import { print } from './table.ts'

const SECONDS = 20

print(await measureCrowd(SECONDS))
const [load1 = 0] = loadavg()
console.log(`\nNode ${process.version} · load average ${load1.toFixed(2)}\n`)
