import type { LabelKind } from '@otklik/protocol'

import { Store } from '../../ui/store.ts'

/** Which labels of which conversation are being chosen, and where the choice is shown. */
export interface Labelling {
  conversationId: string
  kind: LabelKind
  place: 'head' | 'card'
  /** What waits for a topic: done as soon as there is one. */
  then?: () => void
}

export const labelling = new Store<Labelling | undefined>(undefined)

export function openLabels(wanted: Labelling): void {
  labelling.set(wanted)
}

/** «Требовать тематику при закрытии»: asked in place, and closed with the answer. */
export function askForTopic(conversationId: string, then: () => void): void {
  labelling.set({ conversationId, kind: 'topic', place: 'head', then })
}
