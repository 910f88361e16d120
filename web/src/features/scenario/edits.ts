import type { Scenario, ScenarioStep } from '@otklik/protocol/settings'

import { type ExitName, withExit, withLeads } from './exits.ts'

export interface Point {
  x: number
  y: number
}

/** The beginning of a scenario, or a way out of one of its steps. */
export type Source = { from: 'start' } | { from: 'step'; id: string; exit: ExitName }

/** Any change of one step that leaves it of its kind. */
export type StepChange = (step: ScenarioStep) => ScenarioStep

export function findStep(scenario: Scenario, id: string | undefined): ScenarioStep | undefined {
  return id === undefined ? undefined : scenario.steps.find((step) => step.id === id)
}

/** The first step of all is where the scenario begins, unless it is put behind another. */
export function addStep(scenario: Scenario, step: ScenarioStep, after?: Source): Scenario {
  const isFirst = scenario.steps.length === 0 && scenario.start === null
  const grown = { ...scenario, steps: [...scenario.steps, step] }
  const source = after ?? (isFirst ? ({ from: 'start' } as const) : undefined)
  return source ? connect(grown, source, step.id) : grown
}

/** What led to them leads nowhere from then on. */
export function removeSteps(scenario: Scenario, ids: ReadonlySet<string>): Scenario {
  const steps = scenario.steps.filter(({ id }) => !ids.has(id))
  if (steps.length === scenario.steps.length) return scenario
  return withLeads({ ...scenario, steps }, (to) => (ids.has(to) ? null : to))
}

export function changeStep(scenario: Scenario, id: string, change: StepChange): Scenario {
  return {
    ...scenario,
    steps: scenario.steps.map((step) => (step.id === id ? change(step) : step)),
  }
}

export function moveSteps(scenario: Scenario, places: ReadonlyMap<string, Point>): Scenario {
  const isMoved = scenario.steps.some(({ id, at }) => {
    const place = places.get(id)
    return place !== undefined && (place.x !== at.x || place.y !== at.y)
  })
  if (!isMoved) return scenario
  return {
    ...scenario,
    steps: scenario.steps.map((step) => {
      const place = places.get(step.id)
      return place ? { ...step, at: { x: place.x, y: place.y } } : step
    }),
  }
}

/** Leads a way out to a step, or to none. */
export function connect(scenario: Scenario, source: Source, to: string | null): Scenario {
  if (source.from === 'start') return { ...scenario, start: to }
  return changeStep(scenario, source.id, (step) => withExit(step, source.exit, to))
}

/** The item at `from` stands at `to`; the others close up. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const left = items.filter((_, index) => index !== from)
  const item = items[from]
  return item === undefined ? [...items] : [...left.slice(0, to), item, ...left.slice(to)]
}
