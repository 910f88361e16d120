import type { Identity } from '../../contract.ts'
import { ChannelError } from '../../errors.ts'
import { present } from '../../kit/present.ts'
import { contactLink, toDigits } from '../ids.ts'
import type { CloudSettings } from '../settings.ts'
import type { GraphApi } from './api.ts'
import { phoneNumber } from './types.ts'

/** What is asked for by an id that nobody here has is answered by this, whatever it is. */
const NO_SUCH_OBJECT = /^100\b/

/** https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account-to-number-current-status/ */
export async function identify(
  api: GraphApi,
  { phoneNumberId }: Pick<CloudSettings, 'phoneNumberId'>,
): Promise<Identity> {
  const { id, display_phone_number, verified_name } = await askForNumber(api, phoneNumberId)
  const digits = display_phone_number && toDigits(display_phone_number)
  const phone = digits ? `+${digits}` : undefined
  return {
    externalId: id,
    name: verified_name?.trim() || phone || id,
    ...present({
      link: digits ? contactLink(digits) : undefined,
      facts: phone ? { phone } : undefined,
    }),
  }
}

async function askForNumber(api: GraphApi, phoneNumberId: string) {
  const query = { fields: 'id,display_phone_number,verified_name' }
  try {
    return await api.call({ method: 'GET', path: phoneNumberId, query, result: phoneNumber })
  } catch (error) {
    throw isNobody(error) ? notFound(error) : error
  }
}

const isNobody = (error: unknown): error is ChannelError =>
  error instanceof ChannelError && NO_SUCH_OBJECT.test(error.code ?? '')

export const notFound = ({ message, code }: ChannelError): ChannelError =>
  new ChannelError('misconfigured', message, {
    executed: 'no',
    pauses: 'channel',
    ...present({ code }),
  })

/** There is no such thing, or it cannot do that: they are told alike. */
export const isOfNobody = (error: unknown): error is ChannelError =>
  error instanceof ChannelError && error.code === '100/33'
