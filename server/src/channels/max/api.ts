import type { z } from 'zod'
import type { Fetch } from '../../lib/platform-fetch.ts'
import { ChannelError } from '../errors.ts'
import { present } from '../kit/present.ts'
import { readText } from '../kit/read-text.ts'
import { retryAfterMs } from '../kit/retry-after.ts'
import { withoutAnswer } from '../kit/without-answer.ts'
import { meaningOf } from './refusals.ts'
import { refusal, success } from './types.ts'

/** MAX gives a webhook thirty seconds; we give it as many, and more where a file is taken apart. */
export const callTimeoutMs = { text: 30_000, file: 180_000 }

interface Call<Result> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  query?: Readonly<Record<string, string | undefined>>
  body?: unknown
  /** What the answer must look like. */
  result: z.ZodType<Result>
  /** A repetition would be read twice: what is not known to have failed may have happened. */
  isSending?: boolean
  /** Ends the call; without it the time for a text does. */
  signal?: AbortSignal
}

/** https://dev.max.ru/docs-api */
export class MaxApi {
  readonly #token: string
  readonly #apiUrl: string
  readonly #fetch: Fetch

  constructor(token: string, environment: { apiUrl: string; fetch: Fetch }) {
    this.#token = token
    this.#apiUrl = environment.apiUrl.replace(/\/+$/, '')
    this.#fetch = environment.fetch
  }

  async call<Result>(call: Call<Result>): Promise<Result> {
    const response = await this.#reach(call)
    const text = await readText(response).catch((error: unknown) => {
      throw this.#unanswered(call, error)
    })
    if (response.status !== 200) throw this.#refused(call, response, text)
    const json = parse(text)
    // «No» may come with a status that says yes.
    const answer = success.safeParse(json)
    if (answer.success && !answer.data.success) {
      throw this.#error(call, 'rejected', answer.data.message ?? 'refused', { executed: 'no' })
    }
    const result = call.result.safeParse(json)
    if (!result.success) {
      throw this.#error(call, 'unreachable', 'the answer has another shape', {
        executed: executedBy(call),
      })
    }
    return result.data
  }

  /** Gives bytes to the place that MAX named for them. Its host is another: the token stays here. */
  async upload(url: string, init: RequestInit): Promise<string> {
    const call = { method: 'POST', path: 'upload' } as const
    try {
      const response = await this.#fetch(url, { ...init, method: 'POST', redirect: 'manual' })
      const text = await readText(response)
      if (response.ok) return text
      const { reason } = meaningOf(response.status, text)
      throw this.#error(call, reason, `${response.status}`, {
        executed: 'no',
        code: String(response.status),
        isTemporary: reason === 'unreachable' || reason === 'throttled',
      })
    } catch (error) {
      if (error instanceof ChannelError) throw error
      // Until a message names them, bytes are nobody's: sending them again harms nothing.
      throw this.#error(call, 'unreachable', withoutAnswer(error).what, { executed: 'no' })
    }
  }

  /** Opens a file of a message. Its address is signed: no token goes there. */
  async open(url: string): Promise<ReadableStream<Uint8Array>> {
    const call = { method: 'GET', path: 'a file' } as const
    try {
      const signal = AbortSignal.timeout(callTimeoutMs.file)
      const response = await this.#fetch(url, { signal, redirect: 'manual' })
      if (response.ok) return response.body ?? new Blob([]).stream()
      const isGone = response.status === 403 || response.status === 404
      throw this.#error(call, isGone ? 'rejected' : 'unreachable', `${response.status}`, {
        executed: 'no',
        code: String(response.status),
      })
    } catch (error) {
      if (error instanceof ChannelError) throw error
      throw this.#error(call, 'unreachable', withoutAnswer(error).what, { executed: 'no' })
    }
  }

  async #reach(call: Call<unknown>): Promise<Response> {
    const { method, path, query = {}, body, signal } = call
    const given = Object.entries(query).filter((entry): entry is [string, string] => {
      return entry[1] !== undefined
    })
    const asked = new URLSearchParams(given).toString()
    try {
      // To follow a redirection would carry the token to whoever is named there.
      return await this.#fetch(`${this.#apiUrl}${path}${asked && `?${asked}`}`, {
        method,
        headers: {
          authorization: this.#token,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: signal ?? AbortSignal.timeout(callTimeoutMs.text),
        redirect: 'manual',
      })
    } catch (error) {
      if (error instanceof ChannelError) throw error
      throw this.#unanswered(call, error)
    }
  }

  #refused(call: Call<unknown>, { status, headers }: Response, text: string): ChannelError {
    const { code, message } = refusal.safeParse(parse(text)).data ?? {}
    const { reason, isTemporary } = meaningOf(status, `${code ?? ''} ${message ?? ''}`)
    return this.#error(call, reason, message ?? String(status), {
      // A gateway that gave up waiting says 408 as well as 5xx.
      executed: status >= 500 || status === 408 || status < 300 ? executedBy(call) : 'no',
      code: code ?? String(status),
      ...present({ retryAfterMs: retryAfterMs(headers.get('retry-after'), Date.now()) }),
      ...(isTemporary && { isTemporary }),
      ...(reason === 'misconfigured' && { pauses: 'channel' }),
    })
  }

  #unanswered(call: Call<unknown>, error: unknown): ChannelError {
    const { executed, what } = withoutAnswer(error)
    return this.#error(call, 'unreachable', what, {
      executed: executed === 'no' ? 'no' : executedBy(call),
    })
  }

  #error(
    { method, path }: Pick<Call<unknown>, 'method' | 'path'>,
    reason: ChannelError['reason'],
    what: string,
    facts: ConstructorParameters<typeof ChannelError>[2],
  ): ChannelError {
    const told = `${method} ${path}: ${what}`.replaceAll(this.#token, '<token>')
    return new ChannelError(reason, told, facts)
  }
}

const executedBy = ({ isSending }: Pick<Call<unknown>, 'isSending'>) =>
  isSending ? ('unknown' as const) : ('no' as const)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
