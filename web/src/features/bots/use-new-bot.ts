import type { ReadyBot, Scenario } from '@otklik/protocol/settings'
import { useState } from 'react'

import type { NewBot } from './api/bots.ts'

export const origins = ['nothing', 'gallery', 'file', 'program'] as const
export type Origin = (typeof origins)[number]

/** A file that was chosen; without a scenario it is not one of ours. */
export interface ChosenFile {
  name: string
  scenario: Scenario | undefined
}

interface Typed {
  name: string
  origin: Origin
  ready: ReadyBot | undefined
  file: ChosenFile | undefined
  url: string
}

const nothing: Typed = { name: '', origin: 'nothing', ready: undefined, file: undefined, url: '' }

/** What is typed for a new bot; changing one's mind keeps all of it. */
export function useNewBot() {
  const [typed, setTyped] = useState(nothing)
  const [wrong, setWrong] = useState<'ready' | 'file'>()
  return {
    typed,
    wrong,
    change(changes: Partial<Typed>) {
      setTyped((now) => ({ ...now, ...changes }))
      setWrong(undefined)
    },
    /** What is to be made; where something is missing, `wrong` says what. */
    toCreate(): NewBot | undefined {
      const { name, origin, ready, file, url } = typed
      if (origin === 'program') return { kind: 'webhook', name, url }
      if (origin === 'nothing') return { kind: 'scenario', name }
      const scenario = origin === 'gallery' ? ready?.scenario : file?.scenario
      if (scenario) return { kind: 'scenario', name, scenario }
      setWrong(origin === 'gallery' ? 'ready' : 'file')
      return undefined
    },
  }
}
