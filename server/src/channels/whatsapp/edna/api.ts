import type { z } from 'zod'
import type { Fetch } from '../../../lib/platform-fetch.ts'
import { ChannelError } from '../../errors.ts'
import { present } from '../../kit/present.ts'
import { readText } from '../../kit/read-text.ts'
import { retryAfterMs } from '../../kit/retry-after.ts'
import { withoutAnswer } from '../../kit/without-answer.ts'
import { meaningOf } from './refusals.ts'
import { refusal } from './types.ts'

/** No bytes are carried: edna comes for files. */
export const callTimeoutMs = { text: 30_000, file: 60_000 }

interface Call<Result> {
  method?: 'GET' | 'POST'
  /** Below `/api`, as `cascade/schedule`. */
  path: string
  body?: object
  /** What the answer must look like. */
  result: z.ZodType<Result>
  /** May have been done where there was no answer. */
  isSending?: boolean
  signal?: AbortSignal
}

/** https://docs-pulse.edna.io/ */
export class EdnaApi {
  readonly #key: string
  readonly #apiUrl: string
  readonly #fetch: Fetch

  constructor(key: string, environment: { apiUrl: string; fetch: Fetch }) {
    this.#key = key
    this.#apiUrl = environment.apiUrl.replace(/\/+$/, '')
    this.#fetch = environment.fetch
  }

  async call<Result>(call: Call<Result>): Promise<Result> {
    const response = await this.#reach(call)
    const text = await readText(response).catch((error: unknown) => {
      throw this.#unanswered(call, error)
    })
    const json = parse(text)
    if (!response.ok) throw this.#refused(call, response, json)
    const result = call.result.safeParse(json)
    if (result.success && json !== undefined) return result.data
    throw new ChannelError('unreachable', `${call.path}: the answer has another shape`, {
      executed: executedBy(call),
    })
  }

  /** Opens what somebody sent. Its address may be open to everybody, or to whoever has the key. */
  async open(url: string): Promise<ReadableStream<Uint8Array>> {
    let response = await this.#fetchFile(url, {})
    if (response.status === 401 || response.status === 403) {
      response = await this.#fetchFile(url, { 'x-api-key': this.#key })
    }
    if (response.ok) return response.body ?? new Blob([]).stream()
    const isGone = [401, 403, 404, 410].includes(response.status)
    throw new ChannelError(isGone ? 'rejected' : 'unreachable', `a file: ${response.status}`, {
      executed: 'no',
      code: String(response.status),
    })
  }

  async #fetchFile(url: string, headers: Record<string, string>): Promise<Response> {
    const signal = AbortSignal.timeout(callTimeoutMs.file)
    return await this.#fetch(url, { headers, signal, redirect: 'manual' }).catch(
      (error: unknown) => {
        throw this.#unanswered({ path: 'a file' }, error)
      },
    )
  }

  async #reach({ method = 'POST', path, body, signal, ...call }: Call<unknown>) {
    try {
      // To follow a redirection would carry the key to whoever is named there.
      return await this.#fetch(`${this.#apiUrl}/api/${path}`, {
        method,
        headers: { 'content-type': 'application/json', 'x-api-key': this.#key },
        ...(body && { body: JSON.stringify(body) }),
        signal: signal ?? AbortSignal.timeout(callTimeoutMs.text),
        redirect: 'manual',
      })
    } catch (error) {
      if (error instanceof ChannelError) throw error
      throw this.#unanswered({ path, ...call }, error)
    }
  }

  /** Which of the fields has the code differs from refusal to refusal. */
  #refused(call: Call<unknown>, { status, headers }: Response, json: unknown): ChannelError {
    const { data } = refusal.safeParse(json)
    const words = [data?.code, data?.detail, data?.message, data?.title].filter(
      (each) => each !== undefined,
    )
    const said = words.find((word) => meaningOf(word) !== 'rejected') ?? words[0]
    const reason = reasonOf(status, said)
    const wish = retryAfterMs(headers.get('retry-after'), Date.now())
    return new ChannelError(reason, this.#redact(`${call.path}: ${said ?? status}`), {
      executed: status >= 500 || status === 408 ? executedBy(call) : 'no',
      code: said && /^[\w-]{3,80}$/.test(said) ? said : String(status),
      pauses: reason === 'throttled' || reason === 'misconfigured' ? 'channel' : 'lane',
      ...present({ retryAfterMs: wish }),
    })
  }

  #unanswered(call: Pick<Call<unknown>, 'path' | 'isSending'>, error: unknown): ChannelError {
    const { executed, what } = withoutAnswer(error)
    return new ChannelError('unreachable', this.#redact(`${call.path}: ${what}`), {
      executed: executed === 'no' ? 'no' : executedBy(call),
    })
  }

  #redact(text: string): string {
    return text.replaceAll(this.#key, '<key>')
  }
}

function reasonOf(status: number, said: string | undefined) {
  if (status === 401 || status === 403 || status === 402) return 'misconfigured'
  if (status === 429) return 'throttled'
  if (status === 413) return 'too-large'
  if (status >= 500 || status === 408 || said === undefined) return 'unreachable'
  return meaningOf(said)
}

/** A repetition is known by its key, but that nobody answered is said as it is. */
const executedBy = ({ isSending }: { isSending?: boolean }) => (isSending ? 'unknown' : 'no')

/** An empty answer is an answer too. */
function parse(text: string): unknown {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
