/** Work that is looked for when a hint comes, and now and then without one. */
export interface Loop {
  wake(): void
  /** Resolves when the round under way is over; there will be no other. */
  stop(): Promise<void>
}

interface LoopOptions {
  everyMs: number
  /** For so long after a round a wake waits: whoever is woken by everything looks at much at once. */
  gatherMs?: number
  onProblem(problem: string, facts: object): void
}

const LONGEST_REST_MS = 5000

/**
 * Runs `round` again and again, never twice at once: at once while it returns true («there is
 * more»), otherwise at the next wake or after `everyMs`. A round that fails is repeated with growing
 * pauses: what it looks for is in the database and waits.
 */
export function createLoop(
  name: string,
  round: () => Promise<boolean>,
  { everyMs, gatherMs = 0, onProblem }: LoopOptions,
): Loop {
  let isStopped = false
  let isWanted = true
  let failures = 0
  let wakeUp = () => {}

  async function run(): Promise<void> {
    while (!isStopped) {
      isWanted = false
      let isMore = false
      try {
        isMore = await round()
        failures = 0
      } catch (error) {
        failures++
        onProblem(`${name} failed`, { error: String(error), failures })
        await rest(Math.min(100 * 2 ** failures, LONGEST_REST_MS), { isDeaf: true })
        isMore = true
      }
      if (isMore) continue
      if (gatherMs > 0 && !isStopped) await rest(gatherMs, { isDeaf: true })
      if (!isWanted && !isStopped) await rest(everyMs, { isDeaf: false })
    }
  }

  function rest(ms: number, { isDeaf }: { isDeaf: boolean }): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wakeUp = () => {
        if (isDeaf && !isStopped) return
        clearTimeout(timer)
        resolve()
      }
    })
  }

  // Not before the caller has what this returns: the first round may speak of it.
  const running = Promise.resolve().then(run)
  return {
    wake() {
      isWanted = true
      wakeUp()
    },
    stop() {
      isStopped = true
      wakeUp()
      return running
    },
  }
}
