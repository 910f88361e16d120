import type { ServerFrame } from '@otklik/protocol'
import type { WebSocket } from 'ws'

import type { Caller } from '../http/index.ts'

/** A reader slower than this much unread is let go: it comes back and catches up. */
const MOST_BUFFERED_BYTES = 1024 * 1024

/** Close codes of ours, so that a browser knows whether to come back. */
const RESYNC_CODE = 4001

/** One open workplace. */
export class Subscriber {
  readonly caller: Caller
  readonly cookie: string | undefined
  readonly #socket: WebSocket
  /** Up to which number of the feed they have been told what is theirs of it. */
  told = 0
  /** The conversation on the screen. */
  viewing: string | null = null

  constructor(socket: WebSocket, caller: Caller, cookie: string | undefined) {
    this.#socket = socket
    this.caller = caller
    this.cookie = cookie
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  send(frame: ServerFrame): void {
    this.write(JSON.stringify(frame))
  }

  write(text: string): void {
    if (!this.isOpen) return
    if (this.#socket.bufferedAmount > MOST_BUFFERED_BYTES) this.#socket.terminate()
    else this.#socket.send(text)
  }

  /** What this reader holds can no longer be continued: load anew. */
  resync(reason: Extract<ServerFrame, { type: 'resync' }>['reason']): void {
    this.send({ type: 'resync', reason })
    this.#socket.close(RESYNC_CODE, reason)
  }
}
