/** What the load generator is told first. */
export interface Setup {
  /** Where webhooks go, and the secret that proves them. */
  url: string
  secret: string
  /** An operator's socket. */
  feedUrl: string
  cookie: string
  origin: string
  /** Told apart from other generators by it: letters and digits. */
  mark?: string
  /** Platforms give no number twice: where another generator wrote to the same channel, beyond its. */
  firstUpdate?: number
  /** How many customers take turns in writing. */
  people: number
}

export interface Order {
  /** At most so many messages. */
  count: number
  /** At most for so long. */
  forMs?: number
  /** Evenly; without it as fast as the server lets them. */
  perSecond?: number
}

export interface Result {
  count: number
  /** Until the last of them was pushed. */
  tookMs: number
  /** Acknowledged, and not pushed in time. */
  lost: number
  refused: number
  ackMs: number[]
  pushMs: number[]
}
