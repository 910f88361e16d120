import type { ChannelErrorReason } from '../errors.ts'

/**
 * What Telegram's refusals mean, first match first. Descriptions are free text that "may change",
 * so a code alone must lead to something sensible as well.
 * https://core.telegram.org/bots/api#making-requests
 */
const meanings: ReadonlyArray<[code: number, words: RegExp, reason: ChannelErrorReason]> = [
  [400, /chat not found|peer_id_invalid|user not found/, 'recipient-gone'],
  [400, /too long/, 'too-long'],
  [400, /too big|too large/, 'too-large'],
  [400, /text is empty|text must be non-empty|can't parse|button|reply markup/, 'bad-format'],
  [400, /entity beginning at|photo|image_process_failed|wrong file identifier/, 'bad-format'],
  [400, /temporarily unavailable/, 'unreachable'],
  [400, /logged out/, 'misconfigured'],
  [401, /(?:)/, 'misconfigured'],
  [403, /blocked by the user/, 'recipient-blocked'],
  [403, /deactivated|can't initiate|kicked|not a member|was deleted/, 'recipient-gone'],
  [404, /method not found/, 'rejected'],
  // To a token that has not even its shape, the official server says this and not 401.
  [404, /(?:)/, 'misconfigured'],
  // Somebody else polls, or a webhook is set: two systems share one token.
  [409, /(?:)/, 'misconfigured'],
  [413, /(?:)/, 'too-large'],
  [429, /(?:)/, 'throttled'],
]

export function toReason(code: number, description: string): ChannelErrorReason {
  if (code >= 500) return 'unreachable'
  const words = description.toLowerCase()
  const meaning = meanings.find(([each, pattern]) => each === code && pattern.test(words))
  return meaning?.[2] ?? 'rejected'
}
