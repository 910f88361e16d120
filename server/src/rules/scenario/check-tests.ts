import type { ScenarioProblem, ScenarioStep, ScenarioTest } from '@otklik/protocol/settings'

import { problem } from './world.ts'

/** A branch that compares with nothing. */
export function checkTests(step: ScenarioStep): ScenarioProblem[] {
  if (step.kind !== 'condition') return []
  return step.branches
    .filter(({ test }) => isEmpty(test))
    .map(({ id: partId }) => problem('error', 'no-test', { stepId: step.id, partId }))
}

const isEmpty = (test: ScenarioTest): boolean =>
  test.of === 'attribute' &&
  test.is !== 'known' &&
  test.is !== 'unknown' &&
  (test.value ?? '').trim() === ''
