import { type Bus, silentBus } from './bus.ts'

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

export function createHints(bus: Bus = silentBus): Hints {
  const listeners = new Map<HintTopic, Set<(accountId: string) => void>>()
  const hear = (topic: HintTopic, accountId: string) => {
    for (const listener of listeners.get(topic) ?? []) listener(accountId)
  }
  bus.subscribe('hint', (word) => hear(...(word as [HintTopic, string])))
  return {
    send(topic, accountId) {
      hear(topic, accountId)
      bus.publish('hint', [topic, accountId])
    },
    listen(topic, listener) {
      const set = listeners.get(topic) ?? new Set()
      listeners.set(topic, set.add(listener))
      return () => set.delete(listener)
    },
  }
}

/** The same hints, until they are no longer listened to. */
export function hintsUntil(hints: Hints): Hints & { deafen(): void } {
  const deaf: (() => void)[] = []
  return {
    send: hints.send,
    listen(topic, listener) {
      const stop = hints.listen(topic, listener)
      deaf.push(stop)
      return stop
    },
    deafen() {
      for (const stop of deaf.splice(0)) stop()
    },
  }
}

/** After people or settings have changed, whatever of it there was. */
export function hintSettings(hints: Hints, accountId: string): void {
  for (const topic of ['feed', 'sweeps', 'wake-ups'] as const) hints.send(topic, accountId)
}
