import { type ReadyBot, scenario } from '@otklik/protocol/settings'
import { type Language, wordsOf } from '@otklik/words'

import { greeting } from './greeting.ts'
import { offHours } from './off-hours.ts'
import { orderStatus } from './order-status.ts'

const ready = { greeting, 'order-status': orderStatus, 'off-hours': offHours }

/** Ready scenarios to begin with: what they say is Russian, what they are called is the reader's. */
export function listReady(language: Language): ReadyBot[] {
  const words = wordsOf(language).gallery
  return (Object.keys(ready) as (keyof typeof ready)[]).map((id) => ({
    id,
    ...words[id],
    scenario: scenario.parse(ready[id]),
  }))
}
