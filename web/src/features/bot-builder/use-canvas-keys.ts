import type { KeyboardEvent } from 'react'

import { useBotWords } from '../../words/bot-words.ts'
import { type ExitName, findStep, type Point } from '../scenario/index.ts'
import { useBuilder } from './builder-context.ts'
import { focusPanel, focusStep } from './focus.ts'
import { START_ID } from './to-flow.ts'

/** One press of an arrow, in the canvas's own pixels. */
const STEP_PX = 16
const LEAP_PX = 80

const directions: Readonly<Record<string, Point>> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
}

interface CanvasKeys {
  chosenEdge: string | undefined
  onEdgeRemoved: () => void
  focusCanvas: () => void
}

/** Keys of the step in the focus, by their places, so that they work under any layout. */
export function useCanvasKeys({ chosenEdge, onEdgeRemoved, focusCanvas }: CanvasKeys) {
  const { builder: words } = useBotWords()
  const { drawing, announce } = useBuilder()
  const { scenario, selected } = drawing

  const remove = (ids: ReadonlySet<string>) => {
    drawing.remove(ids)
    announce(words.removed(ids.size))
    focusCanvas()
  }
  const removeEdge = (edge: string) => {
    const [id = '', exit = 'next'] = edge.split(' ')
    const source =
      id === START_ID
        ? ({ from: 'start' } as const)
        : ({ from: 'step', id, exit: exit as ExitName } as const)
    drawing.connect(source, null)
    onEdgeRemoved()
  }
  const move = (ids: ReadonlySet<string>, code: string, isLeap: boolean) => {
    const { x = 0, y = 0 } = directions[code] ?? {}
    const by = isLeap ? LEAP_PX : STEP_PX
    drawing.move(
      new Map(
        scenario.steps
          .filter(({ id }) => ids.has(id))
          .map(({ id, at }) => [id, { x: at.x + x * by, y: at.y + y * by }]),
      ),
    )
  }
  const duplicate = (ids: ReadonlySet<string>) => announce(words.pasted(drawing.duplicate(ids)))

  return (event: KeyboardEvent<HTMLElement>) => {
    const focused = stepOf(event.target)
    if (!focused && event.target !== event.currentTarget) return
    const step = findStep(scenario, focused)
    // What is selected, where the step in the focus is one of them.
    const ids = step && !selected.has(step.id) ? new Set([step.id]) : selected
    const act = actOf(event)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    if (act === 'escape') {
      drawing.select([])
      if (step) focusStep(step.id)
    } else if (act === 'all') drawing.select(scenario.steps.map(({ id }) => id))
    else if (act === 'remove' && chosenEdge && selected.size === 0) removeEdge(chosenEdge)
    else if (ids.size === 0) return
    else if (act === 'remove') remove(ids)
    else if (act === 'duplicate') duplicate(ids)
    else if (act === 'move') move(ids, event.code, event.shiftKey)
    else if (step && act === 'open') {
      drawing.select([step.id])
      focusPanel()
    } else if (step && act === 'choose') drawing.select(toggled(selected, step.id))
  }
}

type Act = 'escape' | 'all' | 'remove' | 'duplicate' | 'move' | 'open' | 'choose'

function actOf({ code, ctrlKey, metaKey, altKey }: KeyboardEvent): Act | undefined {
  if (altKey) return undefined
  if (ctrlKey || metaKey) return ({ KeyA: 'all', KeyD: 'duplicate' } as const)[code]
  if (code in directions) return 'move'
  return (
    {
      Escape: 'escape',
      Delete: 'remove',
      Backspace: 'remove',
      Enter: 'open',
      NumpadEnter: 'open',
      Space: 'choose',
    } as const
  )[code]
}

function stepOf(target: EventTarget): string | undefined {
  if (!(target instanceof HTMLElement) || !target.matches('.react-flow__node')) return undefined
  return target.dataset.id
}

function toggled(selected: ReadonlySet<string>, id: string): Set<string> {
  const chosen = new Set(selected)
  if (!chosen.delete(id)) chosen.add(id)
  return chosen
}
