import type { Clock } from '../lib/clock.ts'

/** Stands still until it is moved. */
export class VirtualClock implements Clock {
  #now: number

  constructor(start = Date.parse('2026-01-05T09:00:00Z')) {
    this.#now = start
  }

  now(): Date {
    return new Date(this.#now)
  }

  advance(ms: number): void {
    this.#now += ms
  }
}
