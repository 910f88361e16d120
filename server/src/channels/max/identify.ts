import type { Identity } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import { present } from '../kit/present.ts'
import type { MaxApi } from './api.ts'
import { nameOf } from './people.ts'
import { botInfo } from './types.ts'

/** https://dev.max.ru/docs-api/methods/GET/me */
export async function identify(api: MaxApi): Promise<Identity> {
  const bot = await askWhoWeAre(api)
  const { user_id, username } = bot
  return {
    externalId: String(user_id),
    name: nameOf(bot),
    ...present({ username, link: username && `https://max.ru/${username}` }),
  }
}

/** «Бот не найден» is said of a wrong token alone, never of a network that does not work (D-05). */
async function askWhoWeAre(api: MaxApi) {
  try {
    return await api.call({ method: 'GET', path: '/me', result: botInfo })
  } catch (error) {
    if (!(error instanceof ChannelError) || error.reason === 'misconfigured') throw error
    const { code, message } = error
    throw new ChannelError('unreachable', message, { executed: 'no', ...present({ code }) })
  }
}
