import type { Scenario, ScenarioProblem } from '@otklik/protocol/settings'

import { ApiFailure } from '../../api/failure.ts'

export type ProblemsByStep = ReadonlyMap<string | undefined, readonly ScenarioProblem[]>

/** What the check found, by the step it concerns; what concerns the whole stands under undefined. */
export function byStep(problems: readonly ScenarioProblem[], { steps }: Scenario): ProblemsByStep {
  const there = new Set(steps.map(({ id }) => id))
  const found = new Map<string | undefined, ScenarioProblem[]>()
  for (const problem of problems) {
    const { stepId } = problem
    // A step that was removed since has no problems.
    if (stepId !== undefined && !there.has(stepId)) continue
    found.set(stepId, [...(found.get(stepId) ?? []), problem])
  }
  return found
}

/** Sentences under the fields of one step, by the path inside it: `options.0.label`. */
export type WrongFields = Readonly<Record<string, string>>

const place = /(?:^|\.)steps\.(\d+)\.(.+)$/

/** Which fields of which steps the server could not keep, of the scenario that it was given. */
export function wrongFields(error: unknown, { steps }: Scenario): ReadonlyMap<string, WrongFields> {
  const wrong = new Map<string, WrongFields>()
  if (!(error instanceof ApiFailure)) return wrong
  for (const [path, { message }] of Object.entries(error.fields)) {
    const [, index, field = ''] = place.exec(path) ?? []
    const step = steps[Number(index)]
    if (!step) continue
    wrong.set(step.id, { ...wrong.get(step.id), [field]: message.replace(/\.$/, '') })
  }
  return wrong
}
