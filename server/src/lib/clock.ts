/** The one clock. Tests replace it; nothing that decides asks the machine. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
