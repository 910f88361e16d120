import type { SiteEntry } from '@otklik/protocol/settings'

import type { Config } from './config.ts'
import { change, type Panel, state } from './store.ts'

interface Shown {
  look?: Config['look']
  ink?: string
  questions?: string[]
  entries?: SiteEntry[]
  name?: string
  isOpenNow?: boolean
}

/** As the designer has it, saved or not. */
export function showPreview({ look, ink, questions, entries, name, isOpenNow }: Shown): void {
  change({
    ...{ phase: 'ready', isShown: true, isKnown: false, hasConsented: false },
    ...(look && { look: { ...state.look, ...look } }),
    ...(ink && { ink }),
    ...(questions && { questions, question: undefined }),
    ...(entries && { entries }),
    ...(name && { name }),
    ...(isOpenNow !== undefined && { isOpenNow }),
  } as Partial<Panel>)
}
