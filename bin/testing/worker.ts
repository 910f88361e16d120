import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, describe } from 'node:test'
import { fileURLToPath } from 'node:url'
import { closeAll } from '../../server/src/testing/at-end.ts'
import { fileTimeoutMs } from './limits.ts'
import { type Taken, take } from './queue.ts'

const LONGEST_GOODBYE_MS = 5000

const root = fileURLToPath(new URL('../../', import.meta.url))
const load = createRequire(import.meta.url)

/** Tests one file after the other, as many as it may, until there is none left. */
export async function work(queue: string, most: number): Promise<void> {
  for (let count = 0; count < most; count++) {
    const taken = take(queue)
    if (!taken) break
    await test(taken)
  }
  // What some test left open must not keep a process from ending, whose tests are done.
  setTimeout(() => process.exit(), LONGEST_GOODBYE_MS).unref()
}

/** What a file starts belongs to it alone; what it has loaded, the next one finds. */
function test({ file, finish }: Taken): Promise<void> {
  return new Promise((resolve) => {
    describe(file, { timeout: fileTimeoutMs }, () => {
      // First, so that what does not close holds up nobody: the next file is loaded from here on, and
      // begins when this one has ended.
      after(() => resolve())
      after(closeAll)
      after(finish)
      // Not `import`, which comes back too late to belong here.
      load(join(root, file))
    })
  })
}
