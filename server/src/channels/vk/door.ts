import { createHash } from 'node:crypto'

import { sameSecret } from '../../lib/same-secret.ts'
import type { Environment, WebhookAnswer, WebhookRequest } from '../contract.ts'
import { ForgedWebhookError } from '../errors.ts'
import { VkApi } from './api.ts'
import { completed } from './complete.ts'
import { refreshCode, storedCode } from './confirmation.ts'
import { namesOf } from './people.ts'
import type { Settings } from './settings.ts'
import { event } from './types.ts'

export const door = {
  maxBodyBytes: 1024 * 1024,

  /**
   * Nothing is signed: the secret given with the address stands in each call. The question for the
   * code may come without one, from what was set up by hand; never with a wrong one.
   */
  authenticate({ body }: WebhookRequest, { webhookSecret }: Settings): void {
    const call = Object(parse(body)) as { type?: unknown; secret?: unknown }
    const isQuestion = call.type === 'confirmation' && call.secret === undefined
    const given = typeof call.secret === 'string' ? call.secret : undefined
    if (webhookSecret && isQuestion) return
    if (!sameSecret(webhookSecret && callbackSecret(webhookSecret), given)) {
      throw new ForgedWebhookError('The secret does not match')
    }
  },

  /** The code changes by itself: one that is not fresh is asked for anew. */
  async handshake(
    { body }: WebhookRequest,
    settings: Settings,
    environment: Environment,
  ): Promise<WebhookAnswer | undefined> {
    const { data } = event.safeParse(parse(body))
    if (data?.type !== 'confirmation') return undefined
    const groupId = environment.identity?.externalId
    if (groupId !== undefined && String(data.group_id) !== groupId) {
      return { status: 403, body: '' }
    }
    const fresh = await refreshCode(new VkApi(settings, environment), environment, data.group_id)
    const code = fresh ?? storedCode(environment)
    if (code === undefined) return { status: 503, body: '' }
    return { status: 200, body: code, contentType: 'text/plain' }
  },

  /** An event tells numbers; whose they are is asked before it is kept. */
  prepare(
    { body }: WebhookRequest,
    settings: Settings,
    environment: Environment,
    signal: AbortSignal,
  ): Promise<Buffer> {
    const api = new VkApi(settings, environment)
    return completed(body, { api, names: namesOf(environment, settings) }, signal)
  },

  /** To the letter: anything else is a failure, and one other word removes the address. */
  answer(): WebhookAnswer {
    return { status: 200, body: 'ok', contentType: 'text/plain' }
  },
}

/** At most fifty characters, and which ones is not said: letters and digits are safe. */
export const callbackSecret = (webhookSecret: string): string =>
  createHash('sha256').update(webhookSecret).digest('hex').slice(0, 40)

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
