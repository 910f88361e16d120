import type { WebhookAnswer, WebhookRequest } from '../contract.ts'
import { door as cloud } from './cloud/door.ts'
import { door as edna } from './edna/door.ts'
import type { Settings } from './settings.ts'

/** Meta puts a thousand updates into one body of up to three megabytes. */
const MAX_BODY_BYTES = 3 * 1024 * 1024

/** Each provider proves itself in its own way. */
export const door = {
  maxBodyBytes: MAX_BODY_BYTES,

  authenticate(request: WebhookRequest, settings: Settings): void {
    if (settings.provider === 'cloud') cloud.authenticate(request, settings)
    else edna.authenticate(request, settings)
  },

  handshake(request: WebhookRequest, { provider }: Settings): WebhookAnswer | undefined {
    return provider === 'cloud' ? cloud.handshake(request) : edna.handshake(request)
  },
}
