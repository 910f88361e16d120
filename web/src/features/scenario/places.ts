import type { Scenario, ScenarioStep } from '@otklik/protocol/settings'

import type { Point } from './edits.ts'
import { exitsOf } from './exits.ts'

const NODE_WIDTH = 268
/** Between a step and the one it leads to; and below one, where its remarks may come to stand. */
const AHEAD = 152
const DOWN = 80
/** A head and two lines; and each way out that has a line of its own. */
const PLAIN_HEIGHT = 112
const ROW_HEIGHT = 33

/** To the right of a step, below whatever stands there already. */
export function placeAfter(scenario: Scenario, step: ScenarioStep): Point {
  return freePlace(scenario, { x: step.at.x + NODE_WIDTH + AHEAD, y: step.at.y })
}

/** The wished place, or the first below it where nothing stands. */
export function freePlace({ steps }: Scenario, { x, y: wished }: Point): Point {
  let y = wished
  for (;;) {
    const inTheWay = steps.find(
      (step) =>
        Math.abs(step.at.x - x) < NODE_WIDTH &&
        step.at.y < y + PLAIN_HEIGHT &&
        y < step.at.y + heightOf(step),
    )
    if (!inTheWay) return { x, y }
    y = inTheWay.at.y + heightOf(inTheWay) + DOWN
  }
}

/** How far copied steps move so that they stand below what is there. */
export function freeOffset(scenario: Scenario, clip: Scenario): Point {
  const [first, ...others] = clip.steps
  if (!first) return { x: 0, y: 0 }
  const top = others.reduce((highest, step) => (step.at.y < highest.at.y ? step : highest), first)
  const place = freePlace(scenario, top.at)
  return { x: place.x - top.at.x, y: place.y - top.at.y }
}

/** The beginning has no place of its own: it stands above the step it leads to. */
export function placeOfStart({ start, steps }: Scenario): Point {
  const first = steps.find(({ id }) => id === start)
  if (first) return { x: first.at.x, y: first.at.y - 136 }
  const left = Math.min(0, ...steps.map(({ at }) => at.x))
  const top = Math.min(136, ...steps.map(({ at }) => at.y))
  return { x: left, y: top - 136 }
}

/** About as high as it is drawn: nobody has measured a step that is only being put there. */
function heightOf(step: ScenarioStep): number {
  const rules = step.kind === 'topic' ? step.rules.length + 1 : 0
  const rows = exitsOf(step).filter(({ name }) => name !== 'next').length + rules
  return PLAIN_HEIGHT + rows * ROW_HEIGHT
}
