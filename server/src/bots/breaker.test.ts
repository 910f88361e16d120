import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { afterFailure, afterProbe, clean } from './breaker.ts'

const start = Date.parse('2026-11-23T09:00:00Z')
type Told = 'failed' | 'probe failed' | 'probe answered' | 'answered'

/** One thing a minute. */
function after(kind: 'webhook' | 'scenario', ...told: Told[]) {
  let bot = { kind, ...clean(kind, new Date(start)) }
  let now = new Date(start)
  for (const each of told) {
    now = new Date(now.getTime() + 60_000)
    const reason = 'no-answer' as const
    if (each === 'failed') bot = { ...bot, ...afterFailure(bot, { reason, now }) }
    if (each === 'probe failed') {
      bot = { ...bot, ...afterFailure(bot, { reason: 'unreachable', now, isProbe: true }) }
    }
    if (each === 'probe answered') bot = { ...bot, ...afterProbe(bot, now) }
    if (each === 'answered') bot = { ...bot, failures: 0, failed_probes: 0 }
  }
  return bot
}
const isOpen = (...told: Parameters<typeof after>) => after(...told).unavailable_since !== null

describe('[D-06] a bot', () => {
  test('[H-16] is unavailable after three failures in a row, whoever met them', () => {
    assert.equal(isOpen('webhook', 'failed', 'failed'), false)
    assert.equal(isOpen('webhook', 'failed', 'failed', 'failed'), true)
    assert.equal(isOpen('webhook', 'failed', 'probe failed', 'failed'), true)
    assert.equal(isOpen('webhook', 'failed', 'failed', 'answered', 'failed', 'failed'), false)
  })

  test('says why and since when, and is looked at again after a minute', () => {
    const bot = after('webhook', 'failed', 'failed', 'probe failed', 'failed')
    assert.deepEqual(bot.unavailable_since, new Date(start + 3 * 60_000))
    assert.equal(bot.trouble, 'unreachable')
    assert.deepEqual(bot.probe_at, new Date(start + 4 * 60_000))
  })

  test('that answers probes and lets customers down is not well', () => {
    const told: Told[] = ['failed', 'probe answered', 'failed', 'probe answered', 'failed']
    assert.equal(isOpen('webhook', ...told), true)
  })

  test('that misses a probe now and then is', () => {
    const told: Told[] = ['probe failed', 'probe failed', 'probe answered', 'probe failed']
    assert.equal(isOpen('webhook', ...told), false)
  })

  test('is available again once a probe is answered', () => {
    const bot = after('webhook', 'failed', 'failed', 'failed', 'probe failed', 'probe answered')
    assert.deepEqual([bot.unavailable_since, bot.trouble, bot.failures], [null, null, 0])
    assert.deepEqual(bot.probe_at, new Date(start + 6 * 60_000))
  })

  test('of ours is tried on one customer, whose misfortune is enough', () => {
    const again = after('scenario', 'failed', 'failed', 'failed', 'probe answered')
    assert.deepEqual([again.unavailable_since, again.probe_at], [null, null])
    const told: Told[] = ['failed', 'failed', 'failed', 'probe answered', 'failed']
    assert.equal(isOpen('scenario', ...told), true)
  })
})
