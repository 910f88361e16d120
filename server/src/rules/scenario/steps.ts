import type { ScenarioStep } from '@otklik/protocol/settings'

import type { AskingStep } from './buttons.ts'
import { holds } from './conditions.ts'
import { toRequest } from './request.ts'
import type { ScenarioWait } from './talk.ts'
import { MAX_MESSAGES, MAX_STEPS, type Walk } from './walk.ts'

type Of<Kind extends ScenarioStep['kind']> = Extract<ScenarioStep, { kind: Kind }>

const MINUTE_MS = 60_000

/** Either a wait, or where it goes on. */
type Outcome = ScenarioWait | { next: string | null }

/** From step to step, until something has to happen. */
export function go(walk: Walk, from: string | null): ScenarioWait {
  let next = from
  for (;;) {
    const step = walk.find(next)
    if (!step) return walk.stayNowhere()
    if (isTired(walk, step)) return walk.giveUp({ isEndless: true })
    walk.place.steps += 1
    walk.place.tries = 0
    const outcome = enter(walk, step)
    if ('for' in outcome) return outcome
    next = outcome.next
  }
}

const speaking: ReadonlySet<ScenarioStep['kind']> = new Set([
  'message',
  'choice',
  'question',
  'topic',
  'template',
])

const isTired = ({ place }: Walk, { kind }: ScenarioStep): boolean =>
  place.steps >= MAX_STEPS || (place.messages >= MAX_MESSAGES && speaking.has(kind))

function enter(walk: Walk, step: ScenarioStep): Outcome {
  switch (step.kind) {
    case 'message':
      walk.say(step, step.text, step.fileIds)
      return step
    case 'choice':
    case 'topic':
    case 'question':
      walk.pose(step, step.text)
      return listen(walk, step)
    case 'condition':
      return step.branches.find(({ test }) => holds(test, walk.facts)) ?? { next: step.otherwise }
    case 'set':
      return set(walk, step)
    case 'wait':
      return pause(walk, step)
    case 'request':
      return ask(walk, step)
    case 'template':
      return askTemplate(walk, step)
    case 'hand-over':
      return walk.handOver(step, step.to, step.summary)
    case 'close':
      return close(walk, step)
    case 'scenario':
      return leave(walk, step)
  }
}

/** The patience with a customer begins anew with every question. */
export function listen(walk: Walk, step: AskingStep): ScenarioWait {
  const until = step.silence && walk.facts.now + step.silence.afterMin * MINUTE_MS
  walk.stay(step, 'customer', until)
  return { for: 'customer', ...(until !== undefined && { until }) }
}

function set(walk: Walk, step: Of<'set'>): Outcome {
  const known: Record<string, string> = {}
  for (const { name, value } of step.attributes) known[name] = walk.fill(value)
  const { tags, topic } = step
  walk.know(step, known, {
    ...(tags.length > 0 && { tags: [...tags] }),
    ...(topic !== undefined && { topic }),
  })
  return step
}

function pause(walk: Walk, step: Of<'wait'>): ScenarioWait {
  const until = walk.facts.now + step.seconds * 1000
  walk.stay(step, 'time', until)
  return { for: 'time', until }
}

export function ask(walk: Walk, step: Of<'request'>): ScenarioWait {
  walk.stay(step, 'response')
  return { for: 'request', request: toRequest(step, walk.facts) }
}

/** One that nobody has chosen cannot be sent. */
function askTemplate(walk: Walk, step: Of<'template'>): Outcome {
  if (step.templateId === null) return { next: step.whenFailed }
  return waitForTemplate(walk, { ...step, templateId: step.templateId })
}

/** Whether it can be sent is known outside. */
export function waitForTemplate(
  walk: Walk,
  step: Of<'template'> & { templateId: string },
): ScenarioWait {
  walk.stay(step, 'template')
  return { for: 'template', templateId: step.templateId, values: templateValues(walk, step) }
}

export const templateValues = (walk: Walk, step: Of<'template'>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(step.values).map(([key, value]) => [key, walk.fill(value).trim()]),
  )

function close(walk: Walk, step: Of<'close'>): ScenarioWait {
  const text = walk.fill(step.text).trim().slice(0, 4000)
  walk.do(step, { type: 'close', ...(text && { text }) })
  return { for: 'nothing' }
}

/** Steps and messages are counted on: two scenarios can send a customer round as well as one. */
function leave(walk: Walk, { botId }: Of<'scenario'>): ScenarioWait {
  if (botId === null) return walk.giveUp({ isEndless: false })
  const { steps, messages } = walk.place
  walk.place = { botId, version: 0, waits: 'start', tries: 0, steps, messages, asked: [] }
  return { for: 'scenario', botId }
}
