import type { Max } from '../max.ts'
import type { Bot } from '../model.ts'
import { badPayload, isMissing } from '../refusal.ts'

/** One call of a bot, already let in. */
export interface Call {
  max: Max
  bot: Bot
  /** As faults and the journal name it: `post /messages`. */
  name: string
  query: Query
  /** The changing parts of the path. */
  parts: string[]
  body: unknown
  /** Answer as if it were done, and do nothing. */
  isDropped: boolean
}

export interface Method {
  /** `POST /chats/:id/actions`. */
  route: string
  run(call: Call): unknown
}

/** The address of a call, read as strictly as the platform reads it. */
export class Query {
  readonly #values: Record<string, string | string[] | undefined>

  constructor(values: unknown) {
    this.#values = (values ?? {}) as Record<string, string | string[] | undefined>
  }

  has(name: string): boolean {
    return this.text(name) !== ''
  }

  /** The empty string when it is missing. */
  text(name: string): string {
    const value = this.#values[name]
    return (Array.isArray(value) ? value[0] : value) ?? ''
  }

  required(name: string): string {
    if (!this.has(name)) throw isMissing(name)
    return this.text(name)
  }

  list(name: string): string[] {
    return this.text(name).split(',').filter(Boolean)
  }

  integer(name: string): number | undefined {
    if (!this.has(name)) return undefined
    const value = Number(this.text(name))
    if (!Number.isSafeInteger(value)) throw badPayload(`Field '${name}' must be an integer`)
    return value
  }

  between(name: string, { least, most, otherwise }: Range): number {
    const value = this.integer(name) ?? otherwise
    if (value < least)
      throw badPayload(`Field '${name}' value (${value}) must be at least ${least}`)
    if (value > most) throw badPayload(`Field '${name}' value (${value}) must be at most ${most}`)
    return value
  }
}

interface Range {
  least: number
  most: number
  otherwise: number
}
