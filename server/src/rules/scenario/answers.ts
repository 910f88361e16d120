import { areAlike } from './alike.ts'
import {
  type AskingStep,
  type ButtonStep,
  hasButtons,
  type Option,
  optionsOf,
  readButtonValue,
} from './buttons.ts'
import { readAnswer } from './read-answer.ts'
import { go, listen } from './steps.ts'
import type { ScenarioTrigger, ScenarioWait } from './talk.ts'
import type { Walk } from './walk.ts'

type Said = Extract<ScenarioTrigger, { type: 'said' }>

/** A word where one is waited for. At a loose end there is nobody but a person to answer it. */
export function hear(walk: Walk, said: Said): ScenarioWait {
  // A word between two presses of one button makes the second a choice, not a second tap.
  delete walk.place.pressed
  const step = walk.find(walk.place.stepId)
  if (step?.kind === 'question') {
    const answer = readAnswer(step.expects, said.texts, said.hasFiles ?? false)
    if (answer === undefined) return misunderstand(walk, step)
    walk.know(step, { [step.saveAs]: answer })
    return go(walk, step.next)
  }
  if (!hasButtons(step)) return walk.giveUp({ isEndless: false })
  const option = findSaid(optionsOf(step), said.texts)
  return option ? choose(walk, step, option) : misunderstand(walk, step)
}

/** Typed instead of pressed: the label, or the number it has in the list. */
function findSaid(options: readonly Option[], texts: readonly string[]): Option | undefined {
  for (const text of texts) {
    const named = options.find(({ label }) => areAlike(label, text))
    if (named) return named
    const ordinal = /^\s*(?:№\s*)?(\d{1,2})\s*[.)]?\s*$/.exec(text)?.[1]
    const numbered = ordinal === undefined ? undefined : options[Number(ordinal) - 1]
    if (numbered) return numbered
  }
  return undefined
}

/**
 * A button of the question that is asked answers it. One of an earlier question takes the customer
 * back there: buttons stay in the talk, and people press what they see. The same one twice is a
 * second tap and changes nothing; whatever else comes is not from us and understood as nothing.
 */
export function press(walk: Walk, value: string): ScenarioWait | 'second-tap' | 'unknown' {
  const named = readButtonValue(walk.talk.botId, value)
  const step = walk.find(named?.stepId)
  if (!hasButtons(step) || !walk.place.asked.includes(step.id)) return 'unknown'
  const option = optionsOf(step).find(({ id }) => id === named?.optionId)
  if (!option) return 'unknown'
  const isCurrent = walk.place.waits === 'customer' && walk.place.stepId === step.id
  if (!isCurrent && walk.place.pressed === value) return 'second-tap'
  walk.heard().place.pressed = value
  return choose(walk, step, option)
}

function choose(walk: Walk, step: ButtonStep, { id, label }: Option): ScenarioWait {
  if (step.kind === 'choice') {
    if (step.saveAs) walk.know(step, { [step.saveAs]: label })
    return go(walk, step.options.find((option) => option.id === id)?.next ?? null)
  }
  walk.know(step, {}, { topic: label })
  const rule = step.rules.find((each) => each.id === id)
  return walk.handOver(step, rule?.to ?? { kind: 'backup' })
}

/** Asks once more in its own words, or in the same where it has none, until that was in vain. */
export function misunderstand(walk: Walk, step: AskingStep): ScenarioWait {
  if (walk.place.tries >= step.otherwise.times) {
    return step.kind === 'topic'
      ? walk.handOver(step, step.otherwise.to)
      : go(walk, step.otherwise.next)
  }
  const { otherwise } = step
  walk.place.tries += 1
  const text = otherwise.text.trim() === '' ? step.text : otherwise.text
  walk.pose(step, text)
  return listen(walk, step)
}
