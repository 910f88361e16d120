import type { EdgeChange, NodeChange } from '@xyflow/react'
import { useMemo, useState } from 'react'

import { useBotWords } from '../../words/bot-words.ts'
import type { Point } from '../scenario/index.ts'
import { useBuilder } from './builder-context.ts'
import { type FlowNode, toEdges, toNodes } from './to-flow.ts'

interface Size {
  width?: number
  height?: number
}

/**
 * The scenario as the canvas draws it. While steps are dragged their places are the canvas's own
 * affair; the scenario changes when they are let go.
 */
export function useFlow() {
  const texts = useBotWords()
  const { drawing, problems, currentId, words } = useBuilder()
  const { scenario, selected } = drawing
  const [sizes, setSizes] = useState<ReadonlyMap<string, Size>>(new Map())
  const [dragged, setDragged] = useState<ReadonlyMap<string, Point>>(new Map())
  const [chosenEdge, chooseEdge] = useState<string>()

  const drawn = useMemo(
    () => toNodes({ scenario, problems, currentId, words, texts }),
    [scenario, problems, currentId, words, texts],
  )
  const nodes = useMemo(
    () =>
      drawn.map((node): FlowNode => {
        const position = dragged.get(node.id) ?? node.position
        const measured = sizes.get(node.id)
        return Object.assign({}, node, {
          position,
          selected: selected.has(node.id),
          ...(measured && { measured }),
        })
      }),
    [drawn, dragged, sizes, selected],
  )
  const edges = useMemo(
    () => toEdges(scenario).map((edge) => ({ ...edge, selected: edge.id === chosenEdge })),
    [scenario, chosenEdge],
  )

  const onNodesChange = (changes: NodeChange<FlowNode>[]) => {
    const measured = changes.flatMap((change) =>
      change.type === 'dimensions' && change.dimensions
        ? [[change.id, change.dimensions] as const]
        : [],
    )
    if (measured.length > 0) setSizes((now) => new Map([...now, ...measured]))
    const moves = changes.flatMap((change) =>
      change.type === 'position' && change.position ? [change] : [],
    )
    const places = new Map(moves.map(({ id, position }) => [id, position as Point]))
    if (moves.some(({ dragging }) => dragging)) setDragged(places)
    else if (moves.length > 0) {
      setDragged(new Map())
      drawing.move(rounded(places))
    }
    const chosen = selectedAfter(selected, changes)
    if (chosen) drawing.select(chosen)
  }
  const onEdgesChange = (changes: EdgeChange[]) => {
    for (const change of changes) {
      if (change.type !== 'select') continue
      if (change.selected) chooseEdge(change.id)
      else chooseEdge((now) => (now === change.id ? undefined : now))
    }
  }
  return { nodes, edges, chosenEdge, chooseEdge, onNodesChange, onEdgesChange }
}

function selectedAfter(
  selected: ReadonlySet<string>,
  changes: readonly NodeChange<FlowNode>[],
): Set<string> | undefined {
  const choices = changes.flatMap((change) => (change.type === 'select' ? [change] : []))
  if (choices.length === 0) return undefined
  const chosen = new Set(selected)
  for (const { id, selected: isSelected } of choices) {
    if (isSelected) chosen.add(id)
    else chosen.delete(id)
  }
  return chosen
}

function rounded(places: ReadonlyMap<string, Point>): Map<string, Point> {
  return new Map([...places].map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }]))
}
