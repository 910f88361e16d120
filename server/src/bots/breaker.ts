import type { BotFailure } from '../rules/index.ts'
import type { BotRow } from './bot-row.ts'

/** D-06: failures one after the other, with no answer between them. */
export const MOST_FAILURES = 3
export const PROBE_EVERY_MS = 60_000

type Breaker = Pick<
  BotRow,
  'failures' | 'failed_probes' | 'unavailable_since' | 'trouble' | 'probe_at'
>
type Changes = Partial<Breaker>
type Bot = Breaker & Pick<BotRow, 'kind'>

/** Like new: what failed before says nothing of it. */
export function clean(kind: BotRow['kind'], now: Date): Breaker {
  return {
    failures: 0,
    failed_probes: 0,
    unavailable_since: null,
    trouble: null,
    // A scenario of ours is not asked how it is: it is tried again once it has failed.
    probe_at: kind === 'webhook' ? now : null,
  }
}

/** A customer was let down, or a probe was not answered. */
export function afterFailure(
  bot: Bot,
  { reason, now, isProbe = false }: { reason: BotFailure; now: Date; isProbe?: boolean },
): Changes {
  if (bot.unavailable_since) return {}
  const failures = bot.failures + 1
  const counted = { failures, failed_probes: bot.failed_probes + (isProbe ? 1 : 0) }
  if (failures < MOST_FAILURES) return counted
  return { ...counted, unavailable_since: now, trouble: reason, probe_at: nextProbe(now) }
}

/**
 * A probe was answered. One that cannot be probed is tried on the next customer: a single failure
 * then is enough.
 */
export function afterProbe(bot: Bot, now: Date): Changes {
  if (!bot.unavailable_since) {
    return { failures: bot.failures - bot.failed_probes, failed_probes: 0 }
  }
  const well = clean(bot.kind, now)
  if (bot.kind === 'scenario') return { ...well, failures: MOST_FAILURES - 1 }
  return { ...well, probe_at: nextProbe(now) }
}

export const nextProbe = (now: Date): Date => new Date(now.getTime() + PROBE_EVERY_MS)
