import type { Duplex } from 'node:stream'
import type { ServerFrame } from '@otklik/protocol'
import type { WebSocket } from 'ws'

import type { Caller } from '../http/index.ts'
import { type Frame, frameOfServer } from './frames.ts'

/** A reader slower than this much unread is let go: it comes back and catches up. */
const MOST_BUFFERED_BYTES = 1024 * 1024

/** Close codes of ours, so that a browser knows whether to come back. */
const RESYNC_CODE = 4001

interface Opened {
  socket: WebSocket
  /** What the socket is read from and written to. */
  stream: Duplex
  caller: Caller
  cookie: string | undefined
}

/** One open workplace. */
export class Subscriber {
  readonly caller: Caller
  readonly cookie: string | undefined
  readonly #socket: WebSocket
  readonly #stream: Duplex
  /** Up to which number of the feed they have been told what is theirs of it. */
  told = 0
  /** The conversation on the screen. */
  viewing: string | null = null

  constructor({ socket, stream, caller, cookie }: Opened) {
    this.#socket = socket
    this.#stream = stream
    this.caller = caller
    this.cookie = cookie
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  send(frame: ServerFrame): void {
    this.write(frameOfServer(frame))
  }

  /**
   * Past `ws`, which would encode a text anew for every reader. Nothing of ours ever waits inside of
   * it, since nothing is compressed or cut, so that what it writes itself stays in order with this.
   */
  write(frame: Frame): void {
    if (!this.isOpen) return
    if (this.#stream.writableLength > MOST_BUFFERED_BYTES) this.#socket.terminate()
    else this.#stream.write(frame)
  }

  /**
   * When what was written has left, or nobody is there to take it: somebody who was away for long is
   * told at the pace they listen, instead of being let go for it.
   */
  caughtBreath(): Promise<void> {
    const stream = this.#stream
    if (!this.isOpen || !stream.writableNeedDrain) return Promise.resolve()
    return new Promise((resolve) => {
      const go = () => {
        stream.off('drain', go).off('close', go)
        resolve()
      }
      stream.on('drain', go).on('close', go)
    })
  }

  /** What this reader holds can no longer be continued: load anew. */
  resync(reason: Extract<ServerFrame, { type: 'resync' }>['reason']): void {
    this.send({ type: 'resync', reason })
    this.#socket.close(RESYNC_CODE, reason)
  }
}
