import { useEffect, useRef } from 'react'

import { usePreferences } from '../session/index.ts'
import { isOwnKey, isSingle, isWriting, nameOf } from './keys.ts'

/** Names of keys and what they do; «KeyG KeyI» is a sequence. */
export type Shortcuts = readonly (readonly [keys: string, act: (() => void) | undefined])[]

const sequenceMs = 1200
/** What follows it means something else than alone: «G S» must never be taken for «S». */
const prefix = 'KeyG'

export function useShortcuts(shortcuts: Shortcuts): void {
  const { singleKeys } = usePreferences()
  const current = useRef(shortcuts)
  useEffect(() => {
    current.current = shortcuts
  })
  useEffect(() => {
    let before: { name: string; at: number } | undefined
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || (event.repeat && event.code === 'KeyG'))
        return
      const single = isSingle(event)
      if (single && (isWriting(event.target) || !singleKeys)) return
      if (single && (isInLayer(event.target) || isOwnKey(event.target, event.code))) return
      const name = nameOf(event)
      const isSequence = before?.name === prefix && event.timeStamp - before.at < sequenceMs
      const keys = isSequence ? `${prefix} ${name}` : name
      const act = current.current.find(([each]) => each === keys)?.[1]
      before = single ? { name, at: event.timeStamp } : undefined
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [singleKeys])
}

/** An open menu or dialog has keys of its own. */
function isInLayer(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('[role="menu"], [role="dialog"], dialog') !== null
  )
}
