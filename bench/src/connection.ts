import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const endOfHead = '\r\n\r\n'

/**
 * One kept-alive connection with one request at a time. Written by hand because the generator
 * shares two cores with what it measures: this costs a quarter of what a HTTP client does.
 */
export class KeptConnection {
  readonly #socket: Socket
  #received = ''
  #answered: ((status: number) => void) | undefined
  /** A server closes what says nothing for a minute. */
  isOpen = true

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    socket.on('data', (text) => this.#read(String(text)))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      this.isOpen = false
      this.#answered?.(0)
    })
  }

  static async open(port: number): Promise<KeptConnection> {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    return new KeptConnection(socket)
  }

  /** Resolves with the status once the answer has been read to its end, with 0 if there was none. */
  post(head: string, body: string): Promise<number> {
    return new Promise((resolve) => {
      this.#answered = resolve
      this.#socket.write(`${head}content-length: ${Buffer.byteLength(body)}${endOfHead}${body}`)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #read(text: string): void {
    this.#received += text
    const headEnds = this.#received.indexOf(endOfHead)
    if (headEnds < 0) return
    const [, length = '0'] = /content-length: (\d+)/i.exec(this.#received) ?? []
    if (this.#received.length < headEnds + endOfHead.length + Number(length)) return
    const status = Number(this.#received.slice(9, 12))
    this.#received = ''
    this.#answered?.(status)
  }
}
