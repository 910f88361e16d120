import { sameSecret } from '../../lib/same-secret.ts'
import type { WebhookRequest } from '../contract.ts'
import { ForgedWebhookError } from '../errors.ts'
import type { Settings } from './settings.ts'

export const door = {
  maxBodyBytes: 1024 * 1024,

  /** MAX signs nothing; it repeats the secret given with the subscription. */
  authenticate({ headers }: WebhookRequest, { webhookSecret }: Settings): void {
    if (!sameSecret(webhookSecret, headers['x-max-bot-api-secret'])) {
      throw new ForgedWebhookError('The secret does not match')
    }
  },
}
