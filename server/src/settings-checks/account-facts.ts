import type { ScheduleRules, Warning } from '@otklik/protocol/settings'

import type { RosterEntry } from '../rules/index.ts'
import type { AccountRules } from '../settings/index.ts'

/** What contradictions are looked for in. */
export interface AccountFacts {
  account: AccountRules
  /** As it is written, with its holidays. */
  schedule: ScheduleRules
  /** Connected ones. */
  channels: readonly CheckedChannel[]
  /** Those that are not deleted. */
  bots: ReadonlyMap<string, CheckedBot>
  /** How everybody is now. */
  roster: readonly RosterEntry[]
  now: number
  /** What a customer may be told off hours, to begin with. */
  readyReply: string
}

export interface CheckedChannel {
  id: string
  name: string
  /** The platform lets us write for so long after the customer's last word. */
  replyWindowHours?: number | undefined
  /** As things are at the platform, customers see no buttons. */
  hidesButtons?: boolean
}

/** What the rules need not know of a bot apart: they see that it is not available. */
export interface CheckedBot {
  name: string
  isModuleOn: boolean
  isEnabled: boolean
  /** A program is always. */
  isPublished: boolean
}

export type Tab = Extract<Warning['place'], { kind: 'channel' }>['tab']
type ChannelEdit = NonNullable<NonNullable<Warning['mend']>['channel']>['rules']

/** A warning in a channel, with what one click would change there. */
export function inChannel(
  { id, name }: CheckedChannel,
  tab: Tab,
  {
    code,
    facts = {},
    mend,
  }: { code: Warning['code']; facts?: Warning['facts']; mend?: ChannelEdit },
): Warning {
  return {
    code,
    place: { kind: 'channel', id, tab },
    facts: { channel: name, ...facts },
    ...(mend && { mend: { channel: { id, rules: mend } } }),
  }
}
