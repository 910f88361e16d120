import type { Warning } from '@otklik/protocol/settings'

import type { ChannelRules, OpeningHours, TimedText } from '../rules/index.ts'
import { type AccountFacts, type CheckedChannel, inChannel } from './account-facts.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Two weeks and the longest delay: one rule repeats every week. */
const LOOKED_AT_MS = 15 * DAY_MS

type List = 'autoReplies' | 'offHoursReplies'

/** Replies that can never be sent. */
export function checkReplies(channel: CheckedChannel, facts: AccountFacts): Warning[] {
  const rules = facts.account.channel(channel.id)
  const found = findNeverSent(rules, 'autoReplies', facts)
  if (rules.offHours !== 'auto-replies') return found.map(tell)
  return [...found, ...findNeverSent(rules, 'offHoursReplies', facts)].map(tell)

  function tell({ code, list, index, delayMs, mend }: NeverSent): Warning {
    const tab = list === 'autoReplies' ? 'working' : 'off-hours'
    const hours = (rules.inactivityMs ?? 0) / HOUR_MS
    const reply = { number: index + 1, delayS: delayMs / 1000 }
    return inChannel(channel, tab, {
      code,
      facts: { ...reply, ...(code === 'reply-after-close' && { hours }) },
      mend,
    })
  }
}

interface NeverSent {
  code: 'reply-after-close' | 'reply-outlasts-hours'
  list: List
  index: number
  delayMs: number
  mend: NonNullable<NonNullable<Warning['mend']>['channel']>['rules']
}

function findNeverSent(rules: ChannelRules, list: List, facts: AccountFacts): NeverSent[] {
  const { schedule } = facts.account.settings
  const stretches = stretchesOf(schedule, facts.now, list === 'autoReplies')
  // Hours that never come are told of as such.
  if (stretches.length === 0) return []
  return rules[list].flatMap(({ delayMs }, index): NeverSent[] => {
    const reply = { list, index, delayMs }
    if (closesBefore(delayMs, list, rules)) {
      const value = Math.floor(longest(rules) / HOUR_MS) + 1
      const mend = { inactivity: { value, unit: 'hours' as const } }
      return [{ ...reply, code: 'reply-after-close', mend }]
    }
    if (canComeAfter(delayMs, stretches)) return []
    const mend = { [list]: without(rules[list], index) }
    return [{ ...reply, code: 'reply-outlasts-hours', mend }]
  })
}

/** Off hours the clock of silence stands still: nothing closes before the office opens. */
const closesBefore = (delayMs: number, list: List, rules: ChannelRules): boolean =>
  list === 'autoReplies' &&
  !rules.keepsUnanswered &&
  rules.inactivityMs !== undefined &&
  delayMs > rules.inactivityMs

const longest = ({ autoReplies }: ChannelRules): number =>
  Math.max(...autoReplies.map(({ delayMs }) => delayMs))

const without = (entries: readonly TimedText[], index: number) =>
  entries
    .filter((_, each) => each !== index)
    .map(({ id, text, delayMs }) => ({ id, text, delayS: delayMs / 1000 }))

interface Stretch {
  from: number
  to: number
}

/** When it is open, or when it is closed, in the time that is looked at. */
function stretchesOf(schedule: OpeningHours, now: number, isWanted: boolean): Stretch[] {
  const end = now + LOOKED_AT_MS
  const found: Stretch[] = []
  for (let from = now; from < end; ) {
    const to = Math.min(schedule.nextChange(from) ?? end, end)
    if (schedule.isOpen(from) === isWanted) found.push({ from, to })
    from = to
  }
  return found
}

/** Somebody can write in one of them so that the delay ends in one of them: this one, or a later. */
function canComeAfter(delayMs: number, stretches: Stretch[]): boolean {
  return stretches.some((begun) =>
    stretches.some(({ from, to }) => begun.from + delayMs < to && from < begun.to + delayMs),
  )
}

/** The closing text after silence comes when the platform lets nobody write any more. */
export function checkClosing(channel: CheckedChannel, { account }: AccountFacts): Warning[] {
  const { replyWindowHours: window } = channel
  const { closingText, closingTemplate, inactivityMs } = account.channel(channel.id)
  // What is approved passes at any time.
  if (closingTemplate) return []
  if (window === undefined || closingText === undefined || inactivityMs === undefined) return []
  if (inactivityMs < window * HOUR_MS) return []
  const mend = { inactivity: { value: Math.max(1, window - 1), unit: 'hours' as const } }
  const facts = { window, hours: inactivityMs / HOUR_MS }
  return [inChannel(channel, 'common', { code: 'closing-after-window', facts, mend })]
}
