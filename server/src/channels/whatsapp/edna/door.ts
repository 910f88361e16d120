import { sameSecret } from '../../../lib/same-secret.ts'
import type { WebhookAnswer, WebhookRequest } from '../../contract.ts'
import { ForgedWebhookError } from '../../errors.ts'
import type { EdnaSettings } from '../settings.ts'

/** The name of our own secret in the address that edna is given: it signs nothing itself. */
export const SECRET = 'secret'

export const door = {
  /**
   * Only whom we gave the address knows the secret in it. A key set in edna's account comes beside
   * it, as it is or after the word Token; edna's look at the address comes without.
   */
  authenticate(request: WebhookRequest, { webhookSecret, webhookKey }: EdnaSettings): void {
    const { query, headers, method } = request
    if (!sameSecret(webhookSecret, query[SECRET])) {
      throw new ForgedWebhookError('The address lacks its secret')
    }
    if (webhookKey === undefined || method !== 'POST') return
    const given = headers.authorization?.replace(/^Token\s+/i, '').trim()
    if (!sameSecret(webhookKey, given)) {
      throw new ForgedWebhookError('The webhook key does not match')
    }
  },

  /** Before an address is kept, edna looks whether somebody answers there. */
  handshake({ method }: WebhookRequest): WebhookAnswer | undefined {
    return method === 'POST' ? undefined : { status: 200, body: '' }
  },
}
