import type { Scenario, ScenarioStep } from '@otklik/protocol'

import type { Point } from './edits.ts'

export const NODE_WIDTH = 268
/** Between a step and the one it leads to. */
const AHEAD = 152
const DOWN = 48
/** How high a step is taken to be where nobody has measured it. */
const USUAL_HEIGHT = 128

interface Room {
  heightOf?: (id: string) => number | undefined
}

/** To the right of a step, below whatever stands there already. */
export function placeAfter(scenario: Scenario, step: ScenarioStep, room: Room = {}): Point {
  return freePlace(scenario, { x: step.at.x + NODE_WIDTH + AHEAD, y: step.at.y }, room)
}

/** The wished place, or the first below it where nothing stands. */
export function freePlace({ steps }: Scenario, wished: Point, { heightOf }: Room = {}): Point {
  const { x } = wished
  let { y } = wished
  for (;;) {
    const inTheWay = steps.find(
      ({ id, at }) =>
        Math.abs(at.x - x) < NODE_WIDTH &&
        at.y < y + USUAL_HEIGHT &&
        y < at.y + (heightOf?.(id) ?? USUAL_HEIGHT),
    )
    if (!inTheWay) return { x, y }
    y = inTheWay.at.y + (heightOf?.(inTheWay.id) ?? USUAL_HEIGHT) + DOWN
  }
}

/** The beginning has no place of its own: it stands above the step it leads to. */
export function placeOfStart({ start, steps }: Scenario): Point {
  const first = steps.find(({ id }) => id === start)
  if (first) return { x: first.at.x, y: first.at.y - 136 }
  const left = Math.min(0, ...steps.map(({ at }) => at.x))
  const top = Math.min(136, ...steps.map(({ at }) => at.y))
  return { x: left, y: top - 136 }
}
