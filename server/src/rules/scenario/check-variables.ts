import type { Scenario, ScenarioProblem, ScenarioStep } from '@otklik/protocol/settings'

import { plain } from './alike.ts'
import { isGivenVariable, variablesIn } from './variables.ts'
import { problem } from './world.ts'

/** What some step of the scenario keeps. */
export const knownIn = ({ steps }: Scenario): ReadonlySet<string> =>
  new Set(steps.flatMap(keptBy).map(plain))

function keptBy(step: ScenarioStep): string[] {
  switch (step.kind) {
    case 'choice':
      return step.saveAs === undefined ? [] : [step.saveAs]
    case 'question':
      return [step.saveAs]
    case 'set':
      return step.attributes.map(({ name }) => name)
    case 'request':
      return step.save.map(({ name }) => name)
    default:
      return []
  }
}

/** Somebody else may keep them, a program or another scenario; more likely it is a slip. */
export function checkVariables(step: ScenarioStep, known: ReadonlySet<string>): ScenarioProblem[] {
  const names = [...new Set([...textsOf(step).flatMap(variablesIn), ...testedBy(step)])]
  return names
    .filter((name) => !isGivenVariable(name) && !known.has(plain(name)))
    .map((name) => problem('warning', 'unknown-variable', { stepId: step.id, facts: { name } }))
}

function textsOf(step: ScenarioStep): string[] {
  switch (step.kind) {
    case 'message':
    case 'close':
      return [step.text]
    case 'choice':
    case 'question':
    case 'topic':
      return [step.text, step.otherwise.text]
    case 'condition':
      return step.branches.flatMap(({ test }) =>
        test.of === 'attribute' ? [test.value ?? ''] : [],
      )
    case 'set':
      return step.attributes.map(({ value }) => value)
    case 'request':
      return [step.url, step.body, ...step.headers.map(({ value }) => value)]
    case 'template':
      return Object.values(step.values)
    case 'hand-over':
      return [step.summary]
    case 'wait':
    case 'scenario':
      return []
  }
}

const testedBy = (step: ScenarioStep): string[] =>
  step.kind === 'condition'
    ? step.branches.flatMap(({ test }) => (test.of === 'attribute' ? [test.name] : []))
    : []
