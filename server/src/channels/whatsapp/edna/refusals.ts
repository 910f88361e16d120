import type { ChannelErrorReason } from '../../errors.ts'

/** What edna says of one message, at once or in a status: https://docs-pulse.edna.io/ */
const meanings: Readonly<Record<string, ChannelErrorReason>> = {
  // Of one message.
  'matched-template-not-found': 'window-closed',
  'no-match-template': 'window-closed',
  'not-template-match': 'window-closed',
  'error-content-do-not-match-hsm-template': 'window-closed',
  'user-blocked': 'recipient-blocked',
  'not-whatsapp-user': 'recipient-gone',
  'error-address-format': 'recipient-gone',
  'error-address-not-specified': 'recipient-gone',
  'error-address-unknown': 'recipient-gone',
  'attachmentname-is-too-long': 'bad-format',
  'error-syntax': 'bad-format',
  // Of the whole channel.
  'error-unauthorized': 'misconfigured',
  'error-subject-unknown': 'misconfigured',
  'error-subject-format': 'misconfigured',
  'error-insufficient-balance': 'misconfigured',
  'insufficient-funds': 'misconfigured',
  'cascade-not-found': 'misconfigured',
  // Of edna.
  'error-system': 'unreachable',
  'error-system-blocked': 'unreachable',
}

/** How a code stands in a sentence, or as one. */
const balance = /insufficient (funds|balance)|balance/i
const malformed = /-not-specified$|-format$/

export function meaningOf(said: string): ChannelErrorReason {
  const code = said.trim().toLowerCase()
  const known = meanings[code] ?? meanings[wordIn(code) ?? '']
  if (known) return known
  if (balance.test(said)) return 'misconfigured'
  return malformed.test(code) ? 'bad-format' : 'rejected'
}

/** The code among other words. */
const wordIn = (text: string): string | undefined =>
  Object.keys(meanings).find((code) => text.includes(code))

/** The same was taken before, by an attempt whose answer was lost. */
export const ALREADY_TAKEN = /requestId-is-not-unique|Duplicate messageId/i
export const NO_CASCADE = /cascade-not-found/i

/** What became of a message, where it came to nothing. */
const endings: Readonly<Record<string, ChannelErrorReason>> = {
  undelivered: 'recipient-gone',
  expired: 'expired',
  failed: 'rejected',
  // Mostly because the same was sent to the same person within twenty minutes.
  cancelled: 'cancelled',
  'no-match-template': 'window-closed',
}

/** Why a message failed; nothing for a status that is no failure. */
export function failureOf(status: string, error?: string): ChannelErrorReason | undefined {
  const name = status.toLowerCase()
  if (!Object.hasOwn(endings, name)) return undefined
  const reason = error === undefined ? 'rejected' : meaningOf(error)
  return reason === 'rejected' ? endings[name] : reason
}
