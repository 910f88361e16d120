import type { ChannelErrorReason } from '../../errors.ts'

export interface Meaning {
  reason: ChannelErrorReason
  isTemporary?: boolean
  retryAfterMs?: number
  pauses?: 'lane' | 'channel'
  /** Said of a call that may have done its work all the same. */
  isDoubtful?: boolean
}

const MINUTE_MS = 60_000
const wrongKey: Meaning = { reason: 'misconfigured', pauses: 'channel' }
const busy: Meaning = { reason: 'unreachable' }
const malformed: Meaning = { reason: 'bad-format' }
const refused: Meaning = { reason: 'rejected' }
const slower = (retryAfterMs?: number, pauses: 'lane' | 'channel' = 'channel'): Meaning => ({
  reason: 'throttled',
  pauses,
  ...(retryAfterMs && { retryAfterMs }),
})

/**
 * https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes. The code alone
 * decides, whether it comes at once or in a status: throttling has the status 400 of HTTP.
 */
const meanings: Readonly<Record<number, Meaning>> = {
  0: wrongKey,
  1: { ...busy, isDoubtful: true },
  2: busy,
  3: wrongKey,
  4: slower(MINUTE_MS),
  10: wrongKey,
  33: wrongKey,
  100: malformed,
  190: wrongKey,
  368: wrongKey,
  80007: slower(MINUTE_MS),
  130429: slower(),
  // The country of the person is closed to businesses.
  130497: { reason: 'recipient-gone' },
  131000: { ...busy, isDoubtful: true },
  131005: wrongKey,
  131008: malformed,
  131009: malformed,
  131016: busy,
  131021: refused,
  131026: { reason: 'recipient-gone' },
  131031: wrongKey,
  131037: wrongKey,
  131042: wrongKey,
  131045: wrongKey,
  131047: { reason: 'window-closed' },
  // Too many people complained: it passes in hours.
  131048: slower(60 * MINUTE_MS),
  131051: malformed,
  131052: malformed,
  131053: malformed,
  // One person gets no more than one message in six seconds for long; others get theirs.
  131056: slower(6000, 'lane'),
  131057: slower(MINUTE_MS),
  131064: slower(60 * MINUTE_MS),
  133000: wrongKey,
  133004: busy,
  133006: wrongKey,
  133010: wrongKey,
  135000: malformed,
}

/** Codes that Meta has added since lead to the general refusal. */
export function meaningOf(code: number): Meaning {
  if (code >= 200 && code <= 299) return wrongKey
  return meanings[code] ?? refused
}
