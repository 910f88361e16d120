import type { z } from 'zod'
import type { Fetch } from '../../lib/platform-fetch.ts'
import { secretBytes, signWebhook } from '../../lib/sign-webhook.ts'
import { ChannelError } from '../errors.ts'
import { parseExactly } from '../kit/parse-exactly.ts'
import { present } from '../kit/present.ts'
import { AnswerTooLargeError, readText } from '../kit/read-text.ts'
import { retryAfterMs } from '../kit/retry-after.ts'
import { withoutAnswer } from '../kit/without-answer.ts'

/** Files are links: a call never carries bytes. */
export const callTimeoutMs = { text: 20_000, file: 20_000 }
const MOST_ANSWER_BYTES = 64 * 1024

interface Call<Result> {
  /** The same for the same: the application knows a repetition by it. */
  id: string
  event: { type: string } & Record<string, unknown>
  /** What the answer must look like where it has a body. */
  result: z.ZodType<Result>
}

/** Calls of the company's application, each signed as Standard Webhooks says. */
export class ApplicationApi {
  readonly #secret: Buffer
  readonly #url: string
  readonly #fetch: Fetch

  constructor(secret: string, environment: { apiUrl: string; fetch: Fetch }) {
    this.#secret = secretBytes(secret)
    this.#url = environment.apiUrl
    this.#fetch = environment.fetch
  }

  /** Repeating is safe, because the id says so: what is unknown counts as not executed. */
  async call<Result>({ id, event, result }: Call<Result>): Promise<Result> {
    const body = JSON.stringify(event)
    const response = await this.#reach(id, event.type, body)
    if (!response.ok) throw refused(event.type, response)
    const text = await readText(response, MOST_ANSWER_BYTES).catch((error: unknown) => {
      // It was taken, and told at a length that nobody asked for.
      if (error instanceof AnswerTooLargeError) return ''
      throw unanswered(event.type, error)
    })
    const read = result.safeParse(parseExactly(text) ?? {})
    if (read.success) return read.data
    throw new ChannelError('rejected', `${event.type}: the answer has another shape`, {
      executed: 'unknown',
    })
  }

  async #reach(id: string, type: string, body: string): Promise<Response> {
    try {
      return await this.#fetch(this.#url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          ...signWebhook({ id, at: new Date(), body, secret: this.#secret }),
        },
        body,
        signal: AbortSignal.timeout(callTimeoutMs.text),
        redirect: 'manual',
      })
    } catch (error) {
      throw unanswered(type, error)
    }
  }

  /** Its address is the application's own choice: nothing that proves us goes there. */
  async open(url: string): Promise<ReadableStream<Uint8Array>> {
    const response = await this.#fetch(url, { redirect: 'manual' }).catch((error: unknown) => {
      throw unanswered('a file', error)
    })
    if (response.ok) return response.body ?? new Blob([]).stream()
    throw refused('a file', response)
  }
}

const reasons: Partial<Record<number, ChannelError['reason']>> = {
  401: 'misconfigured',
  403: 'misconfigured',
  404: 'recipient-gone',
  410: 'recipient-gone',
  413: 'too-large',
  423: 'recipient-blocked',
  429: 'throttled',
}

/** A refusal is final where the application says what is wrong, and passes where it is unwell. */
function refused(what: string, { status, headers }: Response): ChannelError {
  const isPassing = status >= 500 || status === 408 || (status >= 300 && status < 400)
  const reason = reasons[status] ?? (isPassing ? 'unreachable' : 'rejected')
  const wish = retryAfterMs(headers.get('retry-after'), Date.now())
  return new ChannelError(reason, `${what}: ${status}`, {
    executed: 'no',
    code: String(status),
    pauses: reason === 'misconfigured' || reason === 'throttled' ? 'channel' : 'lane',
    ...present({ retryAfterMs: wish }),
  })
}

function unanswered(what: string, error: unknown): ChannelError {
  if (error instanceof ChannelError) return error
  const { executed, what: problem } = withoutAnswer(error)
  return new ChannelError('unreachable', `${what}: ${problem}`, { executed })
}
