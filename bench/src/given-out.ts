import { type Centre, OPERATORS } from './centre.ts'
import { atMost, figure, type Line, percentile } from './table.ts'
import { watch } from './watch.ts'

const QUEUE = 2000
const PLACES_EACH = 10
const PLACES = OPERATORS * PLACES_EACH
const STEADY = 50

/** How fast a queue is given out to whoever has a place, and how soon a new conversation is. */
export async function measureGivingOut(centre: Centre, seconds: number): Promise<Line[]> {
  const { load, setCapacity, reach } = centre
  const assigned = `status = 'assigned'`
  await load.put({ count: QUEUE })
  await reach(QUEUE, `status = 'queued'`)
  const [first] = await Promise.all([reach(PLACES, assigned), setCapacity(PLACES_EACH)])
  const [rest] = await Promise.all([reach(QUEUE, assigned), setCapacity(1000)])

  const { assignedMs, close } = await watch(centre)
  const count = STEADY * seconds
  await load.put({ count, perSecond: STEADY })
  await reach(QUEUE + count, assigned)
  close()
  const each = assignedMs.slice(0, count)
  return [
    figure(`given out, ${PLACES} places to a queue of ${QUEUE}`, PLACES / first, 'a second'),
    figure(`  the rest of it to ${OPERATORS} operators`, (QUEUE - PLACES) / rest, 'a second'),
    figure(`  at ${STEADY} arrivals a second, after: p50`, percentile(each, 0.5), 'ms'),
    atMost('  p99', percentile(each, 0.99), 1000, 'ms'),
  ]
}
