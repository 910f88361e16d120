import { setTimeout as wait } from 'node:timers/promises'

import type { z } from 'zod'
import type { Fetch } from '../../lib/platform-fetch.ts'
import { ChannelError } from '../errors.ts'
import { present } from '../kit/present.ts'
import { readText } from '../kit/read-text.ts'
import { retryAfterMs } from '../kit/retry-after.ts'
import { withoutAnswer } from '../kit/without-answer.ts'
import { type Meaning, meaningOf, TOO_OFTEN } from './refusals.ts'
import { envelope, type WireError } from './types.ts'

export const callTimeoutMs = { text: 30_000, file: 180_000 }

/** Fields of events and methods differ by version; these are of this one. */
export const API_VERSION = '5.199'

export interface Call<Result> {
  /** Case matters: `messages.send`. */
  method: string
  params?: Readonly<Record<string, string | number | undefined>>
  /** What `response` must look like. */
  result: z.ZodType<Result>
  /** Another key than the community's. */
  token?: string
  /** A repetition would be read twice: what is not known to have failed may have happened. */
  isSending?: boolean
  meaningOf?(code: number): Meaning
  /** Ends the call; without it the time for a text does. */
  signal?: AbortSignal
}

/** https://dev.vk.com/ru/api/api-requests */
export class VkApi {
  readonly #token: string
  readonly #secrets: readonly string[]
  readonly #apiUrl: string
  readonly #fetch: Fetch

  constructor(
    { token, userToken }: { token: string; userToken?: string | undefined },
    environment: { apiUrl: string; fetch: Fetch },
  ) {
    this.#token = token
    this.#secrets = userToken === undefined ? [token] : [token, userToken]
    this.#apiUrl = environment.apiUrl.replace(/\/+$/, '')
    this.#fetch = environment.fetch
  }

  /**
   * Twenty calls a second are taken of one key. A message waits for its turn where all messages do;
   * whatever is only asked, here and once.
   */
  async call<Result>(call: Call<Result>): Promise<Result> {
    try {
      return await this.#callOnce(call)
    } catch (error) {
      const isTooOften = error instanceof ChannelError && error.code === TOO_OFTEN
      if (!isTooOften || call.isSending) throw error
      await wait(error.retryAfterMs, undefined, call.signal && { signal: call.signal }).catch(
        () => {
          throw error
        },
      )
      return this.#callOnce(call)
    }
  }

  /** Refusals come with the status of success: the outcome is in the body. */
  async #callOnce<Result>(call: Call<Result>): Promise<Result> {
    const response = await this.#reach(call)
    const text = await readText(response).catch((error: unknown) => {
      throw this.#unanswered(call, error)
    })
    const said = envelope.safeParse(parse(text)).data
    if (said?.error) throw this.refused(call, said.error)
    if (response.status !== 200) throw this.#notAnAnswer(call, response)
    const result = call.result.safeParse(said?.response)
    if (!result.success) {
      throw this.#error(call.method, 'unreachable', 'the answer has another shape', {
        executed: executedBy(call),
      })
    }
    return result.data
  }

  /** A refusal that stands in the answer itself: one for each receiver. */
  refused(
    call: Pick<Call<unknown>, 'method' | 'isSending' | 'meaningOf'>,
    { error_code, error_msg = '' }: WireError,
  ): ChannelError {
    const { reason, isUnknown, ...facts } = (call.meaningOf ?? meaningOf)(error_code)
    return this.#error(call.method, reason, `${error_code} ${error_msg}`, {
      executed: isUnknown ? executedBy(call) : 'no',
      code: String(error_code),
      ...facts,
    })
  }

  /** Gives bytes to the place that was named for them. Its host is another: no key goes there. */
  async upload(url: string, init: RequestInit): Promise<unknown> {
    try {
      const response = await this.#fetch(url, { ...init, method: 'POST', redirect: 'manual' })
      const text = await readText(response)
      if (response.ok) return parse(text)
      const isTooLarge = response.status === 413
      throw this.#error('upload', isTooLarge ? 'too-large' : 'unreachable', `${response.status}`, {
        executed: 'no',
        code: String(response.status),
      })
    } catch (error) {
      if (error instanceof ChannelError) throw error
      // Until a message names them, bytes are nobody's: sending them again harms nothing.
      throw this.#error('upload', 'unreachable', withoutAnswer(error).what, { executed: 'no' })
    }
  }

  /** Opens a file of a message, or asks where nothing is refused by a code. Both are signed. */
  async open(url: string, signal = AbortSignal.timeout(callTimeoutMs.file)): Promise<Response> {
    try {
      const response = await this.#fetch(url, { signal, redirect: 'manual' })
      if (response.ok) return response
      const isGone = [403, 404, 410].includes(response.status)
      throw this.#error('a file', isGone ? 'rejected' : 'unreachable', `${response.status}`, {
        executed: 'no',
        code: String(response.status),
      })
    } catch (error) {
      if (error instanceof ChannelError) throw error
      throw this.#error('a file', 'unreachable', withoutAnswer(error).what, { executed: 'no' })
    }
  }

  async #reach(call: Call<unknown>): Promise<Response> {
    const { method, params = {}, token = this.#token, signal } = call
    const given = Object.entries({ ...params, v: API_VERSION, lang: 'ru' }).flatMap(
      ([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]]),
    )
    try {
      // To follow a redirection would carry the key to whoever is named there.
      return await this.#fetch(`${this.#apiUrl}/method/${method}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams(given).toString(),
        signal: signal ?? AbortSignal.timeout(callTimeoutMs.text),
        redirect: 'manual',
      })
    } catch (error) {
      if (error instanceof ChannelError) throw error
      throw this.#unanswered(call, error)
    }
  }

  /** Whatever is neither `response` nor `error` came from somebody on the way. */
  #notAnAnswer(call: Call<unknown>, { status, headers }: Response): ChannelError {
    const reason = status === 429 ? 'throttled' : status === 413 ? 'too-large' : 'unreachable'
    return this.#error(call.method, reason, `${status} without an answer`, {
      executed: status >= 500 || status === 408 ? executedBy(call) : 'no',
      code: String(status),
      ...present({ retryAfterMs: retryAfterMs(headers.get('retry-after'), Date.now()) }),
    })
  }

  #unanswered(call: Call<unknown>, error: unknown): ChannelError {
    const { executed, what } = withoutAnswer(error)
    return this.#error(call.method, 'unreachable', what, {
      executed: executed === 'no' ? 'no' : executedBy(call),
    })
  }

  #error(
    method: string,
    reason: ChannelError['reason'],
    what: string,
    facts: ConstructorParameters<typeof ChannelError>[2],
  ): ChannelError {
    let told = `${method}: ${what}`
    for (const secret of this.#secrets) told = told.replaceAll(secret, '<token>')
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
