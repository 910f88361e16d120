import { ForgedWebhookError } from '../errors.ts'

/** No platform calls: visitors come through `server/src/site`, which stores what they say itself. */
export const door = {
  maxBodyBytes: 1024,
  authenticate(): never {
    throw new ForgedWebhookError('Nobody calls for this platform')
  },
}
