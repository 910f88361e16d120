import { useEffect, useState } from 'react'

import { usePreferences } from '../session/index.ts'
import type { NamedCommand } from './catalogue.ts'
import { isOn, keysOf } from './key-map.ts'
import { addLayer, type Offers } from './registry.ts'
import { showKeys } from './show-keys.ts'

/** Offers them for as long as the component is there, as they are at its last drawing. */
export function useCommands(offers: Offers): void {
  const [layer] = useState(() => ({ offers }))
  useEffect(() => {
    layer.offers = offers
  })
  useEffect(() => addLayer(layer), [layer])
}

/** «Alt Q»: what stands beside the command's button; nothing while it has no key. */
export function useKeyName(id: NamedCommand): string | undefined {
  const { keys: own, singleKeys } = usePreferences()
  const keys = keysOf(id, own).find((each) => isOn(each, singleKeys))
  return keys && showKeys(keys)
}
