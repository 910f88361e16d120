import type { Scenario, ScenarioStep } from '@otklik/protocol/settings'

/** Fixed ways out by their names; an option's or a branch's by its id behind a `#`. */
export type ExitName = 'next' | 'otherwise' | 'silence' | 'failed' | `#${string}`

/** One way out of a step, and the step it leads to; null is a loose end. */
export interface Exit {
  name: ExitName
  to: string | null
}

/** All ways out of a step, in the order in which they stand on it. */
export function exitsOf(step: ScenarioStep): Exit[] {
  switch (step.kind) {
    case 'message':
    case 'set':
    case 'wait':
      return [{ name: 'next', to: step.next }]
    case 'question':
      return [{ name: 'next', to: step.next }, otherwise(step.otherwise.next), ...silence(step)]
    case 'choice':
      return [...parts(step.options), otherwise(step.otherwise.next), ...silence(step)]
    case 'condition':
      return [...parts(step.branches), otherwise(step.otherwise)]
    case 'request':
    case 'template':
      return [
        { name: 'next', to: step.next },
        { name: 'failed', to: step.whenFailed },
      ]
    case 'topic':
      return silence(step)
    case 'hand-over':
    case 'close':
    case 'scenario':
      return []
  }
}

/** The same step with one way out leading elsewhere; a way it does not have changes nothing. */
export function withExit(step: ScenarioStep, name: ExitName, to: string | null): ScenarioStep {
  if (name === 'silence') return withSilence(step, to)
  if (name === 'otherwise') return withOtherwise(step, to)
  if (name === 'failed') return 'whenFailed' in step ? { ...step, whenFailed: to } : step
  if (name === 'next') return 'next' in step ? { ...step, next: to } : step
  if (step.kind === 'choice') return { ...step, options: leading(step.options, name, to) }
  if (step.kind === 'condition') return { ...step, branches: leading(step.branches, name, to) }
  return step
}

/** The same scenario with every way out, and its beginning, led where `lead` says. */
export function withLeads(scenario: Scenario, lead: (to: string) => string | null): Scenario {
  const led = (to: string | null) => (to === null ? null : lead(to))
  return {
    ...scenario,
    start: led(scenario.start),
    steps: scenario.steps.map((step) => withStepLeads(step, lead)),
  }
}

/** The same step with every way out led where `lead` says. */
export function withStepLeads(
  step: ScenarioStep,
  lead: (to: string) => string | null,
): ScenarioStep {
  return exitsOf(step).reduce((led, { name, to }) => {
    const elsewhere = to === null ? null : lead(to)
    return elsewhere === to ? led : withExit(led, name, elsewhere)
  }, step)
}

interface Part {
  id: string
  next: string | null
}

function parts(items: readonly Part[]): Exit[] {
  return items.map(({ id, next }) => ({ name: `#${id}`, to: next }))
}

function otherwise(to: string | null): Exit {
  return { name: 'otherwise', to }
}

function silence({ silence }: { silence?: { next: string | null } | undefined }): Exit[] {
  return silence ? [{ name: 'silence', to: silence.next }] : []
}

function leading<Item extends Part>(items: Item[], name: ExitName, to: string | null): Item[] {
  return items.map((item) => (`#${item.id}` === name ? { ...item, next: to } : item))
}

function withSilence(step: ScenarioStep, to: string | null): ScenarioStep {
  if (!('silence' in step) || !step.silence) return step
  return { ...step, silence: { ...step.silence, next: to } }
}

function withOtherwise(step: ScenarioStep, to: string | null): ScenarioStep {
  if (step.kind === 'condition') return { ...step, otherwise: to }
  if (step.kind === 'choice' || step.kind === 'question') {
    return { ...step, otherwise: { ...step.otherwise, next: to } }
  }
  return step
}
