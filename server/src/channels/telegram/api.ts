import type { z } from 'zod'
import type { Fetch } from '../../lib/platform-fetch.ts'
import { ChannelError } from '../errors.ts'
import { multipart, type Upload } from '../kit/multipart.ts'
import { readText } from '../kit/read-text.ts'
import { retryAfterMs } from '../kit/retry-after.ts'
import { withoutAnswer } from '../kit/without-answer.ts'
import { FloodWatch } from './flood.ts'
import { toReason } from './refusals.ts'
import { apiAnswer, type Refusal } from './types.ts'

/**
 * Telegram waits out short flood limits itself, so a call may rightly take ten seconds longer than
 * usual: https://core.telegram.org/bots/faq#broadcasting-to-users
 */
export const callTimeoutMs = { text: 40_000, file: 150_000 }

interface Call<Result> {
  method: string
  payload?: Readonly<Record<string, unknown>>
  uploads?: readonly Upload[]
  /** What the answer must look like. */
  result: z.ZodType<Result>
  /** Ends the call; without it the time for a text does. */
  signal?: AbortSignal
}

/** https://core.telegram.org/bots/api#making-requests */
export class TelegramApi {
  readonly #token: string
  readonly #apiUrl: string
  readonly #fetch: Fetch
  readonly #floods = new FloodWatch()

  constructor(token: string, environment: { apiUrl: string; fetch: Fetch }) {
    this.#token = token
    this.#apiUrl = environment.apiUrl.replace(/\/+$/, '')
    this.#fetch = environment.fetch
  }

  async call<Result>(call: Call<Result>): Promise<Result> {
    const { method } = call
    const response = await this.#reach(method, `/bot${this.#token}/${method}`, toRequest(call))
    const answer = apiAnswer.safeParse(await this.#readJson(method, response))
    if (!answer.success) throw this.#notAnAnswer(method, response)
    if (!answer.data.ok) throw this.#refused(call, answer.data, response)

    const result = call.result.safeParse(answer.data.result)
    if (!result.success) throw this.#broken(method, 'the answer has another shape')
    return result.data
  }

  /** Opens a file by the path that getFile gave. The address holds the token: never show it. */
  async open(path: string): Promise<ReadableStream<Uint8Array>> {
    const response = await this.#reach('a file', `/file/bot${this.#token}/${encodeURI(path)}`, {
      signal: AbortSignal.timeout(callTimeoutMs.file),
    })
    if (!response.ok) throw this.#notAnAnswer('a file', response)
    return response.body ?? new Blob([]).stream()
  }

  async #reach(what: string, path: string, init: RequestInit): Promise<Response> {
    try {
      // To follow a redirection would carry the token to whoever is named there.
      return await this.#fetch(`${this.#apiUrl}${path}`, { ...init, redirect: 'manual' })
    } catch (error) {
      if (error instanceof ChannelError) throw error
      throw this.#unanswered(what, error)
    }
  }

  async #readJson(method: string, response: Response): Promise<unknown> {
    const text = await readText(response).catch((error: unknown) => {
      throw this.#unanswered(method, error)
    })
    try {
      return JSON.parse(text)
    } catch {
      return undefined
    }
  }

  #refused({ method, payload }: Call<unknown>, refusal: Refusal, response: Response): ChannelError {
    const { error_code, description, parameters } = refusal
    const reason = toReason(error_code, description)
    const chat = payload?.chat_id === undefined ? undefined : String(payload.chat_id)
    const now = Date.now()
    const wish =
      retryAfterMs(parameters?.retry_after, now) ??
      retryAfterMs(response.headers.get('retry-after'), now)
    const pauses = reason === 'throttled' ? this.#floods.pauses(chat, now) : 'lane'
    return new ChannelError(reason, this.#redact(`${method}: ${description}`), {
      executed: error_code >= 500 ? executedBy(method) : 'no',
      code: String(error_code),
      pauses: reason === 'misconfigured' ? 'channel' : pauses,
      ...(wish !== undefined && { retryAfterMs: wish }),
    })
  }

  /**
   * Telegram answers in JSON, save for requests that it could not parse: those get an empty body.
   * Everything else came from somebody on the way.
   */
  #notAnAnswer(method: string, { status, headers }: Response): ChannelError {
    if (status >= 200 && status < 300) return this.#broken(method, 'the answer is not JSON')
    const reasons = { 400: 'bad-format', 413: 'too-large', 429: 'throttled' } as const
    const reason = status in reasons ? reasons[status as keyof typeof reasons] : 'unreachable'
    const wish = retryAfterMs(headers.get('retry-after'), Date.now())
    return new ChannelError(reason, `${method}: ${status} without an answer of Telegram`, {
      // A gateway that gave up waiting says 408 as well as 5xx.
      executed: status >= 500 || status === 408 ? executedBy(method) : 'no',
      code: String(status),
      pauses: reason === 'throttled' ? 'channel' : 'lane',
      ...(wish !== undefined && { retryAfterMs: wish }),
    })
  }

  #broken(method: string, what: string): ChannelError {
    return new ChannelError('unreachable', `${method}: ${what}`, { executed: executedBy(method) })
  }

  #unanswered(method: string, error: unknown): ChannelError {
    const { executed, what } = withoutAnswer(error)
    return new ChannelError('unreachable', this.#redact(`${method}: ${what}`), {
      executed: executed === 'no' ? 'no' : executedBy(method),
    })
  }

  #redact(text: string): string {
    return text.replaceAll(this.#token, '<token>')
  }
}

/** What is sent twice is read twice. To edit, delete, answer or read again changes nothing. */
function executedBy(method: string): 'no' | 'unknown' {
  return method.startsWith('send') ? 'unknown' : 'no'
}

function toRequest({ payload = {}, uploads, signal }: Call<unknown>): RequestInit {
  const shared = { method: 'POST', signal: signal ?? AbortSignal.timeout(callTimeoutMs.text) }
  if (!uploads?.length) {
    const headers = { 'content-type': 'application/json' }
    return { ...shared, headers, body: JSON.stringify(payload) }
  }
  const fields = Object.entries(payload).map(([name, value]) => [name, toField(value)] as const)
  const { contentType, body } = multipart(Object.fromEntries(fields), uploads)
  // A body that is a stream must say that it is sent before the answer is read.
  const streamed: RequestInit & { duplex: 'half' } = {
    ...shared,
    headers: { 'content-type': contentType },
    body,
    duplex: 'half',
  }
  return streamed
}

/** In a form, everything nested is JSON. */
function toField(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
