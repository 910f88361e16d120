import { randomUUID } from 'node:crypto'

/** What carries texts to the other processes, to all of them or to none. */
export interface Wire {
  /** Longer texts it does not carry. */
  readonly mostBytes: number
  send(text: string): Promise<void>
  receive(listener: (text: string) => void): void
  close(): Promise<void>
}

/**
 * Words between the processes of one installation, like hints: they arrive soon, or never, as when a
 * connection breaks. Nothing may depend on one.
 */
export interface Bus {
  publish(topic: string, word: unknown): void
  /** What the others have published. */
  subscribe(topic: string, listener: (word: unknown, from: string) => void): () => void
  /** Resolves when everything published so far has gone, or is lost. */
  flush(): Promise<void>
}

/** There is nobody else. */
export const silentBus: Bus = {
  publish() {},
  subscribe: () => () => {},
  flush: async () => {},
}

interface Packet {
  from: string
  words: [string, unknown][]
}

const ENVELOPE_BYTES = 100

/** What is said while a packet is on its way goes as the next one, each word once. */
export function createBus(wire: Wire): Bus {
  const self = randomUUID()
  const listeners = new Map<string, Set<(word: unknown, from: string) => void>>()
  const waiting = new Set<string>()
  let isSending = false
  let sending = Promise.resolve()

  async function sendAll(): Promise<void> {
    isSending = true
    while (waiting.size > 0) {
      const packet = takePacket()
      if (packet.length === 0) continue
      // A lost word costs latency: whoever waits for it looks by itself.
      await wire.send(`{"from":"${self}","words":[${packet.join()}]}`).catch(() => {})
    }
    isSending = false
  }

  function takePacket(): string[] {
    const packet: string[] = []
    let bytes = ENVELOPE_BYTES
    for (const word of waiting) {
      const size = Buffer.byteLength(word) + 1
      const isTooLong = ENVELOPE_BYTES + size > wire.mostBytes
      if (!isTooLong && bytes + size > wire.mostBytes) break
      waiting.delete(word)
      if (isTooLong) continue
      bytes += size
      packet.push(word)
    }
    return packet
  }

  wire.receive((text) => {
    const packet = readPacket(text)
    if (!packet || packet.from === self) return
    const { from, words } = packet
    for (const [topic, word] of words) {
      for (const listener of listeners.get(topic) ?? []) hear(() => listener(word, from))
    }
  })

  return {
    publish(topic, word) {
      waiting.add(JSON.stringify([topic, word]))
      // All that this turn of the loop has to say goes together.
      if (!isSending) {
        isSending = true
        sending = new Promise((resolve) => setImmediate(() => void sendAll().then(resolve)))
      }
    },
    subscribe(topic, listener) {
      const set = listeners.get(topic) ?? new Set()
      listeners.set(topic, set.add(listener))
      return () => set.delete(listener)
    },
    flush: () => sending,
  }
}

/** Anybody who may use the wire can say anything there: what is none of ours must end nobody. */
function hear(listen: () => void): void {
  try {
    listen()
  } catch {
    // A word costs latency when it is lost, and nothing else.
  }
}

function readPacket(text: string): Packet | undefined {
  try {
    const packet = JSON.parse(text) as Partial<Packet> | null
    const isOurs = typeof packet?.from === 'string' && Array.isArray(packet.words)
    return isOurs && packet.words?.every(Array.isArray) ? (packet as Packet) : undefined
  } catch {
    return undefined
  }
}
