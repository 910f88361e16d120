import type { z } from 'zod'
import type { Fetch } from '../../../lib/platform-fetch.ts'
import { ChannelError } from '../../errors.ts'
import { present } from '../../kit/present.ts'
import { readText } from '../../kit/read-text.ts'
import { retryAfterMs } from '../../kit/retry-after.ts'
import { withoutAnswer } from '../../kit/without-answer.ts'
import { meaningOf } from './refusals.ts'
import { type Refusal, refusal } from './types.ts'

const VERSION = 'v25.0'

export const callTimeoutMs = { text: 30_000, file: 150_000 }

interface Call<Result> {
  method: 'GET' | 'POST' | 'DELETE'
  /** Below the version, as `106540352242922/messages`. */
  path: string
  /** Another address than the version's, where something is kept elsewhere. */
  base?: string
  headers?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>>
  body?: object
  /** Instead of a body in JSON. */
  form?: { contentType: string; contentLength?: number; body: ReadableStream<Uint8Array> }
  /** What the answer must look like. */
  result: z.ZodType<Result>
  /** What is sent twice is read twice; anything else may be asked again. */
  isSending?: boolean
  signal?: AbortSignal
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference */
export class GraphApi {
  readonly #token: string
  readonly #apiUrl: string
  readonly #fetch: Fetch

  constructor(token: string, environment: { apiUrl: string; fetch: Fetch }) {
    this.#token = token
    this.#apiUrl = environment.apiUrl.replace(/\/+$/, '')
    this.#fetch = environment.fetch
  }

  async call<Result>(call: Call<Result>): Promise<Result> {
    const query = call.query ? `?${new URLSearchParams(call.query)}` : ''
    const base = call.base ?? `${this.#apiUrl}/${VERSION}`
    const url = `${base}/${call.path}${query}`
    const response = await this.#reach(call, url, toRequest(call))
    const text = await readText(response).catch((error: unknown) => {
      throw this.#unanswered(call, error)
    })
    const json = parse(text)
    const { data: said } = refusal.safeParse(json)
    if (said) throw this.#refused(call, said.error, response)
    if (!response.ok) throw this.#notAnAnswer(call, response)
    const result = call.result.safeParse(json)
    if (result.success) return result.data
    throw new ChannelError('unreachable', `${call.path}: the answer has another shape`, {
      executed: executedBy(call),
    })
  }

  /** Opens what `mediaPlace` named: it wants the token too, and only Meta's hosts are called. */
  async open(url: string): Promise<ReadableStream<Uint8Array>> {
    const call = { path: 'a file' }
    const response = await this.#reach(call, url, {
      signal: AbortSignal.timeout(callTimeoutMs.file),
    })
    if (!response.ok) throw this.#notAnAnswer(call, response)
    return response.body ?? new Blob([]).stream()
  }

  async #reach(call: Pick<Call<unknown>, 'path'>, url: string, init: RequestInit) {
    const headers = { ...init.headers, authorization: `Bearer ${this.#token}` }
    try {
      // To follow a redirection would carry the token to whoever is named there.
      return await this.#fetch(url, { ...init, headers, redirect: 'manual' })
    } catch (error) {
      if (error instanceof ChannelError) throw error
      throw this.#unanswered(call, error)
    }
  }

  #refused(call: Call<unknown>, said: Refusal, { headers }: Response): ChannelError {
    const { isDoubtful, ...meaning } = meaningOf(said.code)
    const wish = retryAfterMs(headers.get('retry-after'), Date.now()) ?? meaning.retryAfterMs
    const words = said.error_user_msg ?? said.error_data?.details ?? said.message ?? said.code
    return new ChannelError(meaning.reason, this.#redact(`${call.path}: ${words}`), {
      ...meaning,
      executed: isDoubtful ? executedBy(call) : 'no',
      code: [said.code, said.error_subcode].filter(Boolean).join('/') || '0',
      ...present({ retryAfterMs: wish }),
    })
  }

  /** Meta refuses in JSON: everything else came from somebody on the way. */
  #notAnAnswer(call: Pick<Call<unknown>, 'path' | 'isSending'>, { status, headers }: Response) {
    const isGone = status === 403 || status === 404 || status === 410
    const reasons = { 413: 'too-large', 429: 'throttled' } as const
    const usual = isGone ? 'rejected' : 'unreachable'
    const reason = status in reasons ? reasons[status as keyof typeof reasons] : usual
    const wish = retryAfterMs(headers.get('retry-after'), Date.now())
    return new ChannelError(reason, `${call.path}: ${status} without an answer of Meta`, {
      executed: status >= 500 || status === 408 ? executedBy(call) : 'no',
      code: String(status),
      pauses: reason === 'throttled' ? 'channel' : 'lane',
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
    return text.replaceAll(this.#token, '<token>')
  }
}

const executedBy = ({ isSending }: { isSending?: boolean }) => (isSending ? 'unknown' : 'no')

function toRequest({ method, body, form, signal, headers: more }: Call<unknown>): RequestInit {
  const shared = { method, signal: signal ?? AbortSignal.timeout(callTimeoutMs.text) }
  if (!form) {
    if (!body) return shared
    return {
      ...shared,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }
  }
  const { contentType, contentLength } = form
  const headers = {
    ...more,
    'content-type': contentType,
    ...(contentLength !== undefined && { 'content-length': String(contentLength) }),
  }
  // A body that is a stream must say that it is sent before the answer is read.
  const streamed: RequestInit & { duplex: 'half' } = {
    ...shared,
    headers,
    body: form.body,
    duplex: 'half',
  }
  return streamed
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
