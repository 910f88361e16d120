import { useEffect, useMemo } from 'react'

import { usePreferences } from '../session/index.ts'
import { isOn, type KeyMap, keyMapOf } from './key-map.ts'
import { isInLayer, isOwnKey, isSingle, isWriting, nameOf, prefixKey } from './keys.ts'
import { findCommand, type PossibleCommand } from './registry.ts'

const sequenceMs = 1200

/** Listens for the keys of all commands; once, for whoever is signed in. */
export function useCommandKeys(): void {
  const { singleKeys, keys: own } = usePreferences()
  const map = useMemo(() => keyMapOf(own), [own])
  useEffect(() => {
    let before: { name: string; at: number } | undefined
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (event.repeat && event.code === prefixKey) return
      const name = nameOf(event)
      const single = isSingle(name)
      if (single && (isWriting(event.target) || isInLayer(event.target))) return
      if (single && isOwnKey(event.target, event.code)) return
      const isSequence = before?.name === prefixKey && event.timeStamp - before.at < sequenceMs
      const keys = isSequence ? `${prefixKey} ${name}` : name
      before = single ? { name, at: event.timeStamp } : undefined
      const command = isOn(keys, singleKeys) ? commandOf(keys, map) : undefined
      if (keys === 'Escape' && isMenuOpen(event.target)) return
      if (!command || (isOfItsOwn(command) && isInLayer(event.target))) return
      event.preventDefault()
      command.run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [singleKeys, map])
}

/** Escape closes the top thing only, and a menu that was clicked open leaves the focus on its button. */
function isMenuOpen(target: EventTarget | null): boolean {
  return isInLayer(target) || document.querySelector('[role="menu"]') !== null
}

/** Opens a layer: never over another (interface.md §6). */
function isOfItsOwn({ id }: PossibleCommand): boolean {
  return id === 'palette' || id === 'search'
}

function commandOf(keys: string, map: KeyMap): PossibleCommand | undefined {
  for (const id of map.get(keys) ?? []) {
    const command = findCommand(id)
    if (command) return command
  }
  return undefined
}
