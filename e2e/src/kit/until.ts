import { setTimeout as sleep } from 'node:timers/promises'

interface Patience {
  withinMs: number
  everyMs?: number
  /** What is waited for, for the sentence that says it did not happen; a function says it then. */
  what: string | (() => string)
}

/** Asks again and again until the answer is there; undefined and false mean «not yet». */
export async function until<Answer>(
  ask: () => Promise<Answer | undefined | false>,
  { withinMs, everyMs = 20, what }: Patience,
): Promise<Answer> {
  const latest = performance.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (performance.now() > latest) {
      const missed = typeof what === 'string' ? what : what()
      throw new Error(`${missed}: not within ${withinMs} ms`)
    }
    await sleep(everyMs)
  }
}
