import type { Scenario } from '@otklik/protocol/settings'

import type { Point } from './edits.ts'
import { withStepLeads } from './exits.ts'

/** Steps on their way to another place: a scenario by itself, which a file or another tab can hold. */
export function copySteps(scenario: Scenario, ids: ReadonlySet<string>): Scenario {
  return { format: 1, start: null, steps: scenario.steps.filter(({ id }) => ids.has(id)) }
}

interface Paste {
  makeId: () => string
  /** How far from where they were copied. */
  offset: Point
}

/**
 * Under ids of their own. What led from one of them to another still does; what led outside leads
 * there as well, where there is such a step.
 */
export function pasteSteps(
  scenario: Scenario,
  clip: Scenario,
  { makeId, offset }: Paste,
): { scenario: Scenario; ids: Set<string> } {
  const ids = new Map(clip.steps.map(({ id }) => [id, makeId()]))
  const known = new Set(scenario.steps.map(({ id }) => id))
  const pasted = clip.steps.map((step) => ({
    ...withStepLeads(step, (to) => ids.get(to) ?? (known.has(to) ? to : null)),
    id: ids.get(step.id) ?? step.id,
    at: { x: step.at.x + offset.x, y: step.at.y + offset.y },
  }))
  return {
    scenario: { ...scenario, steps: [...scenario.steps, ...pasted] },
    ids: new Set(ids.values()),
  }
}
