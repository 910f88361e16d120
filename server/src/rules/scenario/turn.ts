import { runScenario } from './run.ts'
import type { ScenarioRun, ScenarioTalk, ScenarioTrigger } from './talk.ts'

/** A run through several triggers. */
export interface ScenarioTurn extends ScenarioRun {
  /** What is still to be told, after what it waits for now: a response, another scenario's start. */
  left: ScenarioTrigger[]
}

/**
 * All that came to a bot since its last answer, in its order. What is said together is one answer.
 * Once the bot has spoken, further words were said before that and answer nothing.
 */
export function runTurn(talk: ScenarioTalk, triggers: readonly ScenarioTrigger[]): ScenarioTurn {
  const [first, ...rest] = gather(triggers)
  if (!first) throw new Error('A turn without anything that happened')
  const run = runScenario(talk, first)
  const hasSpoken = run.actions.some(({ type }) => type === 'say' || type === 'send-template')
  const left = hasSpoken ? rest.map(early) : rest
  const { place } = run
  const mayGoOn = run.waits.for === 'customer' || run.waits.for === 'time'
  if (left.length === 0 || !(mayGoOn && place)) return { ...run, left: place ? left : [] }
  const facts = { ...talk.facts, attributes: run.attributes }
  const later = runTurn({ ...talk, place, facts }, left)
  return {
    ...later,
    actions: [...run.actions, ...later.actions],
    trail: [...run.trail, ...later.trail],
  }
}

const early = (trigger: ScenarioTrigger): ScenarioTrigger =>
  trigger.type === 'said' ? { ...trigger, isEarly: true } : trigger

/** Words that follow upon each other are one; early ones stay apart from those that answer. */
function gather(triggers: readonly ScenarioTrigger[]): ScenarioTrigger[] {
  const gathered: ScenarioTrigger[] = []
  for (const trigger of triggers) {
    const last = gathered.at(-1)
    if (trigger.type === 'said' && last?.type === 'said' && last.isEarly === trigger.isEarly) {
      const hasFiles = last.hasFiles || trigger.hasFiles
      gathered[gathered.length - 1] = {
        ...last,
        texts: [...last.texts, ...trigger.texts],
        ...(hasFiles && { hasFiles }),
      }
    } else {
      gathered.push(trigger)
    }
  }
  return gathered
}
