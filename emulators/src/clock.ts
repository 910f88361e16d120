/**
 * The time of the emulated platforms. `now` can be moved forward, so that a test sees what happens
 * after 48 hours; waits are scaled, so that it does not sleep through a back-off of a minute.
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

export function createClock({ now = Date.now, timeScale = 1 }: ClockOptions = {}): Clock {
  let offsetMs = 0
  const after = (ms: number, callback: () => void) => {
    const timer = setTimeout(callback, ms * timeScale)
    timer.unref()
    return () => clearTimeout(timer)
  }
  return {
    now: () => now() + offsetMs,
    advance: (ms) => {
      offsetMs += ms
    },
    after,
    sleep: (ms) => new Promise((resolve) => after(ms, resolve)),
    timeScale,
  }
}

export const toUnix = (ms: number) => Math.floor(ms / 1000)
