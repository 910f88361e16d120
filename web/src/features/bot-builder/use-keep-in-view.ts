import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect, useEffectEvent } from 'react'

import { useBuilder } from './builder-context.ts'
import { PALETTE_PX } from './use-whole.ts'

const EDGE_PX = 24

/**
 * The selected step, and the one the bot waits in, are never behind the edge of the canvas. Returns
 * what shows a step that has got the focus.
 */
export function useKeepInView(): (id: string) => void {
  const { drawing, currentId } = useBuilder()
  const [only] = drawing.selected.size === 1 ? drawing.selected : []
  const { getNode, getViewport, setViewport } = useReactFlow()
  const store = useStoreApi()

  const show = (id: string) => {
    const node = getNode(id)
    if (!node?.measured?.width) return
    const { x, y, zoom } = getViewport()
    const { width, height } = store.getState()
    const left = node.position.x * zoom + x
    const top = node.position.y * zoom + y
    const dx = shift(left, node.measured.width * zoom, { from: PALETTE_PX, to: width - EDGE_PX })
    const dy = shift(top, (node.measured.height ?? 0) * zoom, {
      from: EDGE_PX,
      to: height - EDGE_PX,
    })
    if (dx !== 0 || dy !== 0) void setViewport({ x: x + dx, y: y + dy, zoom })
  }
  useShown(only, show)
  useShown(currentId, show)
  return show
}

/** How far it has to be moved to lie within; its beginning is what matters where it is too long. */
function shift(start: number, length: number, room: { from: number; to: number }): number {
  const late = Math.min(0, room.to - (start + length))
  return start + late < room.from ? room.from - start : late
}

/** A moment later: what is new has to be measured, and the panel beside it takes its room. */
function useShown(id: string | undefined, show: (id: string) => void): void {
  const onShow = useEffectEvent(show)
  useEffect(() => {
    if (id === undefined) return
    const timer = setTimeout(() => onShow(id), 60)
    return () => clearTimeout(timer)
  }, [id])
}
