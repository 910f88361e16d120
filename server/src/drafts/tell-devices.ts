import type { Draft, Hint } from '@otklik/protocol'

import type { Database } from '../database/index.ts'
import type { Bus } from '../lib/bus.ts'
import { findDraft } from './drafts.ts'

interface Person {
  accountId: string
  operatorId: string
}

export interface Devices {
  bus: Bus
  /** In this process. */
  isHere(person: Person): Promise<boolean>
  tellHereOwn(person: Person, hint: Hint): void
}

type Changed = Person & { conversationId: string }

const hintOf = (conversationId: string, draft: Draft | undefined): Hint => ({
  kind: 'draft',
  conversationId,
  draft: draft ?? null,
})

/**
 * Tells the other devices of one person. A draft may be longer than what processes say to each
 * other: they say that there is something to look at.
 */
export function tellDevices(database: Database, devices: Devices) {
  const { bus } = devices
  async function look({ conversationId, ...person }: Changed): Promise<void> {
    if (!(await devices.isHere(person))) return
    const draft = await findDraft(database, person, conversationId)
    devices.tellHereOwn(person, hintOf(conversationId, draft))
  }
  bus.subscribe('drafts', (word) => void look(word as Changed).catch(() => {}))
  return ({ accountId, operatorId }: Person, conversationId: string, draft?: Draft): void => {
    const person = { accountId, operatorId }
    devices.tellHereOwn(person, hintOf(conversationId, draft))
    bus.publish('drafts', { ...person, conversationId } satisfies Changed)
  }
}
