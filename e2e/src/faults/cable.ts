import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/**
 * What it does: carries everything, nothing, or breaks every connection after so many bytes.
 * What is held back while it carries nothing arrives late, when it carries again.
 */
export type CableState = 'whole' | 'silent' | { breaksAfterBytes: number }

/** A loopback connection between two of ours, which can be made as bad as connections get. */
export class Cable {
  readonly url: string
  readonly #port: number
  readonly #targetPort: number
  readonly #pairs = new Set<[Socket, Socket]>()
  #server: Server | undefined
  #state: CableState = 'whole'

  constructor({ port, targetPort }: { port: number; targetPort: number }) {
    this.url = `http://127.0.0.1:${port}`
    this.#port = port
    this.#targetPort = targetPort
  }

  async start(): Promise<void> {
    this.#server = createServer({ noDelay: true }, (near) => this.#join(near))
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  stop(): void {
    this.#server?.close()
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy()
  }

  set state(state: CableState) {
    this.#state = state
    for (const pair of this.#pairs) {
      for (const socket of pair) {
        if (state === 'silent') socket.pause()
        else socket.resume()
      }
    }
  }

  #join(near: Socket): void {
    const far = connect({ port: this.#targetPort, host: '127.0.0.1', noDelay: true })
    const pair: [Socket, Socket] = [near, far]
    this.#pairs.add(pair)
    this.#carry(near, far)
    this.#carry(far, near)
    if (this.#state === 'silent') for (const socket of pair) socket.pause()
    const end = () => {
      this.#pairs.delete(pair)
      for (const socket of pair) socket.destroy()
    }
    for (const socket of pair) socket.on('close', end).on('error', end)
  }

  #carry(from: Socket, to: Socket): void {
    let carried = 0
    from.on('data', (bytes) => {
      const left =
        typeof this.#state === 'object' ? this.#state.breaksAfterBytes - carried : Infinity
      carried += bytes.length
      if (left < bytes.length) {
        to.write(bytes.subarray(0, Math.max(0, left)), () => from.resetAndDestroy())
        return
      }
      if (!to.write(bytes)) {
        from.pause()
        to.once('drain', () => this.#state !== 'silent' && from.resume())
      }
    })
    from.on('end', () => to.end())
  }
}
