import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Reply {
  status?: number
  headers?: Record<string, string>
  body: string
  /** The connection ends in the middle of the body. */
  breaksOff?: boolean
}
/** `hang-up` reads the request and closes the connection. */
export type Answer = Reply | 'hang-up'

export interface Heard {
  path: string
  body: string
}

/** A server that hears everything and answers as told, the last answer for ever. */
export class ScriptedPlatform implements AsyncDisposable {
  readonly heard: Heard[] = []
  #answers: Answer[] = []
  readonly #server = createServer((request, response) => void this.#serve(request, response))

  static async start(...answers: Answer[]): Promise<ScriptedPlatform> {
    const platform = new ScriptedPlatform()
    platform.#answers = answers
    await once(platform.#server.listen(0, '127.0.0.1'), 'listening')
    return platform
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    if (this.#server.listening) await once(this.#server.close(), 'close')
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.heard.push({ path: request.url ?? '', body: await text(request) })
    const answer = this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0]
    if (answer === undefined || answer === 'hang-up') return void request.socket.destroy()
    const { status = 200, headers = {}, breaksOff } = answer
    if (!breaksOff) return void response.writeHead(status, headers).end(answer.body)
    const promised = Buffer.byteLength(answer.body) + 1
    response.writeHead(status, { ...headers, 'content-length': promised })
    response.write(answer.body, () => request.socket.destroy())
  }
}
