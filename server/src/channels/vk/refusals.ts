import type { ChannelErrorReason } from '../errors.ts'

export interface Meaning {
  reason: ChannelErrorReason
  retryAfterMs?: number
  pauses?: 'channel'
  isTemporary?: true
  /** ВКонтакте failed in the middle of it: it may have happened. */
  isUnknown?: true
}

const SECOND = 1000
const MINUTE = 60 * SECOND

const lostRights: Meaning = { reason: 'misconfigured', pauses: 'channel' }

/** https://dev.vk.com/ru/reference/errors */
const meanings: Readonly<Record<number, Meaning>> = {
  1: { reason: 'unreachable', isUnknown: true },
  2: lostRights,
  5: lostRights,
  6: { reason: 'throttled', retryAfterMs: 1100, pauses: 'channel' },
  7: lostRights,
  9: { reason: 'throttled', retryAfterMs: 10 * SECOND },
  10: { reason: 'unreachable', isUnknown: true },
  11: lostRights,
  14: { reason: 'throttled', retryAfterMs: 2 * MINUTE, pauses: 'channel' },
  15: lostRights,
  17: lostRights,
  18: { reason: 'recipient-gone' },
  22: { reason: 'unreachable', isTemporary: true },
  27: lostRights,
  28: lostRights,
  29: { reason: 'throttled', retryAfterMs: 15 * MINUTE, pauses: 'channel' },
  100: { reason: 'bad-format' },
  103: { reason: 'throttled', retryAfterMs: MINUTE },
  105: { reason: 'unreachable', isTemporary: true },
  113: { reason: 'recipient-gone' },
  121: { reason: 'bad-format' },
  129: { reason: 'bad-format' },
  223: { reason: 'throttled', retryAfterMs: MINUTE },
  900: { reason: 'recipient-blocked' },
  901: { reason: 'recipient-blocked' },
  902: { reason: 'recipient-blocked' },
  910: { reason: 'too-large' },
  911: { reason: 'bad-format' },
  912: { reason: 'bad-format' },
  914: { reason: 'too-long' },
  936: { reason: 'recipient-gone' },
  950: { reason: 'window-closed' },
  1117: lostRights,
  3609: lostRights,
  3610: lostRights,
}

export function meaningOf(code: number): Meaning {
  return meanings[code] ?? { reason: 'rejected' }
}

/** The key itself is no good any more, whatever was asked with it. */
const isAboutKey = (code: number): boolean => [5, 1117, 3609, 3610].includes(code)

/**
 * What may be done to a thing that people comment on hangs on the thing and on whose key it is: a
 * refusal says nothing of the channel, unless it is of the key.
 */
export function meaningForComments(code: number): Meaning {
  const meaning = meaningOf(code)
  const isOfThing = meaning.reason === 'misconfigured' && !isAboutKey(code)
  return isOfThing ? { reason: 'rejected' } : meaning
}

/** A keyboard that is not taken: the words are worth more than their buttons. */
export const isAboutKeyboard = (code: string | undefined): boolean =>
  code === '911' || code === '912'
/** The community does not let bots do what bots do (VK-05). */
export const NO_BOTS = '912'
/** What is quoted cannot be: gone, or too old. */
export const isAboutQuotation = (code: string | undefined): boolean =>
  ['913', '921', '940', '969'].includes(code ?? '')
export const TOO_OFTEN = '6'
/** A method that this kind of key has not got. */
export const NOT_FOR_KEY = '27'
/** The messages of the community are off, when it is about messages. */
export const NO_ACCESS = '15'
