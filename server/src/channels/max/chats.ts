import { z } from 'zod'

import type { Environment, ThreadId } from '../contract.ts'

/** The latest dialogs are enough: what is longer ago has been read. */
const MOST = 500

const remembered = z.record(z.string(), z.int()).catch({})

/**
 * Dialogs have ids of their own, which only some methods want: to show that we type, and to read
 * what was missed. They are learned from what is sent and kept with the channel.
 */
export class Chats {
  readonly #environment: Environment

  constructor(environment: Environment) {
    this.#environment = environment
  }

  get ids(): number[] {
    return Object.values(this.#all)
  }

  find(thread: ThreadId): number | undefined {
    return this.#all[thread]
  }

  async know(thread: ThreadId, chatId: number | undefined): Promise<void> {
    const all = this.#all
    if (chatId === undefined || all[thread] === chatId) return
    const latest = Object.entries({ ...all, [thread]: chatId }).slice(-MOST)
    // It only helps: a message that was sent stays sent.
    await this.#environment.remember({ chats: Object.fromEntries(latest) }).catch(() => {})
  }

  get #all(): Record<string, number> {
    return remembered.parse(this.#environment.memory.chats ?? {})
  }
}
