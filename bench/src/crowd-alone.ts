/** `npm run bench -- crowd`: many workplaces over many open conversations, and nothing else. */
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'

import { measureCrowd } from './crowd.ts'
import { print } from './table.ts'

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    /** Writes a profile of the server into this folder. */
    profile: { type: 'string' },
  },
})

print(await measureCrowd(Number(options.seconds), options.profile))
const [load1 = 0] = loadavg()
console.log(`\nNode ${process.version} · load average ${load1.toFixed(2)}\n`)
