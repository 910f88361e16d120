import type { ScenarioStepKind } from '@otklik/protocol/settings'

import { useBotWords } from '../../words/bot-words.ts'
import { exitsOf, findStep, type Source } from '../scenario/index.ts'
import { useBuilder } from './builder-context.ts'
import type { NewStepPlace } from './use-drawing.ts'

/** Adds a step of a kind; by itself it follows the selected one, where that leads nowhere yet. */
export function useAddStep() {
  const { builder: words, steps } = useBotWords()
  const { drawing, announce } = useBuilder()
  return (kind: ScenarioStepKind, place: NewStepPlace = {}): string => {
    const after = place.at ? undefined : (place.after ?? looseEnd(drawing))
    announce(words.added(steps.kinds[kind]))
    return drawing.add(kind, { ...place, after })
  }
}

function looseEnd({
  scenario,
  selected,
}: ReturnType<typeof useBuilder>['drawing']): Source | undefined {
  if (scenario.start === null && scenario.steps.length === 0) return { from: 'start' }
  const [id] = selected
  const step = selected.size === 1 ? findStep(scenario, id) : undefined
  const exit = step && exitsOf(step).find(({ to }) => to === null)
  return step && exit ? { from: 'step', id: step.id, exit: exit.name } : undefined
}
