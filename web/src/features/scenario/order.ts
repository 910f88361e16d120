import type { Scenario, ScenarioStep } from '@otklik/protocol/settings'

import { exitsOf } from './exits.ts'

/** As a customer meets them, the nearest first; what nobody comes to stands at the end. */
export function inOrder({ start, steps }: Scenario): ScenarioStep[] {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const met = new Set<ScenarioStep>()
  const ahead = [start]
  for (const id of ahead) {
    const step = id === null ? undefined : byId.get(id)
    if (!step || met.has(step)) continue
    met.add(step)
    ahead.push(...exitsOf(step).map(({ to }) => to))
  }
  return [...met, ...steps.filter((step) => !met.has(step))]
}

/** The attributes that some step of it keeps, each once. */
export function keptNames({ steps }: Scenario): string[] {
  const names = steps.flatMap((step) => {
    if (step.kind === 'question' || step.kind === 'choice') return step.saveAs ?? []
    if (step.kind === 'set') return step.attributes.map(({ name }) => name)
    return step.kind === 'request' ? step.save.map(({ name }) => name) : []
  })
  return [...new Set(names)]
}
