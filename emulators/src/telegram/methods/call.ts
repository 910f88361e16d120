import type { Bot } from '../model.ts'
import type { Params } from '../params.ts'
import type { Telegram } from '../telegram.ts'

/** One call of the Bot API that has come through the door. */
export interface Call {
  telegram: Telegram
  bot: Bot
  /** In lower case: the platform does not care. */
  method: string
  params: Params
}

export type Method = (call: Call) => unknown

/** A result with a sentence beside it, which a few methods give. */
export class Described {
  readonly result: unknown
  readonly description: string

  constructor(result: unknown, description: string) {
    this.result = result
    this.description = description
  }
}
