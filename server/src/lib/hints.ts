export type HintTopic =
  | 'feed'
  | 'inbox'
  | 'lanes'
  | 'deadlines'
  | 'wake-ups'
  | 'tasks'
  | 'bot-turns'
  | 'channels'
  | 'sweeps'
  | 'templates'
  | 'pushes'
  | 'imports'
  | 'webhooks'

/**
 * «Look, there is something new»: sent after a commit to whoever would find it by looking anyway.
 * A lost hint costs latency, never data.
 */
export interface Hints {
  send(topic: HintTopic, accountId: string): void
  listen(topic: HintTopic, listener: (accountId: string) => void): () => void
}

export function createHints(): Hints {
  const listeners = new Map<HintTopic, Set<(accountId: string) => void>>()
  return {
    send(topic, accountId) {
      for (const listener of listeners.get(topic) ?? []) listener(accountId)
    },
    listen(topic, listener) {
      const set = listeners.get(topic) ?? new Set()
      listeners.set(topic, set.add(listener))
      return () => set.delete(listener)
    },
  }
}

/** After people or settings have changed, whatever of it there was. */
export function hintSettings(hints: Hints, accountId: string): void {
  for (const topic of ['feed', 'sweeps', 'wake-ups'] as const) hints.send(topic, accountId)
}
