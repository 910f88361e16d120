import type { ChannelErrorReason } from '../errors.ts'

interface Meaning {
  status: number
  /** Found in the code or in the text: either may be the only place that says it. */
  words: RegExp
  reason: ChannelErrorReason
  /** Nothing came to be, and the same request will be taken a little later. */
  isTemporary?: true
}

/** First match first. https://dev.max.ru/docs-api */
const meanings: readonly Meaning[] = [
  {
    status: 400,
    words: /attachment\.not\.ready|not\.processed/,
    reason: 'unreachable',
    isTemporary: true,
  },
  { status: 400, words: /'text' size/, reason: 'too-long' },
  { status: 400, words: /(?:)/, reason: 'bad-format' },
  { status: 401, words: /(?:)/, reason: 'misconfigured' },
  { status: 403, words: /dialog\.suspended/, reason: 'recipient-blocked' },
  { status: 403, words: /deprecated\.token/, reason: 'misconfigured' },
  { status: 403, words: /(?:)/, reason: 'rejected' },
  { status: 404, words: /dialog\.?not\.?found|chat\.not\.found/, reason: 'recipient-gone' },
  { status: 404, words: /(?:)/, reason: 'rejected' },
  { status: 413, words: /(?:)/, reason: 'too-large' },
  { status: 429, words: /(?:)/, reason: 'throttled' },
]

export function meaningOf(status: number, words: string): Pick<Meaning, 'reason' | 'isTemporary'> {
  if (status >= 500) return { reason: 'unreachable' }
  const said = words.toLowerCase()
  return (
    meanings.find((each) => each.status === status && each.words.test(said)) ?? {
      reason: 'rejected',
    }
  )
}
