import { createHmac } from 'node:crypto'

import { sameSecret } from '../../lib/same-secret.ts'
import { secretBytes } from '../../lib/sign-webhook.ts'
import type { WebhookRequest } from '../contract.ts'
import { ForgedWebhookError } from '../errors.ts'
import type { Settings } from './settings.ts'

export const door = {
  maxBodyBytes: 1024 * 1024,

  /**
   * Signed as Standard Webhooks says, with the channel's secret. How old it is is not asked: an event
   * that came before changes nothing, because its id is known.
   * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
   */
  authenticate({ headers, body }: WebhookRequest, { secret }: Settings): void {
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given = '' } = headers
    const signed = Buffer.concat([Buffer.from(`${id}.${at}.`), body])
    const right = createHmac('sha256', secretBytes(secret)).update(signed).digest('base64')
    const isRight = given.split(' ').some((each) => sameSecret(`v1,${right}`, each))
    if (!id || !at || !isRight) throw new ForgedWebhookError('The signature does not match')
  },
}
