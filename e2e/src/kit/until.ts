import { setTimeout as sleep } from 'node:timers/promises'

const LONGEST_PAUSE_MS = 250

interface Patience {
  withinMs: number
  /** The same pause each time; without it, pauses grow, so that nobody asks too often. */
  everyMs?: number
  /** What is waited for, for the sentence that says it did not happen; a function says it then. */
  what: string | (() => string)
}

/** What was waited for did not happen. */
export class TooLateError extends Error {
  override readonly name = 'TooLateError'
}

/** Asks again and again until the answer is there; undefined and false mean «not yet». */
export async function until<Answer>(
  ask: () => Promise<Answer | undefined | false>,
  { withinMs, everyMs, what }: Patience,
): Promise<Answer> {
  const latest = performance.now() + withinMs
  for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 1.3, LONGEST_PAUSE_MS)) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (performance.now() > latest) {
      const missed = typeof what === 'string' ? what : what()
      throw new TooLateError(`${missed}: not within ${withinMs} ms`)
    }
    await sleep(everyMs ?? pauseMs)
  }
}
