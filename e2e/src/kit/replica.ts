import type { Channel, Conversation, Message, ServerFrame, Snapshot } from '@otklik/protocol'
import { WebSocket } from 'ws'

import type { Client } from './client.ts'

const RECONNECT_MS = 50

/**
 * An open workplace without its screen: a snapshot, and the feed applied to it. It comes back after
 * every break and continues where it stopped; what it holds must be what a fresh load would give.
 */
export class Replica {
  readonly conversations = new Map<string, Conversation>()
  readonly messages = new Map<string, Message>()
  readonly channels = new Map<string, Channel>()
  /** Faults of the feed: nothing may be left out, and nothing told twice. */
  readonly faults = { holes: 0, repeats: 0, reloads: 0 }
  /** All events up to here have been applied. */
  number = 0
  connections = 0
  /** Called for every event, as it arrives. */
  onMessage: (message: Message) => void = () => {}
  readonly #client: Client
  #socket: WebSocket | undefined
  #isClosed = false

  constructor(client: Client) {
    this.#client = client
  }

  /** Resolves when the state is there; the feed follows. */
  async open(): Promise<void> {
    const state = await this.#client.insist<Snapshot>('GET', '/api/v1/snapshot')
    this.number = state.number
    this.conversations.clear()
    for (const conversation of state.conversations) {
      this.conversations.set(conversation.id, conversation)
    }
    for (const channel of state.channels) this.channels.set(channel.id, channel)
    this.#connect()
  }

  close(): void {
    this.#isClosed = true
    this.#socket?.terminate()
  }

  #connect(): void {
    if (this.#isClosed) return
    const { url, cookie } = this.#client
    const address = `${url.replace(/^http/, 'ws')}/api/v1/feed?since=${this.number}`
    const socket = new WebSocket(address, { headers: { cookie, origin: url } })
    this.#socket = socket
    let mustReload = false
    socket.on('open', () => {
      this.connections++
    })
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as ServerFrame
      if (frame.type === 'events') this.#take(frame)
      if (frame.type === 'resync') mustReload = true
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      if (mustReload) this.faults.reloads++
      setTimeout(() => (mustReload ? void this.open() : this.#connect()), RECONNECT_MS)
    })
  }

  #take({ from, to, events }: Extract<ServerFrame, { type: 'events' }>): void {
    if (from > this.number + 1) this.faults.holes++
    if (from <= this.number) this.faults.repeats++
    for (const event of events) {
      if (event.kind === 'conversation') keep(this.conversations, event.payload)
      if (event.kind === 'channel') keep(this.channels, event.payload)
      if (event.kind === 'message') {
        keep(this.messages, event.payload)
        this.onMessage(event.payload)
      }
    }
    this.number = to
  }
}

/** An older version of what is known changes nothing. */
function keep<Entity extends { id: string; version: number }>(
  known: Map<string, Entity>,
  entity: Entity,
): void {
  if ((known.get(entity.id)?.version ?? -1) < entity.version) known.set(entity.id, entity)
}
