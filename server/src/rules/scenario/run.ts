import { hear, misunderstand, press } from './answers.ts'
import { isAsking } from './buttons.ts'
import { readResponse } from './request.ts'
import { ask, go, templateValues, waitForTemplate } from './steps.ts'
import type { ScenarioRun, ScenarioTalk, ScenarioTrigger, ScenarioWait } from './talk.ts'
import { Walk } from './walk.ts'

/**
 * What a scenario does when something happens, up to where it has to wait. Pure: what it waits for
 * is brought by the caller, who runs it again with the place and the attributes it came to. At every
 * moment it waits for something, or has handed over or closed; nothing follows on that.
 */
export function runScenario(talk: ScenarioTalk, trigger: ScenarioTrigger): ScenarioRun {
  const walk = new Walk(talk)
  return walk.end(take(walk, trigger))
}

function take(walk: Walk, trigger: ScenarioTrigger): ScenarioWait {
  if (walk.place.waits === 'start') return begin(walk)
  switch (trigger.type) {
    case 'start':
      return beginAnew(walk)
    case 'said':
      return trigger.isEarly ? remain(walk) : listenTo(walk, trigger)
    case 'pressed':
      return listenTo(walk, trigger)
    case 'time':
      return passTime(walk)
    case 'response':
    case 'request-failed':
      return receive(walk, trigger)
    case 'template':
      return sendTemplate(walk, trigger)
  }
}

/** The word that brought the customer here was said before anything was asked, and answers nothing. */
function begin(walk: Walk): ScenarioWait {
  const { start } = walk.talk.scenario
  return walk.find(start) ? go(walk, start) : walk.giveUp({ isEndless: false })
}

/** «Начать» was pressed once more: a talk that got stuck has a way back to where it began. */
function beginAnew(walk: Walk): ScenarioWait {
  const { until: _, stepId: __, ...kept } = walk.place
  walk.place = { ...kept, tries: 0 }
  return begin(walk.heard())
}

/**
 * Only a word that is answered counts as one. In a pause none is, and a customer who goes on writing
 * into one would be kept there for ever.
 */
function listenTo(
  walk: Walk,
  trigger: Extract<ScenarioTrigger, { type: 'said' | 'pressed' }>,
): ScenarioWait {
  const isAwaited = walk.place.waits === 'customer'
  if (trigger.type === 'said') return isAwaited ? hear(walk.heard(), trigger) : remain(walk)
  const pressed = press(walk, trigger.value)
  if (pressed === 'second-tap') return remain(walk)
  if (pressed !== 'unknown') return pressed
  if (!isAwaited) return remain(walk)
  const step = walk.heard().find(walk.place.stepId)
  if (isAsking(step)) return misunderstand(walk, step)
  return walk.giveUp({ isEndless: false })
}

function passTime(walk: Walk): ScenarioWait {
  const { until, stepId } = walk.place
  if (until === undefined || walk.facts.now < until) return remain(walk)
  const step = walk.find(stepId)
  if (step?.kind === 'wait') return go(walk, step.next)
  if (isAsking(step)) return go(walk, step.silence?.next ?? null)
  return walk.giveUp({ isEndless: false })
}

function receive(
  walk: Walk,
  trigger: Extract<ScenarioTrigger, { type: 'response' | 'request-failed' }>,
): ScenarioWait {
  const step = walk.find(walk.place.stepId)
  if (walk.place.waits !== 'response' || step?.kind !== 'request') return remain(walk)
  const read = trigger.type === 'response' ? readResponse(step, trigger) : undefined
  if (!read) return go(walk, step.whenFailed)
  walk.know(step, read)
  return go(walk, step.next)
}

function sendTemplate(
  walk: Walk,
  { isSendable }: Extract<ScenarioTrigger, { type: 'template' }>,
): ScenarioWait {
  const step = walk.find(walk.place.stepId)
  if (walk.place.waits !== 'template' || step?.kind !== 'template') return remain(walk)
  if (!isSendable || step.templateId === null) return go(walk, step.whenFailed)
  const { templateId } = step
  walk.do(step, { type: 'send-template', templateId, values: templateValues(walk, step) })
  return go(walk, step.next)
}

/** It waits for what it waited for. What was under way when it was lost is asked for again. */
function remain(walk: Walk): ScenarioWait {
  const { waits, until, stepId } = walk.place
  const step = walk.find(stepId)
  if (waits === 'customer') return { for: 'customer', ...(until !== undefined && { until }) }
  if (waits === 'time' && until !== undefined) return { for: 'time', until }
  if (waits === 'response' && step?.kind === 'request') return ask(walk, step)
  if (waits === 'template' && step?.kind === 'template' && step.templateId !== null) {
    return waitForTemplate(walk, { ...step, templateId: step.templateId })
  }
  return walk.giveUp({ isEndless: false })
}
