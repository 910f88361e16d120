/**
 * The time of the emulated platforms. Moved forward, it brings with it what was waited for meanwhile:
 * a test sees what happens after 48 hours. Waits are scaled too, so that nobody sleeps through a
 * back-off of a minute.
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  advance(ms: number): void
  /** Calls back after `ms` of the platform's time, and answers how not to. */
  after(ms: number, callback: () => void): () => void
  sleep(ms: number): Promise<void>
  readonly timeScale: number
}

export interface ClockOptions {
  now?: () => number
  /** Real milliseconds per millisecond of the platform: 0.01 turns two seconds into twenty ms. */
  timeScale?: number
}

interface Wait {
  /** When it is over, by the clock of this machine. */
  overAt: number
  timer: NodeJS.Timeout
  end: () => void
}

export function createClock({ now = Date.now, timeScale = 1 }: ClockOptions = {}): Clock {
  let offsetMs = 0
  const waits = new Set<Wait>()
  const start = (end: () => void, overAt: number) => {
    const timer = setTimeout(end, Math.max(0, overAt - performance.now()))
    timer.unref()
    return timer
  }
  const after = (ms: number, callback: () => void) => {
    const end = () => {
      waits.delete(wait)
      callback()
    }
    const overAt = performance.now() + ms * timeScale
    const wait: Wait = { overAt, timer: start(end, overAt), end }
    waits.add(wait)
    return () => {
      clearTimeout(wait.timer)
      waits.delete(wait)
    }
  }
  return {
    now: () => now() + offsetMs,
    advance: (ms) => {
      offsetMs += ms
      // In the order in which they would have ended.
      for (const wait of [...waits].sort((one, other) => one.overAt - other.overAt)) {
        clearTimeout(wait.timer)
        wait.overAt -= ms * timeScale
        wait.timer = start(wait.end, wait.overAt)
      }
    },
    after,
    sleep: (ms) => new Promise((resolve) => after(ms, resolve)),
    timeScale,
  }
}

export const toUnix = (ms: number) => Math.floor(ms / 1000)
