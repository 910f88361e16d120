import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'

export interface PostedAnswer {
  status: number
  body: string
}

export interface Letter {
  url: string
  body: string
  headers?: Record<string, string>
  timeoutMs: number
}

const MAX_ANSWER_BYTES = 1 << 20

/** One request of a platform to the product; says in a word why there was no answer. */
export function postJson(letter: Letter): Promise<PostedAnswer | string> {
  return send(letter).catch((error: NodeJS.ErrnoException) => error.code ?? error.message)
}

function send({ url, body, headers = {}, timeoutMs }: Letter): Promise<PostedAnswer> {
  const start = url.startsWith('https:') ? httpsRequest : httpRequest
  const own = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { ...own, ...headers } }
    const request = start(url, options, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > MAX_ANSWER_BYTES) request.destroy(new Error('the answer is too long'))
        chunks.push(chunk)
      })
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      )
    })
    // However slowly the answer drips, the platform waits no longer than this in all.
    const timer = setTimeout(() => request.destroy(new Error('no answer in time')), timeoutMs)
    request.on('close', () => clearTimeout(timer))
    request.on('error', reject)
    request.end(body)
  })
}
