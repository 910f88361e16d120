import { createHmac } from 'node:crypto'

import { sameSecret } from '../../lib/same-secret.ts'
import type { WebhookAnswer, WebhookRequest } from '../contract.ts'
import { ForgedWebhookError } from '../errors.ts'
import { parseExactly } from '../kit/parse-exactly.ts'
import { SENDER } from './render.ts'
import type { Settings } from './settings.ts'
import { conversationStarted } from './types.ts'

export const door = {
  maxBodyBytes: 1024 * 1024,

  /** Signed with the token, over the bytes as they are; in a header or, the same, in the address. */
  authenticate({ headers, query, body }: WebhookRequest, { token }: Settings): void {
    const signature = createHmac('sha256', token).update(body).digest('hex')
    if (!sameSecret(signature, headers['x-viber-content-signature'] ?? query.sig)) {
      throw new ForgedWebhookError('The signature does not match')
    }
  },

  /** While a webhook is being set, Viber asks whether somebody is there, and tells nothing. */
  handshake({ body }: WebhookRequest): WebhookAnswer | undefined {
    const call = parseExactly(body.toString('utf8'))
    const isCheck = typeof call === 'object' && call !== null && 'event' in call
    return isCheck && call.event === 'webhook' ? { status: 200, body: '' } : undefined
  },

  /**
   * Who has opened the chat and not subscribed can be told one thing only: in this answer. Anything
   * but an empty body would be wrong for every other callback.
   */
  answer({ body }: WebhookRequest, { welcome }: Settings): WebhookAnswer {
    const started = conversationStarted.safeParse(parseExactly(body.toString('utf8'))).data
    if (!started || started.subscribed || !welcome) return { status: 200, body: '' }
    const message = { sender: { name: SENDER }, type: 'text', text: welcome, min_api_version: 1 }
    return { status: 200, body: JSON.stringify(message), contentType: 'application/json' }
  },
}
