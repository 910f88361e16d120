import type { Warning } from '@otklik/protocol/settings'

import type { AccountFacts } from './account-facts.ts'
import { checkBots } from './check-bots.ts'
import { checkOffHours, checkSchedule } from './check-hours.ts'
import { checkReceiver, checkTeams } from './check-receivers.ts'
import { checkClosing, checkReplies } from './check-replies.ts'

/**
 * Contradictions among the settings of an account: whatever the rules would do that nobody can have
 * meant. An ordinary configuration has none. Pure: the same facts give the same warnings.
 */
export function checkSettings(facts: AccountFacts): Warning[] {
  return [
    ...checkSchedule(facts),
    ...checkTeams(facts),
    ...facts.channels.flatMap((channel) => [
      ...checkReceiver(channel, facts),
      ...checkBots(channel, facts),
      ...checkOffHours(channel, facts),
      ...checkReplies(channel, facts),
      ...checkClosing(channel, facts),
    ]),
  ]
}
