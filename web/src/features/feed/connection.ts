import type { ClientFrame, ServerFrame } from '@otklik/protocol'

import { reconnectMs } from './backoff.ts'

const pingEveryMs = 20_000
/** Silence for this long after a question means that the line is dead, whatever the socket says. */
const deadAfterMs = 8_000

interface ConnectionEvents {
  /** The number after which frames are wanted, and whose view of the account is continued. */
  since: () => { number: number; viewId: string }
  onOpen: () => void
  onFrame: (frame: ServerFrame) => void
  /** `wasOpen` is false when even connecting failed. */
  onLost: (wasOpen: boolean) => void
}

/** One socket to the feed that comes back by itself. */
export class FeedConnection {
  readonly #events: ConnectionEvents
  readonly #unlisten = new AbortController()
  #socket: WebSocket | undefined
  #failedTries = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #ping: ReturnType<typeof setInterval> | undefined
  #deadline: ReturnType<typeof setTimeout> | undefined
  #isStopped = false

  constructor(events: ConnectionEvents) {
    this.#events = events
    const { signal } = this.#unlisten
    window.addEventListener('online', () => this.connectNow(), { signal })
    window.addEventListener('offline', () => this.#lose(), { signal })
    document.addEventListener('visibilitychange', () => this.#wake(), { signal })
  }

  connectNow(): void {
    if (this.#isStopped || this.#socket) return
    clearTimeout(this.#retry)
    const { protocol, host } = window.location
    const scheme = protocol === 'https:' ? 'wss' : 'ws'
    const { number, viewId } = this.#events.since()
    const query = new URLSearchParams({ since: String(number), view: viewId })
    const socket = new WebSocket(`${scheme}://${host}/api/v1/feed?${query}`)
    this.#socket = socket
    this.#expectAnswer()
    socket.addEventListener('open', () => this.#opened(socket))
    socket.addEventListener('message', (event) => this.#heard(socket, event))
    socket.addEventListener('close', () => {
      if (this.#socket === socket) this.#lose()
    })
  }

  /** Loses nothing that matters when it cannot: hints only. */
  send(frame: ClientFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame))
  }

  /** Asks whether anybody is there; silence is treated as a lost line. */
  probe(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return
    this.send({ type: 'ping' })
    this.#expectAnswer()
  }

  /** Drops the socket and connects again, as after the state was loaded anew. */
  restart(): void {
    this.#drop()
    this.connectNow()
  }

  stop(): void {
    this.#isStopped = true
    this.#unlisten.abort()
    this.#drop()
    clearTimeout(this.#retry)
  }

  #opened(socket: WebSocket): void {
    if (this.#socket !== socket) return
    this.#failedTries = 0
    this.#events.onOpen()
    this.#ping = setInterval(() => this.probe(), pingEveryMs)
    this.probe()
  }

  #heard(socket: WebSocket, event: MessageEvent): void {
    if (this.#socket !== socket) return
    clearTimeout(this.#deadline)
    this.#deadline = undefined
    this.#events.onFrame(JSON.parse(String(event.data)) as ServerFrame)
  }

  #expectAnswer(): void {
    this.#deadline ??= setTimeout(() => this.#lose(), deadAfterMs)
  }

  #wake(): void {
    if (document.visibilityState !== 'visible') return
    if (this.#socket) this.probe()
    else this.connectNow()
  }

  #lose(): void {
    const wasOpen = this.#ping !== undefined
    this.#drop()
    if (this.#isStopped) return
    this.#events.onLost(wasOpen)
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.connectNow(), reconnectMs(this.#failedTries, Math.random()))
    this.#failedTries += 1
  }

  #drop(): void {
    const socket = this.#socket
    this.#socket = undefined
    clearInterval(this.#ping)
    clearTimeout(this.#deadline)
    this.#ping = undefined
    this.#deadline = undefined
    socket?.close()
  }
}
