import type { WorkplaceView } from '@otklik/protocol'
import { useEffect, useRef } from 'react'

import { usePreferences, useSavePreferences } from './use-session.ts'

const noView: WorkplaceView = {}

/** How the reader has arranged their workplace; it goes with them to the next computer. */
export function useWorkplaceView(): [WorkplaceView, (change: Partial<WorkplaceView>) => void] {
  const { workplace = noView } = usePreferences()
  const save = useSavePreferences()
  // Two changes in one moment must not undo each other.
  const latest = useRef(workplace)
  useEffect(() => {
    latest.current = workplace
  }, [workplace])
  const change = (changes: Partial<WorkplaceView>) => {
    latest.current = { ...latest.current, ...changes }
    save({ workplace: latest.current })
  }
  return [workplace, change]
}
