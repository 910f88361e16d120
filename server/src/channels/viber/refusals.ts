import type { ChannelErrorReason } from '../errors.ts'

interface Meaning {
  reason: ChannelErrorReason
  isTemporary?: boolean
  retryAfterMs?: number
}

/** A hundred messages an hour may go unanswered: a second does not mend what an hour is counted by. */
const TOO_MANY_MS = 10_000

/** https://developers.viber.com/docs/api/rest-bot-api/#error-codes */
const meanings: Readonly<Record<number, Meaning>> = {
  1: { reason: 'rejected' },
  2: { reason: 'misconfigured' },
  3: { reason: 'bad-format' },
  4: { reason: 'bad-format' },
  5: { reason: 'recipient-gone' },
  6: { reason: 'recipient-blocked' },
  7: { reason: 'misconfigured' },
  8: { reason: 'misconfigured' },
  9: { reason: 'misconfigured' },
  // Somebody took the webhook away: it is looked after, and the message waits for it.
  10: { reason: 'unreachable' },
  11: { reason: 'recipient-gone' },
  12: { reason: 'throttled', retryAfterMs: TOO_MANY_MS },
  13: { reason: 'bad-format' },
  14: { reason: 'bad-format' },
  15: { reason: 'misconfigured' },
  16: { reason: 'rejected' },
  17: { reason: 'rejected' },
  18: { reason: 'rejected' },
  19: { reason: 'unreachable' },
  20: { reason: 'rejected' },
  21: { reason: 'recipient-gone' },
  22: { reason: 'rejected' },
  // The free messages of the month are gone: answers within a day of a question still leave, and the
  // channel's page says so.
  23: { reason: 'rejected' },
  // Nobody has paid: the administrator has to know.
  24: { reason: 'misconfigured' },
}

/** Every other code is a general failure of Viber's own, which passes. */
export const meaningOf = (status: number): Meaning => meanings[status] ?? { reason: 'unreachable' }

/** The customer's application is too old for buttons. */
export const isTooOld = (code: string | undefined): boolean => code === '13' || code === '14'
