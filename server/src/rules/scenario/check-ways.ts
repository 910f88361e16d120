import type { Scenario, ScenarioProblem, ScenarioStep } from '@otklik/protocol/settings'

import { type Exit, exitsOf } from './exits.ts'
import { problem, type ScenarioWorld } from './world.ts'

/** Also a way out: on in one's own scenario is back to its beginning. */
export function waysOf(
  step: ScenarioStep,
  { start }: Scenario,
  { botId }: Pick<ScenarioWorld, 'botId'>,
): Exit[] {
  const isRoundTrip = step.kind === 'scenario' && step.botId !== null && step.botId === botId
  if (isRoundTrip) return [{ partId: 'next', to: start, needs: 'nothing' }]
  return exitsOf(step)
}

export function findReachable(scenario: Scenario, world: ScenarioWorld): Set<string> {
  const steps = new Map(scenario.steps.map((step) => [step.id, step]))
  const reached = new Set<string>()
  const ahead = [scenario.start]
  while (ahead.length > 0) {
    const step = steps.get(ahead.pop() ?? '')
    if (!step || reached.has(step.id)) continue
    reached.add(step.id)
    ahead.push(...waysOf(step, scenario, world).map(({ to }) => to))
  }
  return reached
}

/**
 * A way that leads nowhere. Where the bot has just spoken it may mean to wait for another word,
 * which goes to a person; where the customer has, they would be left without an answer.
 */
export function checkWays(step: ScenarioStep, { steps }: Scenario): ScenarioProblem[] {
  return exitsOf(step).flatMap(({ partId, to }) => {
    const where = { stepId: step.id, partId }
    if (to === null) {
      const hasSpoken =
        partId === 'silence' ||
        (partId === 'next' && (step.kind === 'message' || step.kind === 'template'))
      return [problem(hasSpoken ? 'warning' : 'error', 'loose-end', where)]
    }
    return steps.some(({ id }) => id === to) ? [] : [problem('error', 'unknown-step', where)]
  })
}
