import { createHmac } from 'node:crypto'

import { sameSecret } from '../../../lib/same-secret.ts'
import type { WebhookAnswer, WebhookRequest } from '../../contract.ts'
import { ForgedWebhookError } from '../../errors.ts'
import type { CloudSettings } from '../settings.ts'

/** https://developers.facebook.com/docs/graph-api/webhooks/getting-started */
export const door = {
  /**
   * Updates are signed with the app's secret, over the bytes as they are. The question asked before
   * the first of them has no body: it repeats the word that we gave with the address.
   */
  authenticate(request: WebhookRequest, { appSecret, webhookSecret }: CloudSettings): void {
    const { headers, query, body, method } = request
    if (method === 'GET') {
      if (sameSecret(webhookSecret, query['hub.verify_token'])) return
      throw new ForgedWebhookError('The verify token does not match')
    }
    const signature = createHmac('sha256', appSecret).update(body).digest('hex')
    if (!sameSecret(`sha256=${signature}`, headers['x-hub-signature-256'])) {
      throw new ForgedWebhookError('The signature does not match')
    }
  },

  handshake({ method, query }: WebhookRequest): WebhookAnswer | undefined {
    if (method !== 'GET') return undefined
    const challenge = query['hub.challenge']
    if (query['hub.mode'] !== 'subscribe' || challenge === undefined) {
      return { status: 403, body: '' }
    }
    return { status: 200, body: challenge, contentType: 'text/plain; charset=utf-8' }
  },
}
