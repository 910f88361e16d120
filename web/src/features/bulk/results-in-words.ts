import type { BulkAnswer } from '@otklik/protocol'
import type { Words } from '@otklik/words'

type BulkWords = Pick<Words['web']['bulk'], 'done' | 'failed'>

/** «2 закрыты, 1 — нет: Обращение уже закрыто»: what is alike is said once. */
export function resultsInWords(
  results: BulkAnswer['results'],
  done: keyof BulkWords['done'],
  words: BulkWords,
): string {
  const count = results.filter(({ error }) => !error).length
  const reasons = new Map<string, number>()
  for (const { error } of results) {
    if (!error) continue
    const said = error.message.replace(/\.$/, '')
    reasons.set(said, (reasons.get(said) ?? 0) + 1)
  }
  return [
    ...(count > 0 ? [words.done[done](count)] : []),
    ...[...reasons].map(([reason, failed]) => words.failed(failed, reason)),
  ].join(', ')
}
