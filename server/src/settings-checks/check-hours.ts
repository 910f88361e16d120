import type { ScheduleException, Warning } from '@otklik/protocol/settings'

import type { AccountRules } from '../settings/index.ts'
import { type AccountFacts, type CheckedChannel, inChannel } from './account-facts.ts'

const DAY_MS = 86_400_000
const AHEAD_DAYS = 30

/** Whether a customer who writes while it is closed hears anything. */
export function checkOffHours(channel: CheckedChannel, facts: AccountFacts): Warning[] {
  const rules = facts.account.channel(channel.id)
  const isSilent = rules.offHours === 'nothing'
  const isEmpty = rules.offHours === 'auto-replies' && rules.offHoursReplies.length === 0
  if (!isEverClosed(facts)) {
    if (rules.offHours !== 'auto-replies' || isEmpty) return []
    const mend = { offHours: { bot: false, autoReplies: false } }
    return [inChannel(channel, 'off-hours', { code: 'reply-without-hours', mend })]
  }
  const mend = answering(rules, facts)
  if (isSilent) return [inChannel(channel, 'off-hours', { code: 'off-hours-gap', mend })]
  return isEmpty ? [inChannel(channel, 'off-hours', { code: 'no-off-hours-replies', mend })] : []
}

export function isEverClosed({ account, now }: AccountFacts): boolean {
  const { schedule } = account.settings
  return !schedule.isOpen(now) || schedule.nextChange(now) !== undefined
}

/** Automatic replies are on, and there is at least one. */
export function answering(
  rules: ReturnType<AccountRules['channel']>,
  { readyReply }: AccountFacts,
) {
  const isEmpty = rules.offHoursReplies.length === 0
  return {
    offHours: { bot: false, autoReplies: true },
    ...(isEmpty && { offHoursReplies: [{ text: readyReply, delayS: 0 }] }),
  }
}

export function checkSchedule(facts: AccountFacts): Warning[] {
  const { schedule } = facts.account.settings
  const place = { kind: 'schedule' } as const
  if (!schedule.isOpen(facts.now) && schedule.nextOpening(facts.now) === undefined) {
    return [{ code: 'never-open', place, facts: {} }]
  }
  const silent = facts.channels.filter(({ id }) => {
    const { offHours, offHoursReplies } = facts.account.channel(id)
    return offHours === 'nothing' || (offHours === 'auto-replies' && offHoursReplies.length === 0)
  })
  const [first] = silent
  if (!first) return []
  const mend = {
    channel: { id: first.id, rules: answering(facts.account.channel(first.id), facts) },
  }
  return comingDaysOff(facts).map(({ name, from, to }) => ({
    code: 'uncovered-holiday',
    place,
    facts: {
      name,
      from,
      to,
      channels: silent.map((channel) => channel.name).join(', '),
      count: silent.length,
    },
    ...(silent.length === 1 && { mend }),
  }))
}

/** In the next thirty days, and on days when it would be open otherwise. */
function comingDaysOff({ schedule, now }: AccountFacts): ScheduleException[] {
  const today = dateIn(schedule.timeZone, now)
  const last = dateIn(schedule.timeZone, now + AHEAD_DAYS * DAY_MS)
  return schedule.exceptions.filter(({ from, to, intervals }) => {
    if (intervals.length > 0 || to < today || from > last) return false
    return daysOf(from, to).some((weekday) => (schedule.week[weekday] ?? []).length > 0)
  })
}

/** Weekdays from…to, Monday first; after a week they come again. */
function daysOf(from: string, to: string): number[] {
  const first = Date.parse(`${from}T00:00:00Z`)
  const count = Math.min(7, Math.round((Date.parse(`${to}T00:00:00Z`) - first) / DAY_MS) + 1)
  return Array.from({ length: count }, (_, ahead) => {
    return (new Date(first + ahead * DAY_MS).getUTCDay() + 6) % 7
  })
}

/** As Sweden writes it: the way of ISO. */
const dateIn = (timeZone: string, at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at)
