import type { Scenario, ScenarioProblem, ScenarioStep } from '@otklik/protocol/settings'

import { waysOf } from './check-ways.ts'
import type { Exit } from './exits.ts'
import { problem, type ScenarioWorld } from './world.ts'

type Ways = ReadonlyMap<string, readonly Exit[]>

/**
 * Circles that need no word of the customer. One at full speed that nothing leads out of is an
 * error: everybody would be handed over from it. One that may be left, or that is walked through
 * pauses, is the author's business, as long as it says so; pauses with a way out are reminders.
 */
export function findLoops(scenario: Scenario, world: ScenarioWorld): ScenarioProblem[] {
  const steps = new Map(scenario.steps.map((step) => [step.id, step]))
  const ways: Ways = new Map(
    [...steps.values()].map((step) => [step.id, waysOf(step, scenario, world)]),
  )
  const told = new Set<string>()
  const tell = (level: ScenarioProblem['level'], loop: ReadonlySet<string>) => {
    for (const id of loop) told.add(id)
    const [stepId] = loop
    return problem(level, 'endless-loop', {
      ...(stepId && { stepId }),
      facts: { steps: loop.size },
    })
  }
  const fast = listCircles(ways, ['nothing']).map((loop) => {
    const mayEnd = canEnd(loop, { ways, steps })
    return tell(mayEnd ? 'warning' : 'error', loop)
  })
  const slow = listCircles(ways, ['nothing', 'time'])
    .filter((loop) => ![...loop].some((id) => told.has(id)))
    .filter((loop) => exitsFrom(loop, ways).length === 0)
    .map((loop) => tell('warning', loop))
  return [...fast, ...slow]
}

/** A condition is no way out of a circle that changes nothing it could look at. */
function canEnd(
  loop: ReadonlySet<string>,
  { ways, steps }: { ways: Ways; steps: ReadonlyMap<string, ScenarioStep> },
): boolean {
  const kindOf = (id: string) => steps.get(id)?.kind
  const changes = [...loop].some((id) => kindOf(id) === 'set' || kindOf(id) === 'request')
  return exitsFrom(loop, ways).some((id) => kindOf(id) !== 'condition' || changes)
}

/** The steps that lead out of it. */
const exitsFrom = (loop: ReadonlySet<string>, ways: Ways): string[] =>
  [...loop].filter((id) => ways.get(id)?.some(({ to }) => to === null || !loop.has(to)))

/** Steps from each of which every other is come to and come back from, in the scenario's order. */
function listCircles(ways: Ways, needs: readonly Exit['needs'][]): Set<string>[] {
  const reach = new Map([...ways.keys()].map((id) => [id, reachFrom(id, ways, needs)]))
  const circles: Set<string>[] = []
  const placed = new Set<string>()
  for (const [id, reached] of reach) {
    if (placed.has(id) || !reached.has(id)) continue
    const circle = new Set([...reach.keys()].filter((o) => reached.has(o) && reach.get(o)?.has(id)))
    for (const each of circle) placed.add(each)
    circles.push(circle)
  }
  return circles
}

/** The step itself only if it comes back to itself. */
function reachFrom(from: string, ways: Ways, needs: readonly Exit['needs'][]): Set<string> {
  const reached = new Set<string>()
  const ahead = [from]
  while (ahead.length > 0) {
    for (const way of ways.get(ahead.pop() ?? '') ?? []) {
      if (way.to === null || !needs.includes(way.needs) || reached.has(way.to)) continue
      reached.add(way.to)
      ahead.push(way.to)
    }
  }
  return reached
}
