import { sameSecret } from '../../lib/same-secret.ts'
import type { WebhookRequest } from '../contract.ts'
import { ForgedWebhookError } from '../errors.ts'
import type { Settings } from './settings.ts'

export const door = {
  maxBodyBytes: 1024 * 1024,

  /** Telegram signs nothing; it repeats the secret given to setWebhook. */
  authenticate({ headers }: WebhookRequest, { webhookSecret }: Settings): void {
    if (!sameSecret(webhookSecret, headers['x-telegram-bot-api-secret-token'])) {
      throw new ForgedWebhookError('The secret token does not match')
    }
  },
}
