import type { Centre } from './centre.ts'
import { atMost, figure, type Line, percentile } from './table.ts'
import { watch } from './watch.ts'

const STEADY = 50
const WAIT_S = 1
const told = `state ? 'escalatedAt'`

/** How late supervisors hear of a queue that has waited too long: one by one, and all at once. */
export async function measureDeadlines(
  centre: Centre,
  { seconds, together }: { seconds: number; together: number },
): Promise<Line[]> {
  const { load, database, reach, count } = centre
  await centre.setCapacity(0)
  await load.put({ count: together })
  await reach(together, `status = 'queued'`)
  await centre.setTeam({ queueWaitS: WAIT_S, afterQueueWait: 'tell' })
  // As after a standstill: all of them are due, and have been for no longer than that.
  await database.query(
    `update conversations set wake_at = now() + interval '1 second' where status = 'queued'`,
  )
  const tookS = (await reach(together, told)) - 1

  const { deadlineMs, close } = await watch(centre)
  const before = await count(told)
  await load.put({ count: STEADY * seconds, perSecond: STEADY })
  await reach(before + STEADY * seconds, told)
  close()
  return [
    figure(`deadlines, ${together} due at once`, together / tookS, 'a second'),
    atMost('  the last of them after', tookS, 5, 's'),
    figure(`  at ${STEADY} a second, late by: p50`, percentile(deadlineMs, 0.5), 'ms'),
    atMost('  p99', percentile(deadlineMs, 0.99), 1000, 'ms'),
  ]
}
