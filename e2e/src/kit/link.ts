import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A port, or the path of a socket. */
export type Target = { port: number } | { path: string }

/**
 * What lies between two programs: a proxy of bytes on this machine. Whoever connects gets the next of
 * its targets that answers, as behind a load balancer; it can be cut, as cables are.
 */
export class Link {
  targets: Target[]
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #isCut = false
  #turn = 0

  constructor(targets: Target[]) {
    this.targets = targets
    this.#server = createServer((socket) => void this.#join(socket))
  }

  /** The port it listens on; without one given, a free one. */
  async open(port = 0): Promise<number> {
    this.#server.listen(port, '127.0.0.1')
    await once(this.#server, 'listening')
    return (this.#server.address() as AddressInfo).port
  }

  /** Whatever is connected is so no longer, and nobody else is let through. */
  cut(): void {
    this.#isCut = true
    for (const socket of this.#sockets) socket.destroy()
  }

  mend(): void {
    this.#isCut = false
  }

  close(): void {
    this.cut()
    this.#server.close()
  }

  async #join(near: Socket): Promise<void> {
    this.#keep(near)
    if (this.#isCut) return void near.destroy()
    const far = await this.#reach()
    if (!far || this.#isCut || near.destroyed) {
      near.destroy()
      far?.destroy()
      return
    }
    this.#keep(far)
    near.pipe(far).pipe(near)
    near.once('close', () => far.destroy())
    far.once('close', () => near.destroy())
  }

  async #reach(): Promise<Socket | undefined> {
    const count = this.targets.length
    for (let tried = 0; tried < count; tried++) {
      const target = this.targets[this.#turn++ % count]!
      const socket = 'path' in target ? connect(target.path) : connect(target.port, '127.0.0.1')
      const isThere = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true))
        socket.once('error', () => resolve(false))
      })
      if (isThere) return socket
    }
    return undefined
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => this.#sockets.delete(socket))
  }
}
