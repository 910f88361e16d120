import type { Identity } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import { present } from '../kit/present.ts'
import type { TelegramApi } from './api.ts'
import { bot } from './types.ts'

/** https://core.telegram.org/bots/api#getme */
export async function identify(api: TelegramApi): Promise<Identity> {
  const { id, first_name, last_name, username } = await askWhoWeAre(api)
  return {
    externalId: String(id),
    name: [first_name, last_name].filter(Boolean).join(' '),
    ...present({ username, link: username && `https://t.me/${username}` }),
  }
}

/** «Бот не найден» is said of a wrong token alone, never of a network that does not work (D-05). */
async function askWhoWeAre(api: TelegramApi) {
  try {
    return await api.call({ method: 'getMe', result: bot })
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error
    const { reason, code, message } = error
    const isWrongToken = reason === 'misconfigured' && (code === '401' || code === '404')
    if (isWrongToken) throw error
    throw new ChannelError('unreachable', message, { executed: 'no', ...present({ code }) })
  }
}
