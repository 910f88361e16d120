import { useEffect, useState } from 'react'

import { usePreferences } from '../session/index.ts'
import type { NamedCommand } from './catalogue.ts'
import { shownKeysOf } from './key-map.ts'
import { addLayer, type Offers } from './registry.ts'

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
  return shownKeysOf(id, usePreferences())
}
