import type { Identity } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import { present } from '../kit/present.ts'
import type { ViberApi } from './api.ts'
import { accountInfo } from './types.ts'

/** https://developers.viber.com/docs/api/rest-bot-api/#get-account-info */
export async function identify(api: ViberApi): Promise<Identity> {
  const { id, name, uri } = await askWhoWeAre(api)
  return {
    externalId: id,
    name: name.trim() || (uri ?? id),
    ...present({ username: uri, link: uri && `viber://pa?chatURI=${encodeURIComponent(uri)}` }),
  }
}

/** «Бот не найден» is said of a wrong token alone, never of a network that does not work (D-05). */
async function askWhoWeAre(api: ViberApi) {
  try {
    return await api.call({ method: 'get_account_info', payload: {}, result: accountInfo })
  } catch (error) {
    const isWrongToken = error instanceof ChannelError && error.code === '2'
    if (isWrongToken || !(error instanceof ChannelError)) throw error
    const { code, message } = error
    throw new ChannelError('unreachable', message, { executed: 'no', ...present({ code }) })
  }
}
