import type { Scenario, ScenarioProblem, ScenarioStep } from '@otklik/protocol/settings'

import { checkButtons } from './check-buttons.ts'
import { checkNames } from './check-names.ts'
import { checkRequest } from './check-request.ts'
import { checkTests } from './check-tests.ts'
import { checkVariables, knownIn } from './check-variables.ts'
import { checkWays, findReachable } from './check-ways.ts'
import { findLoops } from './find-loops.ts'
import { problem, type ScenarioWorld } from './world.ts'

/**
 * What is wrong with a scenario, in the order of its steps, what concerns all of it first. With an
 * error it cannot be published. A step that nobody can come to is told of and not looked at further:
 * authors leave unfinished things aside.
 */
export function checkScenario(scenario: Scenario, world: ScenarioWorld): ScenarioProblem[] {
  const reachable = findReachable(scenario, world)
  const known = knownIn(scenario)
  return [
    ...checkStart(scenario),
    ...checkIds(scenario),
    ...findLoops(scenario, world),
    ...scenario.steps.flatMap((step) =>
      reachable.has(step.id)
        ? [
            ...checkText(step),
            ...checkWays(step, scenario),
            ...checkButtons(step, world),
            ...checkTests(step),
            ...checkNames(step, world),
            ...checkRequest(step, world),
            ...checkVariables(step, known),
          ]
        : [problem('warning', 'unreachable', { stepId: step.id })],
    ),
  ]
}

function checkStart({ start, steps }: Scenario): ScenarioProblem[] {
  return steps.some(({ id }) => id === start) ? [] : [problem('error', 'no-start')]
}

/** Only the first of two is ever found. */
function checkIds({ steps }: Scenario): ScenarioProblem[] {
  const ids = steps.map(({ id }) => id)
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index))
  return [...twice].map((stepId) => problem('error', 'duplicate-step', { stepId }))
}

function checkText(step: ScenarioStep): ScenarioProblem[] {
  const speaks =
    step.kind === 'choice' ||
    step.kind === 'question' ||
    step.kind === 'topic' ||
    (step.kind === 'message' && step.fileIds.length === 0)
  return speaks && step.text.trim() === '' ? [problem('error', 'no-text', { stepId: step.id })] : []
}
