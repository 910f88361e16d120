import type { FileView, Message, OfferedButtons, SendMessageRequest } from '@otklik/protocol'

/** What the operator has sent and the server has not confirmed yet. */
export interface OutboxItem {
  readonly clientId: string
  readonly conversationId: string
  readonly kind: 'message' | 'note'
  readonly text: string
  readonly files: readonly OutboxFile[]
  readonly replyTo?: NonNullable<Message['replyTo']>
  readonly buttons?: OfferedButtons
  readonly mentions?: NonNullable<SendMessageRequest['mentions']>
  readonly format?: NonNullable<SendMessageRequest['format']>
  readonly at: string
  /** The reason it will not be tried again by itself. */
  readonly failure?: string
  /** A colleague holds the conversation: sending again would be refused again. */
  readonly isTaken?: true
}

export interface OutboxFile {
  readonly localId: string
  readonly name: string
  readonly bytes: number
  readonly type: string
  /** Known once the file is with us; only then does it survive a reload. */
  readonly view?: FileView
}

/** One key per message, so that tabs of one person do not overwrite each other's. */
export class OutboxStorage {
  readonly #prefix: string

  constructor(operatorId: string) {
    this.#prefix = `otklik.outbox.${operatorId}.`
  }

  /** In the order they were written. */
  all(): OutboxItem[] {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(this.#prefix))
      .flatMap((key) => parsed(localStorage.getItem(key)))
      .sort((a, b) => a.at.localeCompare(b.at))
  }

  put(item: OutboxItem): void {
    try {
      localStorage.setItem(this.#prefix + item.clientId, JSON.stringify(item))
    } catch {
      // A full storage costs the safety over a reload, not the message itself.
    }
  }

  remove(clientId: string): void {
    localStorage.removeItem(this.#prefix + clientId)
  }
}

function parsed(stored: string | null): OutboxItem[] {
  try {
    return stored ? [JSON.parse(stored) as OutboxItem] : []
  } catch {
    return []
  }
}
