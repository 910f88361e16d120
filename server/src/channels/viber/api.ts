import type { z } from 'zod'
import type { Fetch } from '../../lib/platform-fetch.ts'
import { ChannelError } from '../errors.ts'
import { parseExactly } from '../kit/parse-exactly.ts'
import { present } from '../kit/present.ts'
import { readText } from '../kit/read-text.ts'
import { retryAfterMs } from '../kit/retry-after.ts'
import { withoutAnswer } from '../kit/without-answer.ts'
import { meaningOf } from './refusals.ts'
import { answer } from './types.ts'

/** No bytes are carried: Viber comes for files, before or after it has answered. */
export const callTimeoutMs = { text: 30_000, file: 60_000 }

interface Call<Result> {
  method: string
  payload: Readonly<Record<string, unknown>>
  /** What the answer must look like. */
  result: z.ZodType<Result>
  signal?: AbortSignal
}

/** https://developers.viber.com/docs/api/rest-bot-api/ */
export class ViberApi {
  readonly #token: string
  readonly #apiUrl: string
  readonly #fetch: Fetch

  constructor(token: string, environment: { apiUrl: string; fetch: Fetch }) {
    this.#token = token
    this.#apiUrl = environment.apiUrl.replace(/\/+$/, '')
    this.#fetch = environment.fetch
  }

  /** Whatever came of it, the status of HTTP is 200: the outcome is in the body. */
  async call<Result>(call: Call<Result>): Promise<Result> {
    const { method } = call
    const response = await this.#reach(call)
    const text = await readText(response).catch((error: unknown) => {
      throw this.#unanswered(method, error)
    })
    if (response.status !== 200) throw this.#notAnAnswer(method, response)
    const json = parseExactly(text)
    const { data: said } = answer.safeParse(json)
    if (!said) throw this.#broken(method, 'the answer is not of Viber')
    if (said.status !== 0) throw this.#refused(method, said)
    const result = call.result.safeParse(json)
    if (!result.success) throw this.#broken(method, 'the answer has another shape')
    return result.data
  }

  /** Opens what somebody sent. Its address is signed: no token goes there. */
  async open(url: string): Promise<ReadableStream<Uint8Array>> {
    const signal = AbortSignal.timeout(callTimeoutMs.file)
    const response = await this.#fetch(url, { signal, redirect: 'manual' }).catch(
      (error: unknown) => {
        throw this.#unanswered('a file', error)
      },
    )
    if (response.ok) return response.body ?? new Blob([]).stream()
    const isGone = response.status === 403 || response.status === 404 || response.status === 410
    throw new ChannelError(isGone ? 'rejected' : 'unreachable', `a file: ${response.status}`, {
      executed: 'no',
      code: String(response.status),
    })
  }

  async #reach({ method, payload, signal }: Call<unknown>): Promise<Response> {
    try {
      // To follow a redirection would carry the token to whoever is named there.
      return await this.#fetch(`${this.#apiUrl}/pa/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-viber-auth-token': this.#token },
        body: JSON.stringify(payload),
        signal: signal ?? AbortSignal.timeout(callTimeoutMs.text),
        redirect: 'manual',
      })
    } catch (error) {
      if (error instanceof ChannelError) throw error
      throw this.#unanswered(method, error)
    }
  }

  #refused(method: string, { status, status_message }: z.output<typeof answer>): ChannelError {
    const { reason, ...facts } = meaningOf(status)
    const said = this.#redact(`${method}: ${status_message ?? status}`)
    return new ChannelError(reason, said, {
      executed: 'no',
      code: String(status),
      ...facts,
      ...(reason === 'misconfigured' && { pauses: 'channel' }),
    })
  }

  /** Everything that is not 200 came from somebody on the way. */
  #notAnAnswer(method: string, { status, headers }: Response): ChannelError {
    const reason = status === 429 ? 'throttled' : status === 413 ? 'too-large' : 'unreachable'
    const wish = retryAfterMs(headers.get('retry-after'), Date.now())
    return new ChannelError(reason, `${method}: ${status} without an answer of Viber`, {
      executed: status >= 500 || status === 408 ? executedBy(method) : 'no',
      code: String(status),
      pauses: reason === 'throttled' ? 'channel' : 'lane',
      ...present({ retryAfterMs: wish }),
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

/** What is sent twice is read twice; to ask or to set again changes nothing. */
const executedBy = (method: string) => (method === 'send_message' ? 'unknown' : 'no')
