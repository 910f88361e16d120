import { useNodesInitialized, useReactFlow } from '@xyflow/react'
import { useEffect, useEffectEvent, useState } from 'react'

/** The palette lies over the left of the canvas, and the bars over its bottom. */
export const PALETTE_PX = 240
const BARS_PX = 72

const padding = {
  left: `${PALETTE_PX}px`,
  right: '24px',
  top: '24px',
  bottom: `${BARS_PX}px`,
} as const

/** Shows all steps, and never larger than they are. */
export function useShowWhole(): () => void {
  const { fitView } = useReactFlow()
  return () => void fitView({ padding, maxZoom: 1 })
}

/** Once, when it is known how large the steps are. */
export function useWholeAtFirst(): void {
  const isMeasured = useNodesInitialized()
  const [wasShown, setShown] = useState(false)
  const show = useEffectEvent(useShowWhole())
  useEffect(() => {
    if (!isMeasured || wasShown) return
    setShown(true)
    show()
  }, [isMeasured, wasShown])
}
