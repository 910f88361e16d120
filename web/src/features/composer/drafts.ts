import type { Message, OfferedButtons } from '@otklik/protocol'

export type Mode = 'message' | 'note'

/** What was begun and not sent, per conversation; kept over a reload and a sign-out. */
export interface Draft {
  readonly text: string
  readonly mode: Mode
  readonly replyTo?: NonNullable<Message['replyTo']> | undefined
  readonly buttons?: OfferedButtons | undefined
}

export const emptyDraft: Draft = { text: '', mode: 'message' }

export class Drafts {
  readonly #prefix: string

  constructor(operatorId: string) {
    this.#prefix = `otklik.draft.${operatorId}.`
  }

  get(conversationId: string): Draft {
    try {
      const stored = localStorage.getItem(this.#prefix + conversationId)
      return stored ? { ...emptyDraft, ...(JSON.parse(stored) as Partial<Draft>) } : emptyDraft
    } catch {
      return emptyDraft
    }
  }

  put(conversationId: string, draft: Draft): void {
    const key = this.#prefix + conversationId
    try {
      if (draft.text || draft.replyTo || draft.buttons)
        localStorage.setItem(key, JSON.stringify(draft))
      else localStorage.removeItem(key)
    } catch {
      // A full storage costs the safety over a reload only.
    }
  }
}
